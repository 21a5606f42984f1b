using MailUpgrade.Adapters.WebChat;
using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Core.Time;
using MailUpgrade.Service.Endpoints;

namespace MailUpgrade.Service.Board;

/// <summary>What the page shows of the run, for whoever looks.</summary>
public sealed class BoardFeed(RunCoordinator run, IStepLogs logs, RunClock clock)
{
    private const int LineColumns = 80;

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
}
