using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Core.Tests.Chat;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Runs;

public sealed class PeopleTests
{
    [Fact]
    public void A_handover_counts_only_after_take_and_then_the_old_executors_commands_are_refused()
    {
        var night = Nights.Failed();
        Assert.Null(night.CodeOf(id => new Handover(id, "executor", "web", null, "executor2")));
        Assert.Equal("mbs3", night.State.Undecided[0].Host);
        Assert.Null(night.CodeOf(id => new Hold(id, "executor", "web", null, "still mine")));
        Assert.Equal(RefusalCodes.NotAllowed, night.CodeOf(id => new Take(id, "observer", "web", null)));
        Assert.Null(night.CodeOf(id => new Take(id, "executor2", "web", null)));
        Assert.Equal(RefusalCodes.NotAllowed, night.Retry("mbs3"));
        Assert.Equal(RefusalCodes.NotAllowed, night.Rollback("executor"));
        Assert.Null(night.Retry("mbs3", "executor2"));
        Assert.Equal(RefusalCodes.NotReady, night.CodeOf(id => new Take(id, "executor2", "web", null)));
    }

    [Fact]
    public void What_was_handed_over_can_come_back_and_goes_to_nobody_without_the_role()
    {
        var night = Nights.HandedOver();
        Assert.Equal(RefusalCodes.BadArgument, night.CodeOf(id => new Handover(id, "executor2", "web", null, "observer")));
        Assert.Equal(RefusalCodes.BadArgument, night.CodeOf(id => new Handover(id, "executor2", "web", null, "nobody")));
        Assert.Equal(RefusalCodes.BadArgument, night.CodeOf(id => new Handover(id, "executor2", "web", null, "executor2")));
        Assert.Null(night.CodeOf(id => new Handover(id, "executor2", "web", null, "executor")));
        Assert.Null(night.CodeOf(id => new Take(id, "executor", "web", null)));
        Assert.Null(night.Retry("mbs3"));
    }

    [Fact]
    public void A_name_given_before_a_handover_is_no_executors_name_afterwards()
    {
        var night = Nights.Failed();
        night.Rollback("executor");
        night.CodeOf(id => new Handover(id, "executor", "web", null, "executor2"));
        night.CodeOf(id => new Take(id, "executor2", "web", null));
        Assert.Null(night.Rollback("supervisor"));
        Assert.Equal(RunStatus.Paused, night.State.Status);
        Assert.Null(night.Rollback("executor2"));
        Assert.Equal(RunStatus.RollingBack, night.State.Status);
    }

    [Fact]
    public void A_role_changes_by_two_names_never_to_both_sides_and_never_from_the_last_one()
    {
        var night = Nights.Failed();
        string? Role(string who, string person, params string[] roles) => night.CodeOf(id => new ChangeRole(id, who, "web", null, person, roles, ""));
        Assert.Equal(RefusalCodes.NotAllowed, Role("observer", "observer", "executor"));
        Assert.Equal(RefusalCodes.BadArgument, Role("executor", "executor2", "executor", "supervisor"));
        Assert.Equal(RefusalCodes.BadArgument, Role("executor", "observer", "boss"));
        Assert.Null(Role("executor", "observer", "executor"));
        Assert.Equal(RefusalCodes.NotAllowed, night.Retry("mbs3", "observer"));
        Assert.Null(Role("supervisor", "observer", "executor"));
        Assert.Null(Role("executor", "supervisor2", "observer"));
        Assert.Null(Role("supervisor", "supervisor2", "observer"));
        Assert.Equal(RefusalCodes.BadArgument, Role("executor", "supervisor", "observer"));
        Assert.Null(night.Retry("mbs3", "observer"));
    }

    [Fact]
    public void Break_glass_works_only_where_the_plan_allows_it_with_a_reason_and_two_people_who_are_not_of_the_role()
    {
        var night = Nights.Failed();
        Assert.Equal(RefusalCodes.NotAllowed, night.CodeOf(id => new BreakGlass(id, "executor", "web", null, "", "nobody answers")));

        var allowed = new PureNight(files: SamplePlan.Files with { Plan = SamplePlan.Plan() with { BreakGlass = ["supervisor"] } });
        allowed.Precheck();
        allowed.Drive();
        string? Break(string who, string reason) => allowed.CodeOf(id => new BreakGlass(id, who, "web", null, "", reason));
        Assert.Equal(RefusalCodes.BadArgument, Break("executor2", ""));
        Assert.Equal(RefusalCodes.NotAllowed, Break("supervisor", "I am here"));
        Assert.Null(Break("executor2", "both are unreachable"));
        Assert.Equal(RefusalCodes.OwnRequest, Break("executor2", "both are unreachable"));
        Assert.Null(Break("observer", ""));
        allowed.Ready();
        Assert.Equal(RefusalCodes.NotAllowed, allowed.Go("executor"));
        Assert.Null(allowed.Go("observer"));
        Assert.Equal(RunStatus.Waiting, allowed.State.Status);
        Assert.Equal(["executor2", "observer"], allowed.State.Glass.Single().By);
    }

    [Fact]
    public void Under_broken_glass_the_one_who_asks_still_never_approves()
    {
        var night = Nights.GlassBroken();
        Assert.Null(night.CodeOf(id => new NoGo(id, "supervisor", "web", null, "")));
        Assert.Null(night.Ready("executor2"));
        Assert.Equal(RefusalCodes.OwnRequest, night.Go("executor2"));
        Assert.Null(night.Go("observer"));
    }

    [Fact]
    public void A_photo_is_kept_as_a_fact_and_decides_nothing()
    {
        var night = Nights.FileKept();
        Assert.Equal("evidence/run-1/0007-console.jpg", night.State.Files.Single().File);
        Assert.Equal(RunStatus.Paused, night.State.Status);
        Assert.Equal(0, night.Journal.Count(r => r.Event is CommandRefused));
    }
}
