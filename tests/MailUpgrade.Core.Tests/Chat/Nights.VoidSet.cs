using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Testing;

namespace MailUpgrade.Core.Tests.Chat;

/// <summary>Nights in which a member of the final set cannot be made.</summary>
public static partial class Nights
{
    /// <summary>Services are stopped, all members of the final set are being made.</summary>
    public static PureNight AtFinalSet(string[]? stops = null, string[]? starts = null)
    {
        var plan = SamplePlan.Plan();
        var all = plan.Phases[^1].Steps[0];
        Step Of(string id, string script, string hosts) => all with { Id = id, Script = script, Hosts = HostSelector.Parse(hosts, out _), Order = new StepOrder(null, 9) };
        Phase Stopping(Phase p) => p.Id switch
        {
            "close-doors" => p with { Steps = [.. p.Steps, Of("halt", "halt.sh", "all")] },
            "final-snapshot" => p with { Steps = [Of("still", "still.sh", "all"), p.Steps[0] with { Script = "create" }] },
            _ => p,
        };
        var night = new PureNight(files: SamplePlan.Files with
        {
            Plan = plan with
            {
                Phases = [.. plan.Phases.Select(Stopping)],
                Rollback = plan.Rollback with { Steps = [plan.Rollback.Steps[0], Of("wake-first", "wake.sh", "role=mta"), Of("wake-rest", "wake.sh", "role=mailbox"), .. plan.Rollback.Steps.Skip(1)] },
            },
            Pack = SamplePlan.Pack() with { Stops = stops ?? ["halt.sh"], Starts = starts ?? ["wake.sh"] },
        })
        {
            Outcome = x => x.Name.StartsWith("snap", StringComparison.Ordinal) ? null : "succeeded",
        };
        return night.KickedOff();
    }

    /// <summary>One has failed, the others are still being made.</summary>
    public static PureNight MemberFailed()
    {
        var night = AtFinalSet();
        End(night, "snap/mbs2", "failed");
        night.Outcome = _ => "succeeded";
        return night;
    }

    /// <summary>Services run again and people are asked.</summary>
    public static PureNight SetVoid()
    {
        var night = MemberFailed();
        night.Drive();
        return night;
    }

    /// <summary>A new set is being made.</summary>
    public static PureNight SetMadeAgain()
    {
        var night = SetVoid();
        night.Retry("");
        night.Outcome = x => x.Name.StartsWith("upgrade", StringComparison.Ordinal) ? null : "succeeded";
        night.Drive();
        return night;
    }

    /// <summary>How a member ended.</summary>
    public static void End(PureNight night, string step, string outcome) => night.Submit(new EndStep(
        $"end:{step}:{night.State.Seq}", new StepEnded(step, night.State.StepOf(step).Attempt, outcome, outcome == "succeeded" ? "pass" : "fail", 1, outcome == "failed" ? "no room" : outcome, false), []));
}
