using MailUpgrade.Adapters.WebChat;
using MailUpgrade.Core.Books;
using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Reports;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Core.Time;
using MailUpgrade.Service.Endpoints;

namespace MailUpgrade.Service.Board;

/// <summary>What the page shows of the run, for whoever looks.</summary>
public sealed class BoardFeed(RunCoordinator run, Book book, IJournal journal, IStepLogs logs, RunClock clock)
{
    private const int LineColumns = 80;
    private const int LogLines = 300;
    private const int LogColumns = 400;

    private volatile ReadSoFar read = new("", []);

    /// <summary>Raised by <see cref="BoardPulse"/> when the board may look different.</summary>
    public ChangeSignal Changed { get; } = new();

    /// <summary>What holds now.</summary>
    public WebSetting Setting()
    {
        var files = run.Files;
        return new WebSetting(
            files.Team, files.Fleet.Kind, run.State.Mode, run.State.Language, TimeZoneInfo.FindSystemTimeZoneById(files.Plan.Zone));
    }

    /// <summary>The board for a reader.</summary>
    public object For(PersonaContext reader)
    {
        var state = run.State;
        IReadOnlyList<Person> people = reader.MayPick
            ? [.. run.Files.Team.People.Where(p => p.Identities.ContainsKey(WebChatChannel.ChannelName))] : [];
        return BoardBuilder.Of(state, run.Scene, new BoardExtras(
            clock.Definition.Speed, step => LastLine(state, step), host => VersionOf(state, host), people, reader.NeedsKey, reader.Me)
        {
            MaySpeak = reader.MaySpeak,
            IsWall = reader.IsWall,
        });
    }

    /// <summary>Commands with whether they are legal now.</summary>
    public IReadOnlyList<WebCommand> Commands(Person? person)
    {
        var language = person?.Language ?? run.State.Language;
        var legal = person is null ? [] : LegalNow.Words(run.State, run.Scene, person).ToHashSet(StringComparer.Ordinal);
        return [.. CommandTable.All.Where(c => c.Word != CommandTable.Confirm)
            .Select(c => new WebCommand("/" + c.Word, c.Help.In(language), c.Use == CommandUse.Shows || legal.Contains(c.Word)))];
    }

    /// <summary>What is on record so far. The journal is read on from where it was read last.</summary>
    public async ValueTask<object> RecordsAsync(string language, CancellationToken ct)
    {
        var (id, files) = (run.State.Id, run.Files);
        var before = read.Run == id ? read : new ReadSoFar(id, []);
        var fresh = (await journal.ReadAsync(id, before.Events is [.., var last] ? last.Seq : 0, ct)).Select(RunCoordinator.ToRecorded).ToList();
        var all = fresh.Count == 0 ? before : new ReadSoFar(id, [.. before.Events, .. fresh]);
        read = all;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(files.Plan.Zone);
        return NightRecords.Of(all.Events, files.Plan, files.Fleet, files.Team, zone, language) with
        {
            Aftercare = NightRecords.AftercareOf(AftercareDesk.Shown(book.State, id), clock.GetUtcNow(), files.Team, new Speech(language, zone)),
        };
    }

    /// <summary>The last lines of a step; empty where the run has no such step.</summary>
    public async ValueTask<IReadOnlyList<string>> StepLogAsync(string step, CancellationToken ct) =>
        run.State.Steps.ContainsKey(step) ? await logs.TailAsync(run.State.Id, step, LogLines, LogColumns, ct) : [];

    private string? LastLine(RunState state, string step) =>
        logs.TailAsync(state.Id, step, 1, LineColumns, CancellationToken.None).GetAwaiter().GetResult() is [.., var last] ? last : null;

    /// <summary>As far as the journal proves it: the target once its upgrade has succeeded, the old one again after a rollback.</summary>
    private string? VersionOf(RunState state, string host)
    {
        var installs = run.Files.Plan.Phases.SelectMany(p => p.Steps).Where(s => s.Kind == StepKind.Install)
            .Select(s => state.StepOf(s.NameOn(host))).Where(s => s.Attempt > 0).ToList();
        return state.Status == RunStatus.RolledBack || installs.Count == 0 ? run.Files.Plan.FromVersion
            : installs.All(s => s.Status == StepStatus.Succeeded) ? run.Files.Plan.ToVersion : null;
    }

    private sealed record ReadSoFar(string Run, IReadOnlyList<Recorded> Events);
}
