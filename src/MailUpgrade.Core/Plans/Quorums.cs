namespace MailUpgrade.Core.Plans;

/// <summary>
/// The decisions that need more than one name. A plan can ask for other seats or more of them (<c>decisions:</c>), never for fewer
/// than two; everything that is not here is one person's.
/// </summary>
public static class Quorums
{
    /// <summary>The sealed go: who says ready asks, the others approve.</summary>
    public const string Permit = "permit";

    /// <summary>Leaving a step out.</summary>
    public const string Skip = "skip";

    /// <summary>Answering a question of an installer that the pack does not know.</summary>
    public const string Answer = "answer";

    /// <summary>Taking the cluster back.</summary>
    public const string Rollback = "rollback";

    /// <summary>Taking it back although mail has come in since.</summary>
    public const string LateRollback = "rollback-after-doors";

    /// <summary>Going on, and opening, without one host.</summary>
    public const string LeaveOut = "leave-out-host";

    /// <summary>A later end of the window.</summary>
    public const string Extend = "extend";

    /// <summary>A step that the plan does not have.</summary>
    public const string Amend = "amend";

    /// <summary>Beginning what cannot end before the latest safe rollback.</summary>
    public const string PastRollback = "past-rollback";

    /// <summary>A backup older than the plan wants.</summary>
    public const string OlderBackup = "older-backup";

    /// <summary>Another role for a person during a run.</summary>
    public const string Role = "role";

    /// <summary>Standing in for a role that nobody can fill.</summary>
    public const string BreakGlass = "break-glass";

    /// <summary>How long a name waits for the others where the plan says nothing.</summary>
    public static readonly TimeSpan UsualHold = TimeSpan.FromMinutes(30);

    private static readonly Dictionary<string, Quorum> Usual = new[]
    {
        Two(Permit, "executor", "supervisor"),
        Two(Skip, "executor|supervisor", "supervisor"),
        Two(Answer, "executor", "supervisor"),
        Two(Rollback, "executor|supervisor", "supervisor"),
        Two(LateRollback, "supervisor", "client-it"),
        Two(LeaveOut, "supervisor", "client-it"),
        Two(Extend, "client-it", "supervisor"),
        Two(Amend, "executor", "supervisor"),
        Two(PastRollback, "executor|supervisor", "supervisor"),
        Two(OlderBackup, "executor|supervisor", "supervisor"),
        Two(Role, "executor|supervisor", "supervisor"),
        Two(BreakGlass, Seat.Anybody, Seat.Anybody),
    }.ToDictionary(q => q.Decision);

    /// <summary>Every decision that needs more than one name.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Usual.Keys];

    /// <summary>What a plan asks for, or the usual.</summary>
    /// <exception cref="KeyNotFoundException">No such decision.</exception>
    public static Quorum Of(Plan plan, string decision) => plan.Decisions.FirstOrDefault(q => q.Decision == decision) ?? Usual[decision];

    private static Quorum Two(string decision, params string[] seats) => new(decision, [.. seats.Select(Seat.Of)], UsualHold);
}
