using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Testing;

namespace MailUpgrade.Core.Tests.Chat;

/// <summary>Nights in which people change places, work by hand, or look item by item.</summary>
public static partial class Nights
{
    public static PureNight HandedOver()
    {
        var night = Failed();
        night.Say(id => new Handover(id, "executor", "web", null, "executor2"));
        night.Say(id => new Take(id, "executor2", "web", null));
        return night;
    }

    public static PureNight GlassBroken()
    {
        var night = new PureNight(files: SamplePlan.Files with { Plan = SamplePlan.Plan() with { BreakGlass = ["supervisor"] } });
        night.Precheck();
        night.Drive();
        night.Say(id => new BreakGlass(id, "executor2", "web", null, "", "both supervisors are on a plane that was diverted"));
        night.Say(id => new BreakGlass(id, "observer", "web", null, "supervisor", ""));
        night.Ready();
        return night;
    }

    public static PureNight RoleChanged()
    {
        var night = Failed();
        night.Say(id => new ChangeRole(id, "executor", "web", null, "observer", ["executor"], "a third pair of hands"));
        night.Say(id => new ChangeRole(id, "supervisor", "web", null, "observer", ["executor"], ""));
        return night;
    }

    public static PureNight InHand()
    {
        var night = Failed();
        night.Say(id => new TakeOver(id, "executor", "web", null, "mbs3", "I look at it myself"));
        night.Drive();
        return night;
    }

    public static PureNight Amended()
    {
        var night = new PureNight { Outcome = s => s is { Name: "upgrade-store/mbs1", Attempt: 1 } ? "failed" : "succeeded" }.KickedOff();
        night.Say(id => new TakeOver(id, "executor", "web", null, "mbs1", ""));
        night.Say(id => new Amend(id, "executor", "web", null, "before", "upgrade-store", ["rest"], "rm -f /opt/zimbra/data/stale.lock"));
        night.Say(id => new Amend(id, "supervisor", "web", null, "before", "upgrade-store", ["rest"], "rm -f /opt/zimbra/data/stale.lock"));
        night.Say(id => new GiveBack(id, "executor", "web", null, "mbs1", "removed a stale lock"));
        night.Drive();
        return night;
    }

    public static PureNight WithItems()
    {
        var night = AtItems();
        night.Say(id => new Accept(id, "client-it", "web", null, "") { Items = [1] });
        night.Say(id => new NotAccept(id, "client-it", "web", null, "finance does not see it") { Item = 2 });
        night.Say(id => new Accept(id, "client-it", "web", null, "") { Items = [3] });
        night.Say(id => new Accept(id, "client-it", "web", null, "mend it on Monday") { WithItems = true });
        night.Drive();
        return night;
    }

    /// <summary>The client looks at a list of three.</summary>
    public static PureNight AtItems()
    {
        var plan = SamplePlan.Plan();
        var list = new AskRule("client-it", [SamplePlan.Both("Web mail opens"), SamplePlan.Both("Shared folders open"), SamplePlan.Both("Mail arrives")]);
        return new PureNight(files: SamplePlan.Files with
        {
            Plan = plan with { Phases = [.. plan.Phases.Select(p => p with { Steps = [.. p.Steps.Select(x => x.Ask is null ? x : x with { Ask = list })] })] },
        }).KickedOff();
    }

    public static PureNight ProposalExpired()
    {
        var night = Failed();
        night.Skip("executor", "mbs3");
        night.Now += TimeSpan.FromMinutes(31);
        night.Drive();
        return night;
    }

    public static PureNight FileKept()
    {
        var night = Failed();
        night.Say(id => new KeepFile(id, "observer", "web", "evidence/run-1/0007-console.jpg", new string('a', 64), 48_213, "image/jpeg", "the console of mbs3"));
        return night;
    }
}
