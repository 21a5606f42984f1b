using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Core.Tests.Chat;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Runs;

/// <summary>One member of the final set fails: the set is void, services start again by themselves, and people decide.</summary>
public sealed class VoidSetTests
{
    private static readonly string[] Hosts = ["mta1", "mbs1", "mbs2", "mbs3"];

    [Fact]
    public void Services_start_in_the_order_of_the_way_back_once_every_member_has_ended_and_then_people_are_asked()
    {
        var night = Voided(out var fail);
        Assert.Equal(["snap/mbs2 failed"], fail);
        Assert.Equal(RunStatus.Running, night.State.Status);
        Assert.Empty(night.State.Undecided);
        Assert.Equal(3, night.State.InFlight.Count()); // the other members come to their end first
        Assert.Empty(NextWork.Of(night.State, night.Scene));
        Assert.Equal(RefusalCodes.NotReady, night.Retry(""));

        End(night, "snap/mta1", "failed");
        End(night, "snap/mbs1", "succeeded");
        Assert.Empty(NextWork.Of(night.State, night.Scene));
        End(night, "snap/mbs3", "unknown"); // of a void set nobody is asked about it
        Assert.Equal(RunStatus.Running, night.State.Status);
        Assert.Single(night.Journal, r => r.Event is SetVoided);
        night.StartWork();
        Assert.Equal(["wake-first/mta1"], night.State.InFlight.Select(x => x.Name));
        night.Drive();
        Assert.Equal(
            ["wake-first/mta1", "wake-rest/mbs1", "wake-rest/mbs2", "wake-rest/mbs3"],
            night.Journal.Select(r => r.Event).OfType<StepStarted>().Where(e => e.Step.StartsWith("wake", StringComparison.Ordinal)).Select(e => e.Step));
        Assert.Equal("void-set", night.State.Pause?.Cause);
        Assert.Contains("set run-1-final-snapshot is void: snap/mbs2: no room", night.State.Pause!.Reason, StringComparison.Ordinal);
        Assert.Equal(PhaseStatus.Pending, night.State.PhaseOf("open-doors").Status);
        Assert.Equal(RefusalCodes.NotReady, night.Resume("supervisor"));
        Assert.Empty(NextWork.Of(night.State, night.Scene));
    }

    [Fact]
    public void Retry_stops_everything_again_and_makes_a_new_set_under_a_new_id()
    {
        var night = Voided(out _);
        night.Drive();
        Assert.Equal(RefusalCodes.NotReady, night.Retry("upgrade-store/mbs1"));
        Assert.Null(night.Retry("snap/mbs2"));
        night.Outcome = _ => null;
        night.Drive();
        Assert.Equal(Hosts.Select(h => $"halt/{h}").Order(), night.State.InFlight.Select(x => x.Name).Order());
        Assert.Equal(1, night.State.StepOf("close/mta1").Attempt); // before the first stop nothing is done anew
        night.Outcome = x => x.Name.StartsWith("upgrade", StringComparison.Ordinal) ? null : "succeeded";
        night.Drive();
        var proof = night.State.Evidence["final-snapshot"];
        Assert.Equal("run-1-final-snapshot-2", proof.SetId);
        Assert.All(Hosts, h => Assert.Equal(2, night.State.StepOf($"snap/{h}").Attempt));
        Assert.All(night.Scene.Plan.Rollback.Steps.Where(x => x.With.ContainsKey("set")), x => Assert.Equal("final-snapshot-2", x.With["set"])); // what the way back restores
        Assert.Equal(PhaseStatus.Running, night.State.PhaseOf("stores").Status);
        Assert.Null(night.State.OpenVoid);
    }

    [Fact]
    public void A_set_that_is_void_again_has_again_another_id_and_all_are_kept_for_their_deletion()
    {
        var night = Voided(out _);
        foreach (var id in (string[])["run-1-final-snapshot-2", "run-1-final-snapshot-3"])
        {
            night.Drive();
            Assert.Null(night.Retry(""));
            night.Outcome = x => x.Name == "snap/mbs1" ? "failed" : "succeeded";
            night.Drive();
            Assert.Equal(id, night.State.OpenVoid?.Fact.Set);
        }
        Assert.Null(night.CodeOf(x => new Abort(x, "supervisor", "web", null, "no room")));
        var list = Core.Books.AftercareList.Of(night.State, night.Files.Plan, night.Files.Fleet, night.Files.Pack);
        Assert.Equal(
            ["run-1-final-snapshot", "run-1-final-snapshot-2", "run-1-final-snapshot-3", "run-1-final-snapshot-4"],
            list!.Items.Single(i => i.Sets is not null).Sets);
    }

