using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Runs.Rules;

/// <summary>What kind of decision a command line means. A new decision with more than one name is one row here.</summary>
public static class DecisionKinds
{
    private static readonly Dictionary<string, string> ByWord = new()
    {
        ["go"] = Quorums.Permit,
        ["skip"] = Quorums.Skip,
        ["answer"] = Quorums.Answer,
        ["rollback"] = Quorums.Rollback,
        ["without"] = Quorums.LeaveOut,
        ["extend"] = Quorums.Extend,
        ["amend"] = Quorums.Amend,
        ["begin"] = Quorums.PastRollback,
        ["olderbackup"] = Quorums.OlderBackup,
        ["role"] = Quorums.Role,
        ["breakglass"] = Quorums.BreakGlass,
    };

    /// <summary>Who must name it. An unknown line (of a journal from elsewhere) is taken like a rollback, the strictest.</summary>
    /// <param name="line">Command line without its slash.</param>
    /// <param name="s">The run.</param>
    /// <param name="plan">Its plan.</param>
    public static Quorum QuorumOf(string line, RunState s, Plan plan)
    {
        var kind = ByWord.GetValueOrDefault(line.Split(' ', 2)[0], Quorums.Rollback);
        return Quorums.Of(plan, kind == Quorums.Rollback && Facts.PassedNoReturn(s, plan) ? Quorums.LateRollback : kind);
    }

    /// <summary>Roles that can still give a name to an open decision.</summary>
    public static IReadOnlyList<string> Missing(string line, RunState s, Scene scene) =>
        Votes.Missing(s, scene, BallotOf(line, s, scene));

    /// <summary>The ballot behind a line: at a gate its seats count, before kick-off who said ready has asked.</summary>
    private static Ballot BallotOf(string line, RunState s, Scene scene)
    {
        var ballot = new Ballot(line, QuorumOf(line, s, scene.Plan).Decision, "");
        return line != FoldDecisions.GoKey ? ballot
            : s.Gates.Values.FirstOrDefault(g => g.Side is null) is { } gate ? ballot with { Seats = scene.Plan.PhaseOf(gate.Opened.Phase).Gate!.Seats }
            : ballot with { Already = s.Ready is { } asked ? [asked.Who] : [] };
    }
}
