using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Reports;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Testing;

namespace MailUpgrade.Core.Tests.Reports;

/// <summary>Nights on a clock that moves: a round of work takes six minutes.</summary>
internal static class ReportNights
{
    public const string Head = "5f0c2d6e9b1a44c7a3d8e2f6b7c9d0e1f2a3b4c5d6e7f8091a2b3c4d5e6f7081";

    /// <summary>The sample night with a baseline and a comparison, one far volume, and people with names.</summary>
    public static RunFiles Files { get; } = SamplePlan.Files with
    {
        Plan = WithSampling(SamplePlan.Plan()),
        Fleet = SamplePlan.Fleet() with
        {
            Hosts = [.. SamplePlan.Fleet().Hosts.Select(h => h.Name == "mbs3" ? h with { Volumes = [new FarVolume("archive", "/far", "nfs")] } : h)],
        },
        Team = new Team([.. SamplePlan.Team().People.Select(p => p with { Name = NameOf(p.Id) })]),
    };

    public static string Report(PureNight night, string language = "en", bool explains = false) => NightReport.Of(
        night.Journal, night.Files.Plan, night.Files.Fleet, night.Files.Team, TimeZoneInfo.FindSystemTimeZoneById(night.Files.Plan.Zone), language, Head,
        explains);

    public static IReadOnlyList<string> Summary(PureNight night, string language = "en") => ReportSummary.Of(
        night.Journal, night.Files.Plan, night.Files.Fleet, night.Files.Team, TimeZoneInfo.FindSystemTimeZoneById(night.Files.Plan.Zone), language);

    /// <summary>Nothing fails. The executor tries the GO himself, an issue is opened and closed, the observer leaves a note.</summary>
    public static PureNight Clean(string mode = "production")
    {
        var night = BeforeKickOff(mode);
        night.Now = SamplePlan.KickOff;
        Pace(night);
        night.Say(id => new AddNote(id, "observer", "web", null, "client informed by phone"));
        night.Say(id => new Accept(id, "client-it", "web", null, "all 1 fine"));
        Pace(night);
        night.Now = night.Now.AddMinutes(5);
        night.Go();
        Pace(night);
        return night;
    }

    /// <summary>The new backup of mbs3 passes its deadline, is ended by two names with proof, and two names go into the night with the older one.</summary>
    public static PureNight WithOlderBackup()
    {
        var night = new PureNight(files: Files);
        night.Outcome = s => s.Phase == "backup" || Facts.StepOf(night.Files.Plan, s.Name)!.Kind == StepKind.Sample ? null : "succeeded";
        night.Precheck();
        Pace(night);
        night.Now = SamplePlan.Evening.AddHours(1);
        night.Drive();
        EndBackup("its deadline has passed and it is not waited for any more; the backup may still run", "inconclusive");
        night.Now = night.Now.AddMinutes(3);
        Both((id, who, why) => new AbortBackup(id, who, "web", null, why), "the disk of the backups is too slow tonight");
        night.StartWork();
        night.Now = night.Now.AddMinutes(2);
        EndBackup("no full backup runs on mbs3 any more; full-20181228.223000 is whole", "fail");
        Both((id, who, why) => new AcceptOlderBackup(id, who, "web", null, why), "that of Friday is whole, the client agrees");
        night.Outcome = s => Facts.StepOf(night.Files.Plan, s.Name)!.Kind == StepKind.Sample ? null : "succeeded";
        night.Ready();
        night.Go();
        night.Now = SamplePlan.KickOff;
        Pace(night);
        night.Say(id => new Accept(id, "client-it", "web", null, "all 1 fine"));
        Pace(night);
        night.Go();
        Pace(night);
        return night;

        void Both(Func<string, string, string, PersonCommand> command, string why)
        {
            night.Say(id => command(id, "executor", why));
            night.Now = night.Now.AddMinutes(1);
            night.Say(id => command(id, "supervisor", ""));
        }

        void EndBackup(string reason, string verdict)
        {
            foreach (var x in night.State.InFlight.Where(x => x.Phase == "backup").ToList())
            {
                night.Submit(new EndStep($"end:{x.Name}:{x.Attempt}:{night.State.Seq}", x.Host == "mbs3"
                    ? new StepEnded(x.Name, x.Attempt, "failed", verdict, null, reason, false)
                    : new StepEnded(x.Name, x.Attempt, "succeeded", "pass", 0, "done", false), []));
            }
        }
    }

