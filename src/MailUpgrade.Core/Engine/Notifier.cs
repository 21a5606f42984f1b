using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Chat.Delivery;
using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Chat.Views;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;
using Microsoft.Extensions.Logging;

namespace MailUpgrade.Core.Engine;

/// <summary>
/// Tells people what the journal says. The journal is the outbox: each channel has its own place in it, so that an outage delays and
/// never loses, and a repeat after a crash is an edit under the same key.
/// </summary>
/// <param name="run">The run that is told.</param>
/// <param name="journal">Its lines and the channels' places in it.</param>
/// <param name="logs">Last lines of steps that failed.</param>
/// <param name="channels">Where it is told.</param>
/// <param name="clock">Run clock: silences.</param>
/// <param name="wire">Wire clock: tries of a channel that is down.</param>
/// <param name="onHead">Keeps a journal head that was told. May be called twice with the same line.</param>
/// <param name="log">Diagnostics.</param>
public sealed class Notifier(
    RunCoordinator run, IJournal journal, IStepLogs logs, IReadOnlyList<IChatChannel> channels, TimeProvider clock, TimeProvider wire,
    Action<JournalLine> onHead, ILogger<Notifier> log)
{
    // a remedy is looked for in more lines than a phone shows, and in whole ones
    private const int RemedyLines = 60;
    private const int RemedyColumns = 400;
    private readonly ViewBook book = new();
    private RunState told = RunState.Empty;
    private DateTimeOffset lastNews;
    private DateTimeOffset lastWord;
    private OutboundMessage? lastStatus;

    /// <summary>Messages that wait for a person now, as they were told last.</summary>
    public IReadOnlyCollection<OutboundMessage> Open { get; private set; } = [];

    /// <summary>Tells until cancelled. Once per notifier.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        await run.ChangedAsync(0, ct);
        var stream = run.State.Id;
        var outboxes = new List<Outbox>();
        var senders = new List<Task>();
        foreach (var channel in channels)
        {
            var outbox = new Outbox(await journal.CursorAsync(ChannelSender.ReaderOf(channel), stream, ct));
            outboxes.Add(outbox);
            senders.Add(new ChannelSender(channel, outbox, journal, stream, wire, log).RunAsync(ct));
        }
        await Task.WhenAll([ReadAllAsync(stream, outboxes, outboxes.Select(o => o.Cursor).DefaultIfEmpty(0).Min(), ct), .. senders]);
    }

    private async Task ReadAllAsync(string stream, IReadOnlyList<Outbox> outboxes, long toldBefore, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                foreach (var line in await journal.ReadAsync(stream, told.Seq, ct))
                {
                    await TellAsync(line, outboxes, toldBefore, ct);
                }
                Open = [.. book.Open];
                TellSilence(outboxes);
                TellStatus(outboxes);
                foreach (var outbox in outboxes)
                {
                    outbox.HasRead(told.Seq);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The teller must outlive what it trips over: people who hear nothing think that nothing happens.
                ChatLog.ReadFault(log, e);
                await Task.Delay(ChannelSender.FirstWait, wire, ct);
                continue;
            }
            await ChangeOrSilenceAsync(ct);
        }
    }

    private async Task TellAsync(JournalLine line, IReadOnlyList<Outbox> outboxes, long toldBefore, CancellationToken ct)
    {
        var recorded = RunCoordinator.ToRecorded(line);
        var (before, after) = (told, Run.Apply(told, recorded));
        var isNew = line.Seq > toldBefore;
        var scene = run.Scene with { Now = recorded.At };
        var tail = isNew ? await TailAsync(recorded.Event, after, Moment.TailLines, Moment.TailColumns, ct) : [];
        var output = tail.Count > 0 ? await TailAsync(recorded.Event, after, RemedyLines, RemedyColumns, ct) : [];
        var say = new Speech(after.Language, scene.Zone);
        var messages = Worded(new Moment(before, after, recorded, line.Hash, scene, run.Files.Pack, say, tail) { Output = output }, line);
        told = after;
        foreach (var outbox in outboxes)
        {
            outbox.Add(line.Seq, messages);
        }
        if (messages.Count > 0)
        {
            (lastNews, lastWord) = (recorded.At, recorded.At);
        }
        if (isNew && recorded.Event is PhaseEnded or RunEnded)
        {
            onHead(line);
        }
    }

    /// <summary>An event without good words is told in bare ones: no fault of a text may keep the next decision from people.</summary>
    private IReadOnlyList<OutboundMessage> Worded(Moment moment, JournalLine line)
    {
        try
        {
            return book.Tell(moment);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            ChatLog.ReadFault(log, e);
            return [moment.Notice($"plain:{moment.Seq}", FirstLine.Of($"{line.Kind}, {moment.By}"))];
        }
    }

    /// <summary>Output is shown where it can be had; a decision is asked without it too.</summary>
    private async Task<IReadOnlyList<string>> TailAsync(RunEvent e, RunState after, int lines, int columns, CancellationToken ct)
    {
        var step = e switch
        {
            StepEnded { Outcome: not "succeeded" } ended when after.HasKickedOff => ended.Step,
            PromptSeen { Known: false } prompt => prompt.Step,
            _ => null,
        };
        try
        {
            return step is null ? [] : await logs.TailAsync(after.Id, step, lines, columns, ct);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            ChatLog.ReadFault(log, fault);
            return [];
        }
    }

    private DateTimeOffset SilenceEnds => lastWord + run.Files.Plan.NoNewsEvery;

    private bool IsNight => told is { HasKickedOff: true, HasEnded: false };

    private void TellSilence(IReadOnlyList<Outbox> outboxes)
    {
        var now = clock.GetUtcNow();
        if (!IsNight || now < SilenceEnds)
        {
            return;
        }
        var scene = run.Scene with { Now = now };
        var message = NoNews.Of(told, scene, new Speech(told.Language, scene.Zone), lastNews);
        lastWord = now;
        foreach (var outbox in outboxes)
        {
            outbox.Add(null, [message]);
        }
    }

    private void TellStatus(IReadOnlyList<Outbox> outboxes)
    {
        var now = clock.GetUtcNow();
        var scene = run.Scene with { Now = now > told.LastAt ? now : told.LastAt };
        var status = StatusView.Of(told, scene, new Speech(told.Language, scene.Zone));
        if (lastStatus?.Lines.SequenceEqual(status.Lines) == true)
        {
            return;
        }
        lastStatus = status;
        foreach (var outbox in outboxes)
        {
            outbox.Add(null, [status]);
        }
    }

    private async Task ChangeOrSilenceAsync(CancellationToken ct)
    {
        if (!IsNight)
        {
            await run.ChangedAsync(told.Seq, ct);
            return;
        }
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var changed = run.ChangedAsync(told.Seq, either.Token);
        var left = SilenceEnds - clock.GetUtcNow();
        var silence = Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, clock, either.Token);
        await await Task.WhenAny(changed, silence);
        await either.CancelAsync();
        await Task.WhenAny(Task.WhenAll(changed, silence));
    }
}
