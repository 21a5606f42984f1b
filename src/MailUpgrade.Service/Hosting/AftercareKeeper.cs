using System.Globalization;
using System.Threading.Channels;
using MailUpgrade.Core.Books;
using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Time;

namespace MailUpgrade.Service.Hosting;

/// <summary>
/// Sees to the list of what is left after a night, as long as something of it is open: looks at the hosts what it can prove by itself, tells owners what is
/// due or late, once a day, and does what a person orders. Derived from the book, so that a restart neither forgets nor repeats a day.
/// </summary>
internal sealed class AftercareKeeper(
    RunCoordinator run, Book book, AftercareWork work, IReadOnlyList<IChatChannel> channels, RunClock clock, TimeProvider wire, ILogger<AftercareKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);
    private readonly Channel<AftercareOrder> orders = Channel.CreateUnbounded<AftercareOrder>(new() { SingleReader = true });

    /// <summary>Takes an order; it is worked on in turn.</summary>
    public void Begin(AftercareOrder order)
    {
        work.Ordered();
        orders.Writer.TryWrite(order);
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(OrdersAsync(stoppingToken), RemindAsync(stoppingToken));

    /// <summary>When people are to be told next, of all runs; null where nothing is open.</summary>
    public static DateTimeOffset? NextReminder(BookState known) => known.Aftercare.Min(e => e.RemindAt);

    private async Task OrdersAsync(CancellationToken ct)
    {
        await foreach (var order in orders.Reader.ReadAllAsync(ct))
        {
            try
            {
                await WorkAsync(order, ct);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                HostingLog.AftercareWaits(log, Again, fault);
            }
            finally
            {
                work.Settled();
            }
        }
    }

    private async Task WorkAsync(AftercareOrder order, CancellationToken ct)
    {
        var found = order.Does ? await work.DoAsync(order.Entry, order.CommandId, ct) : await work.LookAsync(order.Entry, ct);
        await ProvenAsync(order.Entry, found, ct);
        var say = Speech(order.Entry);
        await TellAsync(new OutboundMessage(
            $"{order.Entry.Of.Run}:aftercare:{order.CommandId}", MessageKind.Notice, false, order.Person,
            AftercareTexts.Result(order.Entry, found, order.Does, say), OutboundMessage.NoButtons, null), ct);
    }

    private async Task RemindAsync(CancellationToken ct)
    {
        while (true)
        {
            var known = book.State;
            var left = NextReminder(known) - clock.GetUtcNow();
            if (left is null || left > TimeSpan.Zero)
            {
                await NewsAsync(known.Seq, left, ct);
            }
            else if (!await RemindedAsync(known, ct))
            {
                await Task.Delay(Again, wire, ct);
            }
        }
    }

    private async Task NewsAsync(long seen, TimeSpan? left, CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var news = book.ChangedAsync(seen, over.Token);
        await (left is { } wait ? Task.WhenAny(news, Task.Delay(wait < LongestWait ? wait : LongestWait, clock, over.Token)) : news);
        await over.CancelAsync();
        ct.ThrowIfCancellationRequested();
    }

    /// <summary>Told first, recorded second: a crash in between tells it once more under the same key, which is an edit.</summary>
    private async Task<bool> RemindedAsync(BookState known, CancellationToken ct)
    {
        try
        {
            foreach (var night in known.Aftercare.Where(e => e.RemindAt <= clock.GetUtcNow()).GroupBy(e => e.Of.Run, StringComparer.Ordinal))
            {
                await RemindAsync([.. night], ct);
            }
            return true;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            HostingLog.AftercareWaits(log, Again, fault);
            return false;
        }
    }

    private async Task RemindAsync(IReadOnlyList<AftercareEntry> due, CancellationToken ct)
    {
        var open = new List<AftercareEntry>();
        foreach (var entry in due)
        {
            // Nobody is woken for what the hosts themselves show to be done.
            if (!AftercareWork.CanProve(entry.Item) || NightGoesOn || !await ProvenAsync(entry, await work.LookAsync(entry, ct), ct))
            {
                open.Add(entry);
            }
        }
        if (open.Count == 0)
        {
            return;
        }
        var day = WindowClock.LocalDay(clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(open[0].Of.Zone));
        await TellAsync(AftercareTexts.Reminder(open, clock.GetUtcNow(), run.Scene.Team, Speech(open[0]), day), ct);
        await book.RecordAsync(_ => [new AftercareReminded(open[0].Of.Run, [.. open.Select(e => e.Item.Id)], day)], ct);
    }

    /// <summary>The hosts are another night's now.</summary>
    private bool NightGoesOn => run.State is { HasKickedOff: true, HasEnded: false };

    private async Task<bool> ProvenAsync(AftercareEntry entry, IReadOnlyList<AftercareFinding> found, CancellationToken ct)
    {
        if (found.Count == 0 || found.Any(f => !f.Passes))
        {
            return false;
        }
        var by = entry.Item.Sets is not null ? "snapshot list" : entry.Item.Id == AftercareRow.Access ? "hosts revoke" : entry.Item.Proof;
        var done = new AftercareDone(entry.Of.Run, entry.Item.Id, "proven", string.Create(CultureInfo.InvariantCulture, $"{by}, {found.Count}/{found.Count} host"));
        await book.RecordAsync(known => known.Aftercare.Any(e => e.Number == entry.Number && e.IsOpen) ? [done] : [], ct);
        return true;
    }

    private static Speech Speech(AftercareEntry entry) => new(entry.Of.Language, TimeZoneInfo.FindSystemTimeZoneById(entry.Of.Zone));

    private async Task TellAsync(OutboundMessage message, CancellationToken ct)
    {
        foreach (var channel in channels)
        {
            await channel.SendAsync(message, ct);
        }
    }
}
