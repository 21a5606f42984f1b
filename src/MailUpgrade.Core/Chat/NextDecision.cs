using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Core.Time;

namespace MailUpgrade.Core.Chat;

/// <summary>Whose turn it is.</summary>
/// <param name="Who">Role.</param>
/// <param name="Text">What they decide, a few words in one language.</param>
/// <param name="IsDue">They are awaited now; false: it comes later in the plan.</param>
public sealed record NextDecision(string Who, string Text, bool IsDue)
{
    /// <summary>The next decision of a run, or null where none is left.</summary>
    public static NextDecision? Of(RunState s, Scene scene, Speech say) =>
        s.HasEnded || s.Id.Length == 0 ? null : s.HasKickedOff ? Night(s, scene, say) : Before(s, scene, say);

    private static NextDecision? Before(RunState s, Scene scene, Speech say)
    {
        if (s.Undecided.Count > 0)
        {
            return Steps(s.Undecided, say);
        }
        if (s.JudgedKickOff == s.KickOff)
        {
            return Due(TeamRoles.Executor, say.Say("executor sets a new date with /reschedule", "executor tetapkan tanggal baru dengan /reschedule"));
        }
        if (s.Status == RunStatus.Waiting)
        {
            return null;
        }
        if (s.Ready is not null)
        {
            return Due(TeamRoles.Supervisor, say.Say("supervisor says /go or /nogo", "supervisor tulis /go atau /nogo"));
        }
        var check = scene.Plan.Phases.FirstOrDefault(p => p.Start.Kind == PhaseStartKind.Command
            && s.PhaseOf(p.Id).Status is not (PhaseStatus.Succeeded or PhaseStatus.Skipped));
        return check is null ? Due(TeamRoles.Executor, say.Say("executor says /ready", "executor tulis /ready"))
            : s.PhaseOf(check.Id).Status == PhaseStatus.Running
                ? new NextDecision(TeamRoles.Executor, say.Say("executor says /ready after the check", "executor tulis /ready setelah pemeriksaan"), false)
                : Due(TeamRoles.Executor, say.Say($"executor says /{check.Start.Command}", $"executor tulis /{check.Start.Command}"));
    }

    private static NextDecision? Night(RunState s, Scene scene, Speech say)
    {
        if (!s.TakenOver.IsEmpty)
        {
            var hosts = say.Both(s.TakenOver.Keys.Order(StringComparer.Ordinal));
            return Due(TeamRoles.Executor, say.Say($"executor works on {hosts}, then /giveback", $"executor mengerjakan {hosts}, lalu /giveback"));
        }
        if (s.Undecided.Count > 0)
        {
            return Steps(s.Undecided, say);
        }
        if (s.InFlight.FirstOrDefault(x => x.Prompt is { Known: false }) is { } asked)
        {
            return Due(TeamRoles.Executor, say.Say($"executor answers the installer on {Progress.Target(asked)}", $"executor menjawab installer di {Progress.Target(asked)}"));
        }
        if (s.Refusal is not null)
        {
            return Due(TeamRoles.Executor, say.Say("executor mends it, then /fixed", "executor perbaiki, lalu /fixed"));
        }
        if (s.Status == RunStatus.Paused)
        {
            return s.Pause?.Cause == "late"
                ? Due(TeamRoles.Supervisor, say.Say("two names on /begin, or /rollback", "dua nama untuk /begin, atau /rollback"))
                : s.Pause?.Cause == VoidSetRules.Cause
                ? Due(TeamRoles.Executor, say.Say("executor says /retry for a new set, or two names /rollback", "executor tulis /retry untuk set baru, atau dua nama /rollback"))
                : s.Pause?.Cause == "window"
                ? Due(TeamRoles.Supervisor, say.Say("supervisor decides on the closed window", "supervisor memutuskan soal batas waktu"))
                : Due(TeamRoles.Executor, say.Say("executor or supervisor says /resume", "executor atau supervisor tulis /resume"));
        }
        if (s.Gates.Values.FirstOrDefault(g => g.Side is null) is { } gate)
        {
            var title = TitleOf(scene.Plan, gate.Opened.Phase, say);
            return Due(gate.Opened.Role, say.Say($"{say.Role(gate.Opened.Role)} says /go or /nogo: {title}", $"{say.Role(gate.Opened.Role)} tulis /go atau /nogo: {title}"));
        }
        if (Facts.OpenAsk(s, scene.Plan) is { } ask && Facts.StepOf(scene.Plan, ask.Name)?.Ask is { } rule)
        {
            return Due(rule.Role, say.Say($"{say.Role(rule.Role)} checks, then /ok or /notok", $"{say.Role(rule.Role)} mengecek, lalu /ok atau /notok"));
        }
        return Progress.IsWayBack(s) ? null : Later(s, scene, say);
    }

    /// <summary>The next gate or question in the plan, at its planned time moved by the present delay.</summary>
    private static NextDecision? Later(RunState s, Scene scene, Speech say)
    {
        var delay = Progress.BehindPlan(s, scene) ?? TimeSpan.Zero;
        var times = PlannedTimes.Of(scene.Plan, s.KickOff, scene.Zone);
        foreach (var phase in scene.Plan.Phases.Where(p => !p.BeginsBeforeKickOff && s.PhaseOf(p.Id).Status == PhaseStatus.Pending))
        {
            var role = phase.Gate?.Role ?? phase.Steps.FirstOrDefault(x => x.Ask is not null)?.Ask!.Role;
            if (role is not null)
            {
                var at = say.Clock(times.First(t => t.Phase == phase.Id).Start + delay);
                var (who, title) = (say.Role(role), say.Say(phase.Title));
                return new NextDecision(role, say.Say($"{who}, about {at}: {title}", $"{who}, sekitar {at}: {title}"), false);
            }
        }
        return null;
    }

    private static NextDecision Steps(IReadOnlyList<StepState> open, Speech say)
    {
        var hosts = say.Both(open.Select(Progress.Target).Distinct().Take(4));
        return Due(TeamRoles.Executor, say.Say($"executor decides on {hosts}", $"executor memutuskan {hosts}"));
    }

    private static NextDecision Due(string who, string text) => new(who, text, true);

    private static string TitleOf(Plan plan, string phase, Speech say) =>
        plan.Phases.FirstOrDefault(p => p.Id == phase) is { } found ? say.Say(found.Title) : phase;
}
