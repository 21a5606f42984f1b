using MailUpgrade.Adapters.Storage;
using MailUpgrade.Core.Time;
using MailUpgrade.Service.Drills.Play.Peers;
using MailUpgrade.Service.Drills.Script;

namespace MailUpgrade.Service.Drills.Play;

/// <summary>One night as a drill sees it: looks at journal and chat, waits, and writes the transcript.</summary>
internal sealed class Night(
    DrillService service, DrillChat chat, DrillJournal journal, NightHistory history, Transcript transcript, string stateFolder)
{
    // Wire clock. A run clock that does not move for so long will not move any more.
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Standstill = TimeSpan.FromSeconds(60);

    private readonly List<DateTimeOffset> wakeUps = [];
    private ClockDefinition? lastClock;

    public NightHistory History => history;

    /// <summary>Where a person speaks, or null for the page.</summary>
    public Func<string, IDrillPeer?> PeerOf { get; init; } = _ => null;

    /// <summary>Takes the state folder away and makes it anew from what was kept elsewhere; null where nothing was.</summary>
    public Func<string, CancellationToken, Task<IReadOnlyList<string>>>? Adopt { get; init; }

    public DrillChat Chat => chat;

    public DrillService Service => service;

    /// <summary>Reads what is new and writes it down.</summary>
    public async Task LookAsync(CancellationToken ct)
    {
        try
        {
            foreach (var message in await chat.LookAsync(ct))
            {
                WriteDown(message);
            }
        }
        catch (HttpRequestException silent)
        {
            service.ThrowIfDead();
            throw new DrillFailedException($"the service does not answer: {silent.Message}");
        }
        // After the chat: an answer that was seen stands on events that are read now.
        foreach (var recorded in journal.After(history.State.Seq))
        {
            history.Take(recorded);
        }
    }

    /// <summary>Waits until something holds or an instant of the run clock has come.</summary>
    /// <returns>Whether it held in time.</returns>
    public async Task<bool> UntilAsync(Func<bool> holds, DateTimeOffset deadline, CancellationToken ct)
    {
        var moved = (Run: DateTimeOffset.MinValue, Real: TimeProvider.System.GetTimestamp());
        while (true)
        {
            service.ThrowIfDead();
            await LookAsync(ct);
            if (holds())
            {
                await chat.PlayAsync(ct);
                return true;
            }
            var now = await chat.NowAsync(ct);
            if (now >= deadline)
            {
                await chat.PlayAsync(ct);
                await LookAsync(ct);
                return holds();
            }
            moved = now == moved.Run ? moved : (now, TimeProvider.System.GetTimestamp());
            if (TimeProvider.System.GetElapsedTime(moved.Real) > Standstill)
            {
                throw new DrillFailedException($"the run clock has stood still for {Standstill.TotalSeconds:0} s");
            }
            await chat.IdleAsync(NextWakeUp(now, deadline), history.State.Seq, ct);
            await Task.Delay(Look, ct);
        }
    }

    /// <summary>An instant that the clock must not jump over although no line waits for it: the end of a cut.</summary>
    public void WakeAt(DateTimeOffset instant) => wakeUps.Add(instant);

    /// <summary>Run clock; by the state folder where the service is not there to be asked.</summary>
    public DateTimeOffset NowByFile() => Clock().NowAt(TimeProvider.System.GetUtcNow());

    /// <summary>Waits a length of the run clock while the service is not there.</summary>
    public Task PassAsync(TimeSpan length, CancellationToken ct) => Task.Delay(length / Clock().Speed, ct);

    /// <summary>Notes what the drill does.</summary>
    public void Note(string who, string text) => transcript.Add(NowByFile(), who, text);

    /// <summary>The dead service's folder is lost, a length of the run clock passes, and the journal kept away is adopted.</summary>
    /// <returns>What the adoption says.</returns>
    /// <exception cref="DrillFailedException">Nothing was kept that can be adopted.</exception>
    public async Task<IReadOnlyList<string>> LoseAsync(TimeSpan length, CancellationToken ct)
    {
        var run = journal.Run ?? throw new DrillFailedException("there is no run to lose");
        journal.Reopen();
        await PassAsync(length, ct);
        var told = await Adopt!(run, ct);
        history.Restart();
        chat.Restart();
        return told;
    }

    private ClockDefinition Clock() => lastClock =
        new ClockFile(Path.Combine(stateFolder, "clock")).Read() ?? lastClock ?? throw new DrillFailedException("the service has written no clock");

    private DateTimeOffset NextWakeUp(DateTimeOffset now, DateTimeOffset deadline) =>
        wakeUps.Where(w => w > now).Append(deadline).Min();

    private void WriteDown(DrillMessage message)
    {
        if (!message.IsOfTheBot)
        {
            return;
        }
        history.Hear(message.Rev, message.Text);
        var isStatus = message.Kind == "status";
        var text = isStatus ? message.Text.Split('\n')[0] : message.Text;
        var buttons = message.Buttons.Count == 0 || isStatus ? "" : "\n" + string.Join(' ', message.Buttons.Select(b => $"[{b.Text}]"));
        transcript.Add(message.Edited ? NowByFile() : message.At, isStatus ? "(status)" : message.Edited ? "bot (edit)" : "bot", text + buttons);
    }
}