    public static PureNight BeforeKickOff(string mode = "production")
    {
        var night = new PureNight(mode, files: Files);
        night.Outcome = s => Facts.StepOf(night.Files.Plan, s.Name)!.Kind == StepKind.Sample ? null : "succeeded";
        night.Say(id => new OpenIssue(id, "executor", "web", null, "licence file of the plugin is missing", true));
        night.Precheck();
        Pace(night);
        night.Say(id => new CloseIssue(id, "supervisor", "web", null, 1, "sent by the vendor"));
        night.Ready();
        night.Go("executor");
        night.Go();
        night.Now = SamplePlan.Evening.AddHours(1);
        Pace(night);
        return night;
    }

    /// <summary>Kicked off; mbs3 fails during the stores, at 23:30.</summary>
    public static PureNight Failed()
    {
        var night = BeforeKickOff();
        night.Outcome = s => s.Name == "upgrade-store/mbs3" ? "failed" : Facts.StepOf(night.Files.Plan, s.Name)!.Kind == StepKind.Sample ? null : "succeeded";
        night.Now = SamplePlan.KickOff;
        Pace(night);
        return night;
    }

    /// <summary>Everything that can begin begins, six minutes pass, everything that runs ends; until only people can go on.</summary>
    public static void Pace(PureNight night, params string[] findings)
    {
        while (night.FireDueTimers() | night.StartWork() | EndRound(night, findings))
        {
        }
    }

    private static bool EndRound(PureNight night, IReadOnlyList<string> findings)
    {
        // In the order of names: that of a dictionary is another one in each process.
        var running = night.State.InFlight.Where(s => Facts.StepOf(night.Files.Plan, s.Name)!.Kind != StepKind.Ask)
            .OrderBy(s => s.Name, StringComparer.Ordinal).ToList();
        if (running.Count == 0)
        {
            return false;
        }
        night.Now = night.Now.AddMinutes(6);
        foreach (var step in running.Where(s => night.Outcome(s) is not null))
        {
            night.End(step.Name, night.Outcome(step)!);
        }
        foreach (var sample in running.Where(s => night.Outcome(s) is null))
        {
            var what = Facts.StepOf(night.Files.Plan, sample.Name)!.With["take"];
            var found = what == "compare" ? findings : [];
            var ended = found.Count == 0
                ? new StepEnded(sample.Name, sample.Attempt, "succeeded", "pass", null, "60 of 600 accounts read", false)
                : new StepEnded(sample.Name, sample.Attempt, "failed", "fail", null, $"{found.Count} differences", false);
            night.Submit(new EndStep(
                $"end:{sample.Name}", ended,
                [new Sampled(what, "81391727de8dd90a50db5362084de9ec", 60, 600, found, ["540 of 600 accounts", "content of messages"])]));
        }
        return true;
    }

    private static Plan WithSampling(Plan plan) => plan with
    {
        Phases =
        [
            .. plan.Phases.TakeWhile(p => p.Id != "final-snapshot"), Sampling(plan, "baseline", "baseline"),
            .. plan.Phases.SkipWhile(p => p.Id != "final-snapshot").TakeWhile(p => p.Id != "client-check"), Sampling(plan, "sampling", "compare"),
            .. plan.Phases.SkipWhile(p => p.Id != "client-check"),
        ],
    };

    private static Phase Sampling(Plan plan, string id, string take)
    {
        var like = plan.PhaseOf("stores");
        var step = like.Steps[0] with
        {
            Id = $"take-{take}",
            Title = SamplePlan.Both($"take-{take}"),
            Kind = StepKind.Sample,
            Hosts = null,
            Order = StepOrder.Serial,
            Script = null,
            DoneScript = null,
            VerifyScript = null,
            With = new Dictionary<string, string> { ["take"] = take },
            Uninterruptible = Uninterruptible.No,
            Skip = null,
        };
        return like with { Id = id, Title = SamplePlan.Both(id), Steps = [step] };
    }

    private static string NameOf(string id) => id switch
    {
        "executor" => "Ayu",
        "supervisor" => "Budi",
        "observer" => "Citra",
        "client-it" => "Dewi",
        _ => id,
    };
}
