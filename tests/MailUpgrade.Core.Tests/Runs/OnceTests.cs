using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Runs;

public sealed class OnceTests
{
    [Fact]
    public void A_message_delivered_twice_is_answered_once_and_the_same()
    {
        var night = new PureNight();
        var command = new BeginPhase("web:77", "executor", "web", "precheck", null);
        Assert.IsType<Decision.Accepted>(night.Submit(command));
        var again = Assert.IsType<Decision.Repeated>(night.Submit(command));
        Assert.Null(again.Before);
        Assert.Single(night.Journal, r => r.Event is PhaseStarted);
    }

    [Fact]
    public void A_refused_message_stays_refused_although_it_would_be_allowed_later()
    {
        var night = new PureNight();
        var early = new Go("web:78", "supervisor", "web", null);
        Assert.IsType<Decision.Refused>(night.Submit(early));
        night.Precheck();
        night.Drive();
        night.Ready();
        var again = Assert.IsType<Decision.Repeated>(night.Submit(early));
        Assert.Equal(RefusalCodes.NotReady, again.Before!.Code);
        Assert.Equal(RunStatus.Planned, night.State.Status);
    }

    [Fact]
    public void A_button_made_for_another_plan_is_stale()
    {
        var night = new PureNight();
        night.Precheck();
        night.Drive();
        night.Ready();
        Assert.Equal(RefusalCodes.Stale, night.CodeOf(id => new Go(id, "supervisor", "web", new SeenState("run-1", "older-plan", 3))));
        Assert.Equal(RefusalCodes.Stale, night.CodeOf(id => new Go(id, "supervisor", "web", new SeenState("last-week", night.State.PlanHash, 3))));
    }

    [Fact]
    public void A_retry_button_of_an_earlier_failure_is_stale()
    {
        var night = new PureNight { Outcome = s => s.Name == "upgrade-store/mbs3" ? "failed" : "succeeded" };
        night.KickedOff();
        var first = new SeenState("run-1", night.State.PlanHash, night.State.Pause!.Seq);
        Assert.Null(night.CodeOf(id => new Retry(id, "executor", "web", first, "upgrade-store/mbs3")));
        night.Drive();
        Assert.Equal(RefusalCodes.Stale, night.CodeOf(id => new Retry(id, "executor", "web", first, "upgrade-store/mbs3")));
    }

    [Fact]
    public void The_end_of_an_older_attempt_counts_no_more()
    {
        var night = new PureNight { Outcome = s => s is { Name: "upgrade-store/mbs3", Attempt: 1 } ? "failed" : s.Name == "upgrade-store/mbs3" ? null : "succeeded" };
        night.KickedOff();
        night.Retry("mbs3");
        night.Drive();
        var late = new EndStep("late", new StepEnded("upgrade-store/mbs3", 1, "succeeded", "pass", 0, "late", false), []);
        Assert.IsType<Decision.Ignored>(night.Submit(late));
        Assert.Equal(StepStatus.Running, night.State.StepOf("upgrade-store/mbs3").Status);
    }

    [Fact]
    public void Folding_the_journal_again_gives_the_same_state()
    {
        var night = new PureNight().KickedOff();
        var again = Fold.All(night.Journal.Select(r =>
        {
            var (e, id) = EventCatalog.Read(EventCatalog.KindOf(r.Event), EventCatalog.BodyOf(r.Event, r.CommandId));
            return r with { Event = e, CommandId = id };
        }));
        Assert.Equal(night.State.Steps.Values.Select(s => (s.Name, s.Status, s.Attempt)).Order(), again.Steps.Values.Select(s => (s.Name, s.Status, s.Attempt)).Order());
        Assert.Equal(night.State.Status, again.Status);
        Assert.Equal(night.State.Answers.Keys.Order(), again.Answers.Keys.Order());
    }
}