    [Fact]
    public void A_start_that_fails_waits_for_a_decision_on_it_and_then_the_others_go_on()
    {
        var night = Voided(out _);
        night.Outcome = x => x.Name == "wake-first/mta1" ? "failed" : "succeeded";
        night.Drive();
        Assert.Equal(("failure", "wake-first/mta1"), (night.State.Pause!.Cause, night.State.Pause.Step));
        Assert.Equal(["wake-first/mta1"], night.State.Undecided.Select(x => x.Name));
        Assert.Equal(0, night.State.StepOf("wake-rest/mbs1").Attempt);
        night.Outcome = _ => "succeeded";
        Assert.Null(night.Retry("mta1"));
        night.Drive();
        Assert.Equal(2, night.State.StepOf("wake-first/mta1").Attempt);
        Assert.Equal("void-set", night.State.Pause?.Cause);
    }

    [Fact]
    public void The_way_back_of_two_names_restores_nothing_and_proves_the_start_itself()
    {
        var night = Voided(out _);
        night.Drive();
        Assert.Null(night.Rollback("executor"));
        Assert.Null(night.Rollback("supervisor"));
        night.Drive();
        Assert.Equal(RunStatus.RolledBack, night.State.Status);
        Assert.Equal(0, night.State.StepOf("restore/mbs1").Attempt);
        Assert.All(Hosts.Skip(1), h => Assert.Equal(2, night.State.StepOf($"wake-rest/{h}").Attempt)); // done is asked first there
    }

    [Fact]
    public void While_a_new_set_is_on_hold_nothing_begins_out_of_its_order()
    {
        var night = Voided(out _);
        night.Drive();
        Assert.Null(night.Retry(""));
        night.Outcome = x => x.Name.StartsWith("still", StringComparison.Ordinal) ? null : "succeeded";
        night.Drive();
        Assert.Null(night.CodeOf(x => new Hold(x, "executor", "web", null, "wait")));
        night.Outcome = _ => "succeeded";
        night.Drive();
        Assert.Equal(RunStatus.Paused, night.State.Status);
        Assert.All(Hosts, h => Assert.Equal((2, 1), (night.State.StepOf($"still/{h}").Attempt, night.State.StepOf($"snap/{h}").Attempt)));
        Assert.Null(night.Resume("executor"));
        night.StartWork();
        Assert.All(Hosts, h => Assert.Equal(2, night.State.StepOf($"snap/{h}").Attempt));
    }

    [Fact]
    public void Services_start_also_when_the_window_closes_meanwhile_and_no_new_set_is_begun_then()
    {
        var night = Voided(out _);
        night.Now = SamplePlan.Closes;
        night.FireDueTimers();
        Assert.Equal("window", night.State.Pause?.Cause);
        night.Drive();
        Assert.Equal("void-set", night.State.Pause?.Cause);
        Assert.Equal(RefusalCodes.WindowClosed, night.Retry(""));
    }

    [Fact]
    public void A_member_that_was_lost_never_passes_for_one_of_the_new_set()
    {
        var night = Voided(out _);
        End(night, "snap/mbs3", "unknown");
        night.Drive();
        night.Happen(new StepFound("snap/mbs3", 1));
        Assert.Equal(RefusalCodes.NotReady, night.Retry(""));
        End(night, "snap/mbs3", "unknown");
        Assert.Null(night.Retry(""));
        End(night, "snap/mbs3", "succeeded"); // of the attempt before
        Assert.Equal(StepStatus.Pending, night.State.StepOf("snap/mbs3").Status);
        night.Outcome = x => x.Name.StartsWith("upgrade", StringComparison.Ordinal) ? null : "succeeded";
        night.Drive();
        Assert.Equal(2, night.State.StepOf("snap/mbs3").Attempt);
        Assert.Equal("run-1-final-snapshot-2", night.State.Evidence["final-snapshot"].SetId);
    }

    [Fact]
    public void A_hold_of_people_is_kept_and_services_start_after_it()
    {
        var night = Nights.AtFinalSet();
        Assert.Null(night.CodeOf(x => new Hold(x, "executor", "web", null, "wait")));
        Hosts.ToList().ForEach(h => End(night, $"snap/{h}", h == "mbs2" ? "failed" : "succeeded"));
        Assert.Empty(NextWork.Of(night.State, night.Scene));
        Assert.Equal(RefusalCodes.NotReady, night.Retry(""));
        Assert.Null(night.Resume("executor"));
        night.Drive();
        Assert.Equal("void-set", night.State.Pause?.Cause);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void Where_the_pack_does_not_say_how_services_stop_and_start_people_decide_at_once(bool stops, bool starts)
    {
        var night = Nights.AtFinalSet(stops ? ["halt.sh"] : [], starts ? ["wake.sh"] : []);
        End(night, "snap/mbs2", "failed");
        Assert.Equal(("failure", "snap/mbs2"), (night.State.Pause!.Cause, night.State.Pause.Step));
        Assert.Null(night.State.OpenVoid);
    }

    /// <summary>The night with a member of the final set that failed while the others are being made.</summary>
    private static PureNight Voided(out List<string> ended)
    {
        var night = Nights.MemberFailed();
        ended = [.. night.Journal.Select(r => r.Event).OfType<StepEnded>().Where(e => e.Step.StartsWith("snap", StringComparison.Ordinal)).Select(e => $"{e.Step} {e.Outcome}")];
        return night;
    }

    private static void End(PureNight night, string step, string outcome) => Nights.End(night, step, outcome);
}
