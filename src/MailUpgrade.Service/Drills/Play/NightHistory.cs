using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Service.Drills.Script;

namespace MailUpgrade.Service.Drills.Play;

/// <summary>
/// What has been true in a night, from its journal and its chat. A condition holds when it is true now or became true after a mark:
/// states that were only passed through count.
/// </summary>
internal sealed class NightHistory
{
    private readonly List<(long Seq, string Subject, string Word)> became = [];
    private readonly List<(long Rev, string Text)> said = [];
    private readonly Dictionary<string, Recorded> byCommand = [];
    private readonly HashSet<string> decisions = [];

    /// <summary>The run as it is now.</summary>
    public RunState State { get; private set; } = RunState.Empty;

    /// <summary>Where reading stands: last event and last change of the chat.</summary>
    public Mark Now => new(State.Seq, said.Count > 0 ? said.Max(s => s.Rev) : 0);

    /// <summary>Commands of people that were accepted, remarks and issues aside.</summary>
    public int Decisions => decisions.Count;

    /// <summary>All that the bot said, with every edit that was seen.</summary>
    public IEnumerable<string> Said => said.Select(s => s.Text);

    public void Take(Recorded recorded)
    {
        var before = State;
        State = Fold.Apply(before, recorded);
        if (before.Id.Length == 0 || before.Status != State.Status)
        {
            became.Add((recorded.Seq, "run", State.Status.Word()));
        }
        became.AddRange(State.Phases.Values.Where(p => before.PhaseOf(p.Id).Status != p.Status)
            .Select(p => (recorded.Seq, $"phase {p.Id}", p.Status.Word())));
        became.AddRange(State.Steps.Values.Where(s => before.StepOf(s.Name).Status != s.Status)
            .Select(s => (recorded.Seq, $"step {s.Name}", s.Status.Word())));
        if (recorded.CommandId is { } id)
        {
            byCommand[id] = recorded;
            if (recorded.Actor != "bot" && recorded.Event is not (CommandRefused or NoteAdded or IssueOpened or IssueClosed))
            {
                decisions.Add(id);
            }
        }
    }

    /// <summary>The journal is read anew, and may be shorter than it was; what was said stays said.</summary>
    public void Restart()
    {
        State = RunState.Empty;
        became.Clear();
        byCommand.Clear();
        decisions.Clear();
    }

    public void Hear(long rev, string text) => said.Add((rev, text));

    /// <summary>Code with which a command was refused; null where it was not, or the journal does not know it.</summary>
    public string? RefusalOf(string commandId) =>
        byCommand.GetValueOrDefault(commandId)?.Event is CommandRefused refused ? refused.Code : null;

    /// <summary>Whether a condition is true now or became true after a mark.</summary>
    public bool Holds(Condition condition, Mark since) => condition switch
    {
        Condition.Said c => said.Any(s => s.Rev > since.Rev && c.Pattern.IsMatch(s.Text)),
        Condition.Run c => IsOrWas("run", WordOf(condition), c.Is, since),
        Condition.Phase c => IsOrWas($"phase {c.Id}", WordOf(condition), c.Is, since),
        Condition.Step c => IsOrWas($"step {c.Name}", WordOf(condition), c.Is, since),
        _ => false,
    };

    /// <summary>Whether a condition is true now; a text over all that was said.</summary>
    public bool HoldsNow(Condition condition) => condition switch
    {
        Condition.Said c => said.Any(s => c.Pattern.IsMatch(s.Text)),
        Condition.Run c => WordOf(c) == c.Is,
        Condition.Phase c => WordOf(c) == c.Is,
        Condition.Step c => WordOf(c) == c.Is,
        _ => false,
    };

    /// <summary>The state that a condition asks about, as it is now.</summary>
    public string WordOf(Condition condition) => condition switch
    {
        Condition.Run => State.Id.Length == 0 ? "not there" : State.Status.Word(),
        Condition.Phase c => State.PhaseOf(c.Id).Status.Word(),
        Condition.Step c => State.StepOf(c.Name).Status.Word(),
        _ => "not said",
    };

    private bool IsOrWas(string subject, string now, string wanted, Mark since) =>
        now == wanted || became.Any(b => b.Seq > since.Seq && b.Subject == subject && b.Word == wanted);
}

/// <summary>A place in journal and chat.</summary>
/// <param name="Seq">Last event before it.</param>
/// <param name="Rev">Last change of the chat before it.</param>
internal readonly record struct Mark(long Seq, long Rev);
