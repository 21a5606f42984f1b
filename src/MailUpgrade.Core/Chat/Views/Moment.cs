using System.Globalization;
using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Chat.Views;

/// <summary>One event with all that its message is worded from.</summary>
/// <param name="Before">State before it.</param>
/// <param name="After">State after it.</param>
/// <param name="Recorded">The event.</param>
/// <param name="Hash">Journal hash up to it.</param>
/// <param name="Scene">Surroundings, with the event's time as now.</param>
/// <param name="Pack">Known remedies.</param>
/// <param name="Say">The run's language.</param>
/// <param name="Tail">Last lines of the step it is about; empty where it is about none.</param>
public sealed record Moment(
    RunState Before, RunState After, Recorded Recorded, string Hash, Scene Scene, Pack Pack, Speech Say,
    IReadOnlyList<string> Tail)
{
    /// <summary>Lines of a step's output under a failure.</summary>
    public const int TailLines = 15;

    /// <summary>Width of those lines: that of a phone held upright.</summary>
    public const int TailColumns = 40;

    /// <summary>More of the output in whole lines, to look for a known remedy in; never shown.</summary>
    public IReadOnlyList<string> Output { get; init; } = [];

    /// <summary>Plan of the run.</summary>
    public Plan Plan => Scene.Plan;

    /// <summary>The event's time as people read it.</summary>
    public string Clock => Say.Clock(Recorded.At);

    /// <summary>Name of who did it.</summary>
    public string Who => Say.Name(Scene.Team, Recorded.Actor);

    /// <summary>Who and when, the end of a closing line.</summary>
    public string By => Recorded.Actor == Runs.Commands.RunCommand.Bot ? Clock : $"{Who}, {Clock}";

    /// <summary>What a button of this moment shows.</summary>
    public ButtonPress Press => new(After.Id, After.PlanHash, Recorded.Seq);

    /// <summary>Sequence number as part of a message key.</summary>
    public string Seq => Recorded.Seq.ToString(CultureInfo.InvariantCulture);

    /// <summary>A time near this moment.</summary>
    public string At(DateTimeOffset at) => Say.When(at, Recorded.At);

    /// <summary>Title of a phase, or its id where the plan has none such.</summary>
    public string Title(string phase) => PhaseOf(phase) is { } found ? Say.Say(found.Title) : phase;

    /// <summary>Phase by id, or null.</summary>
    public Phase? PhaseOf(string id) =>
        id == Plan.Rollback.Id ? Plan.Rollback : Plan.Phases.FirstOrDefault(p => p.Id == id);

    /// <summary>Names of the people who hold a role.</summary>
    public string People(string role) =>
        Say.Either(Scene.Team.Holding(role).Select(p => p.Name).DefaultIfEmpty(Say.Role(role)));

    /// <summary>A button.</summary>
    public Button Button(string label, string command, ButtonStyle style = ButtonStyle.Plain) =>
        new(label, command, style, Press);

    /// <summary>A message that rings for a person or role.</summary>
    public OutboundMessage Decision(string key, string? forWhom, IEnumerable<string> lines, params Button[] buttons) =>
        new(Key(key), MessageKind.Decision, true, forWhom, Whole(lines), buttons, null);

    /// <summary>A silent message.</summary>
    public OutboundMessage Notice(string key, params IEnumerable<string> lines) =>
        new(Key(key), MessageKind.Notice, false, null, Whole(lines), OutboundMessage.NoButtons, null);

    /// <summary>Keys of another run in the same chat are other messages.</summary>
    private string Key(string name) => $"{After.Id}:{name}";

    private static IReadOnlyList<string> Whole(IEnumerable<string> lines) =>
        [.. lines.Where(l => l.Length > 0).Select((l, i) => i == 0 ? FirstLine.Of(l) : l)];
}
