using MailUpgrade.Adapters.Telegram.Store;
using Microsoft.Extensions.Logging;

namespace MailUpgrade.Adapters.Telegram.Sending;

/// <summary>Empties the outbox of one place, within the rates, as long as the service lives. Nothing leaves the outbox before it was taken.</summary>
public sealed class PlaceSender(TelegramPlace place, Poster poster, TelegramStore store, SendRate rate, TelegramLimits limits, TimeProvider wire, ILogger log)
{
    private const int Looked = 60;

    private readonly Lock gate = new();
    private TaskCompletionSource more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int failures;
    private int plainness;

    /// <summary>Where it sends.</summary>
    public TelegramPlace Place => place;

    /// <summary>Since when, and why, people there hear nothing; null while they do.</summary>
    public (DateTimeOffset Since, string Why)? Trouble { get; private set; }

    /// <summary>Something was put into the outbox, or the bot may speak there again.</summary>
    public void Wake()
    {
        lock (gate)
        {
            Interlocked.Exchange(ref more, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        }
    }

    /// <summary>Sends until cancelled.</summary>
    /// <param name="onMoved">The server says that the group lives under another id.</param>
    /// <param name="ct">Of the service.</param>
    public async Task RunAsync(Action<long, long> onMoved, CancellationToken ct)
    {
        while (true)
        {
            var woken = more.Task;
            TimeSpan wait;
            try
            {
                wait = await StepAsync(onMoved, ct);
            }
            catch (Exception fault) when (fault is not OperationCanceledException || !ct.IsCancellationRequested)
            {
                // The store is full or locked, or a message cannot be laid out: the others are not to be kept from people by it.
                TelegramLog.SendFault(log, place.ToString(), fault);
                wait = Backoff(fault.Message);
            }
            if (wait > TimeSpan.Zero)
            {
                using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
                await Task.WhenAny(woken, Task.Delay(wait, wire, enough.Token));
                await enough.CancelAsync();
                ct.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>Sends one message, or says how long to wait for a turn or for news.</summary>
    private async Task<TimeSpan> StepAsync(Action<long, long> onMoved, CancellationToken ct)
    {
        if (store.Outbox.Waiting(place, Looked) is not { Count: > 0 } waiting)
        {
            return TimeSpan.FromHours(1);
        }
        var items = poster.Together(place, waiting);
        if (rate.Take(place.Chat, waiting[0].IsUrgent) is { Ticks: > 0 } turn)
        {
            return turn;
        }
        store.Posted.Sending(place.Chat, wire.GetUtcNow());
        try
        {
            await poster.SendAsync(place, items, plainness, ct);
            store.Outbox.Sent(place, items);
            (failures, plainness, Trouble) = (0, 0, null);
            return TimeSpan.Zero;
        }
        catch (TelegramThrottledException full)
        {
            TelegramLog.Throttled(log, place.ToString(), full.RetryAfter);
            rate.Block(place.Chat, full.RetryAfter);
            return full.RetryAfter;
        }
        catch (TelegramRefusedException moved) when (moved.MigrateTo is { } to)
        {
            onMoved(place.Chat, to);
            return TimeSpan.FromHours(1);
        }
        catch (TelegramRefusedException no) when (!no.IsShutOut && no.Code is not (401 or 404 or 409))
        {
            return Simpler(items, no);
        }
        catch (TelegramFaultException fault)
        {
            TelegramLog.Down(log, place.ToString(), fault.Message);
            return Backoff(fault.Message);
        }
    }

    /// <summary>What the server does not take as it is goes without markup, then without buttons; after that others go first.</summary>
    private TimeSpan Simpler(IReadOnlyList<OutboxItem> items, TelegramRefusedException no)
    {
        TelegramLog.NotTaken(log, place.ToString(), items[0].Message.Key, no.Message);
        if (plainness < 2)
        {
            plainness++;
            return TimeSpan.Zero;
        }
        plainness = 0;
        foreach (var item in items)
        {
            store.Outbox.Postpone(place, item);
        }
        return Backoff(no.Message);
    }

    private TimeSpan Backoff(string why)
    {
        Trouble ??= (wire.GetUtcNow(), why);
        var wait = limits.FirstWait * Math.Pow(2, Math.Min(failures++, 10));
        return wait < limits.LongestWait ? wait : limits.LongestWait;
    }
}
