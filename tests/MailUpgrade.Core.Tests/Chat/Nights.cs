using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Testing;

namespace MailUpgrade.Core.Tests.Chat;

/// <summary>Nights that went every way a night can go.</summary>
public static partial class Nights
{
    public static PureNight Clean()
    {
        var night = AtGate();
        night.Go();
        night.Drive();
        return night;
    }

    public static PureNight AtGate()
    {
        var night = new PureNight().KickedOff();
        night.Accept();
        night.Drive();
        return night;
    }

    /// <summary>mbs3 does not come up, mbs2 still runs.</summary>
    public static PureNight Failed(string outcome = "failed", string reason = "mailboxd did not start, it is late")
    {
        var night = AtStores();
        night.Now = SamplePlan.KickOff.AddMinutes(52);
        night.Submit(new EndStep("end:mbs3", new StepEnded("upgrade-store/mbs3", 1, outcome, "fail", 2, reason, false), []));
        night.Drive();
        return night;
    }

    public static PureNight Retried()
    {
        var night = Failed();
        night.Retry("mbs3");
        night.Drive();
        return night;
    }

    public static PureNight RolledBack()
    {
        var night = Failed();
        night.Rollback("executor");
        night.Rollback("supervisor");
        night.End("upgrade-store/mbs2", "succeeded");
        night.Drive();
        return night;
    }

    public static PureNight Skipped()
    {
        var night = Failed();
        night.Skip("executor", "mbs3");
        night.Skip("supervisor", "mbs3");
        night.Drive();
        return night;
    }

    public static PureNight NotOk()
    {
        var night = new PureNight().KickedOff();
        night.Say(id => new NotAccept(id, "client-it", "web", null, "the shared folder of finance does not open"));
        night.Say(id => new Fixed(id, "executor", "web", null, "grants set again"));
        return night;
    }

    public static PureNight Rejected()
    {
        var night = new PureNight().KickedOff();
        night.Say(id => new NotAccept(id, "client-it", "web", null, "mail is missing"));
        night.Say(id => new Reject(id, "supervisor", "web", null, "not tonight"));
        return night;
    }

    public static PureNight NoGoInTime()
    {
        var night = new PureNight();
        night.Precheck();
        night.Drive();
        night.Ready();
        night.Now = SamplePlan.KickOff.AddMinutes(10);
        night.Drive();
        return night;
    }

    public static PureNight PlanEdited()
    {
        var night = new PureNight().Sealed();
        night.OnDisk = night.OnDisk with { Plan = "another" };
        night.Now = SamplePlan.KickOff;
        night.Drive();
        return night;
    }

    public static PureNight NoGo()
    {
        var night = new PureNight().Sealed();
        night.Say(id => new NoGo(id, "supervisor", "web", null, "storm over Jakarta"));
        return night;
    }

    public static PureNight Rescheduled()
    {
        var night = new PureNight().Sealed();
        night.Say(id => new SetKickOff(id, "executor", "web", "reschedule", null, new DateOnly(2019, 1, 5), null, "stock-taking"));
        return night;
    }

    public static PureNight Prompt()
    {
        var night = AtStores();
        night.Submit(new Observe("prompt:1", [new PromptSeen("upgrade-store/mbs3", 4, 900, "Do you wish to continue without a backup? [N] ", false)]));
        return night;
    }

    public static PureNight LinkLost()
    {
        var night = AtStores();
        night.Submit(new Observe("link:1", [new LinkLost("upgrade-store/mbs3", 1, "no answer for 30 s")]));
        return night;
    }

    public static PureNight Overdue()
    {
        var night = AtStores();
        night.Submit(new Observe("lock:1", [new StepUninterruptible("upgrade-store/mbs2", 1)]));
        night.Now = SamplePlan.KickOff.AddMinutes(25);
        night.Drive();
        return night;
    }

    public static PureNight WindowClosed()
    {
        var night = AtStores();
        night.Now = SamplePlan.Closes.AddMinutes(-118);
        night.FireDueTimers();
        night.Now = SamplePlan.Closes;
        night.FireDueTimers();
        return night;
    }

    public static PureNight Aborted()
    {
        var night = Failed();
        night.Say(id => new Abort(id, "supervisor", "web", null, "going on by hand"));
        return night;
    }

    public static PureNight Held()
    {
        var night = AtStores();
        night.Say(id => new Hold(id, "supervisor", "web", null, "look at the line to the far site"));
        night.Say(id => new Resume(id, "executor", "web", null));
        return night;
    }

    public static PureNight BotAway()
    {
        var night = AtStores();
        night.Now = night.Now.AddMinutes(22);
        night.Submit(new ResumeService("resume:1"));
        return night;
    }

    public static PureNight PrecheckFailed()
    {
        var night = new PureNight { Outcome = s => s.Name == "look/mbs2" ? "failed" : "succeeded" };
        night.Precheck();
        night.Drive();
        return night;
    }

    public static PureNight FilesTaken()
    {
        var night = PrecheckFailed();
        night.OnDisk = night.OnDisk with { Plan = "another" };
        night.Precheck();
        return night;
    }

    public static PureNight Issues()
    {
        var night = new PureNight();
        night.Say(id => new OpenIssue(id, "executor", "web", null, "licence of the plugin expires on Monday", true));
        night.Say(id => new CloseIssue(id, "supervisor", "web", null, 1, "renewed"));
        night.Say(id => new AddNote(id, "observer", "web", null, "client is informed"));
        return night;
    }

    /// <summary>Reasons, names and texts that are longer than any line.</summary>
    public static PureNight LongWords()
    {
        var plan = SamplePlan.Plan();
        var team = new Team([.. SamplePlan.Team().People.Select(p => p with { Name = $"{p.Name} of the second shift from the office at the far end" })]);
        var title = SamplePlan.Both("A title that somebody wrote with more words than any lock screen has ever shown");
        var files = SamplePlan.Files with { Team = team, Plan = plan with { Phases = [.. plan.Phases.Select(p => p with { Title = title, Steps = [.. p.Steps.Select(x => x with { Title = title })] })] } };
        var night = new PureNight(files: files) { Outcome = s => s.Phase == "stores" && s.Name != "upgrade-store/mbs1" ? null : "succeeded" };
        night.KickedOff();
        var reason = string.Join(' ', Enumerable.Repeat("the installer said much and meant little", 9));
        night.Submit(new EndStep("end:mbs3", new StepEnded("upgrade-store/mbs3", 1, "failed", "fail", 2, reason, true), []));
        night.Submit(new Observe("link:1", [new LinkLost("upgrade-store/mbs2", 1, reason)]));
        night.Rollback("executor");
        night.Say(id => new OpenIssue(id, "executor", "web", null, reason, false));
        night.Say(id => new AddNote(id, "executor", "web", null, reason));
        night.Say(id => new Hold(id, "supervisor", "web", null, reason));
        night.Rollback("supervisor");
        return night;
    }

    /// <summary>mbs1 done; mbs2 and mbs3 run.</summary>
    public static PureNight AtStores()
    {
        var night = new PureNight { Outcome = s => s.Phase == "stores" && s.Name != "upgrade-store/mbs1" && s.Status == StepStatus.Running ? null : "succeeded" };
        night.KickedOff();
        return night;
    }
}
