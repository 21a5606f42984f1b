using MailUpgrade.Core.Books;
using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Core.Time;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Runs;

/// <summary>The clock that matters: what is still possible, and who must say so.</summary>
public sealed class ClockRulesTests
{
    /// <summary>Window to 06:00, way back 48 min, re-check 30, margin 10.</summary>
    private static readonly DateTimeOffset Safe = SamplePlan.Closes.AddMinutes(-88);

    [Fact]
    public void A_node_whose_long_run_passes_the_safe_rollback_waits_for_two_names()
    {
        var night = AtStores(longNode: 60);
        Assert.Equal(("late", "upgrade-store/mbs1"), (night.State.Pause!.Cause, night.State.Pause.Step));
        Assert.Equal(0, night.StartsOf("upgrade-store/mbs1"));
        Assert.Null(night.Resume("executor"));
        night.Drive();
        Assert.Equal(0, night.StartsOf("upgrade-store/mbs1"));
        Assert.Equal(RefusalCodes.OwnRequest, night.Resume("executor"));
        Assert.Equal(RefusalCodes.NotAllowed, night.Resume("executor2"));
        Assert.Null(night.Resume("supervisor"));
        night.Drive();
        Assert.All(new[] { "mbs1", "mbs2", "mbs3" }, h => Assert.Equal(1, night.StartsOf("upgrade-store/" + h)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(20)]
    public void A_node_that_nobody_measured_or_that_is_quick_enough_begins_by_itself(int? longNode)
    {
        var night = AtStores(longNode);
        Assert.Equal(1, night.StartsOf("upgrade-store/mbs1"));
        Assert.NotEqual("late", night.State.Pause?.Cause);
    }

    [Fact]
    public void A_longer_window_lets_the_late_node_begin_without_another_word()
    {
        var night = AtStores(longNode: 60);
        Assert.Null(night.Extend("client-it", 7));
        Assert.Equal("late", night.State.Pause?.Cause);
        Assert.Null(night.Extend("supervisor", 7));
        night.Drive();
        Assert.Equal(1, night.StartsOf("upgrade-store/mbs1"));
        Assert.Equal(SamplePlan.Closes.AddHours(1), night.State.WindowCloses);
    }

    [Fact]
    public void A_measured_way_back_longer_than_the_plans_moves_the_safe_moment_and_a_shorter_one_does_not()
    {
        var night = new PureNight { Book = Book(("way", 68)) };
        Assert.Equal(Safe.AddMinutes(-20), SafeRollback.Until(night.State, night.Scene));
        night.Book = Book(("way", 12));
        Assert.Equal(Safe, SafeRollback.Until(night.State, night.Scene));
    }

    [Fact]
    public void The_safe_moment_is_warned_of_once_and_its_passing_is_told_once()
    {
        var night = new PureNight().KickedOff();
        night.Now = Safe.AddMinutes(-30);
        night.Drive();
        Assert.Single(night.Journal, r => r.Event is RollbackWarned);
        Assert.DoesNotContain(night.Journal, r => r.Event is RollbackUnsafe);
        night.Now = Safe;
        night.Drive();
        night.Drive();
        Assert.Single(night.Journal, r => r.Event is RollbackUnsafe);
    }

    [Fact]
    public void A_longer_window_needs_client_and_supervisor_who_name_the_same_time()
    {
        var night = new PureNight().KickedOff();
        Assert.Equal(RefusalCodes.NotAllowed, night.Extend("executor", 7));
        Assert.Null(night.Extend("supervisor", 7));
        Assert.Equal(RefusalCodes.OwnRequest, night.Extend("supervisor", 7));
        Assert.Equal(RefusalCodes.NotAllowed, night.Extend("supervisor2", 7));
        Assert.Null(night.Extend("client-it", 8));
        Assert.Equal(SamplePlan.Closes, night.State.WindowCloses);
        Assert.Null(night.Extend("client-it", 7));
        Assert.Equal(SamplePlan.Closes.AddHours(1), night.State.WindowCloses);
    }

    [Fact]
    public void A_closed_window_that_is_extended_goes_on_and_is_warned_of_anew()
    {
        var night = new PureNight().KickedOff();
        night.Outcome = _ => null;
        night.Now = SamplePlan.Closes;
        night.Drive();
        Assert.Equal("window", night.State.Pause?.Cause);
        Assert.Equal(RefusalCodes.WindowClosed, night.Resume("supervisor"));
        Assert.Equal(RefusalCodes.BadArgument, night.Extend("supervisor", 6));
        Assert.Equal(RefusalCodes.BadArgument, night.Extend("supervisor", 5)); // of the next day: 23 hours later
        Assert.Null(night.Extend("supervisor", 9));
        Assert.Null(night.Extend("client-it", 9));
        Assert.False(night.State.WindowIsClosed);
        Assert.Equal(SafeRollback.Until(night.State, night.Scene), SamplePlan.Closes.AddHours(3).AddMinutes(-88));
        night.Now = SamplePlan.Closes.AddHours(3);
        night.Drive();
        Assert.True(night.State.WindowIsClosed);
    }

    [Fact]
    public void The_way_back_does_not_stop_at_the_end_of_the_window_nor_at_a_late_node()
    {
        var night = AtStores(longNode: 60);
        night.Rollback("executor");
        night.Rollback("supervisor");
        night.Now = SamplePlan.Closes.AddMinutes(5);
        night.Drive();
        Assert.Equal(RunStatus.RolledBack, night.State.Status);
    }

    [Fact]
    public void A_window_is_not_extended_before_the_night_nor_into_a_frozen_day()
    {
        var night = new PureNight();
        Assert.Equal(RefusalCodes.NotReady, night.Extend("supervisor", 7));
        night.KickedOff();
        night.Calendar = new FreezeCalendar([new Freeze(new DateOnly(2018, 12, 30), new DateOnly(2018, 12, 30), SamplePlan.Both("stock-taking"))]);
        Assert.Equal(RefusalCodes.FrozenDay, night.Extend("supervisor", 7));
    }

    [Fact]
    public void The_countdown_is_told_once_a_mark_and_a_slept_through_burst_is_one()
    {
        var night = new PureNight();
        night.Drive();
        Assert.Empty(Told(night));
        night.Now = SamplePlan.KickOff.AddMinutes(-60);
        night.Drive();
        night.Drive();
        Assert.Equal([60], Told(night));
        night.Say(id => new SetKickOff(id, "supervisor", "web", "reschedule", null, new DateOnly(2019, 1, 5), null, "the vendor"));
        var kickOff = night.State.KickOff;
        night.Now = kickOff.AddMinutes(-10);
        night.Drive();
        Assert.Equal([60, 15], Told(night));
        night.Now = kickOff;
        night.Drive();
        Assert.Equal([60, 15], Told(night));
    }

    [Fact]
    public void What_was_slept_through_is_not_counted_down_to_after_the_instant()
    {
        var night = new PureNight();
        night.Now = SamplePlan.KickOff.AddMinutes(2);
        Assert.Contains(Timers.Of(night.State, night.Scene), t => t.Kind == TimerKind.KickOff);
        Assert.DoesNotContain(Timers.Of(night.State, night.Scene), t => t.Kind == TimerKind.Countdown);
    }

    [Fact]
    public void The_countdown_says_what_is_missing()
    {
        var night = new PureNight(rehearsed: false);
        night.Now = SamplePlan.KickOff.AddMinutes(-15);
        night.Drive();
        var told = night.Journal.Select(r => r.Event).OfType<CountdownTold>().Single();
        Assert.Superset(new HashSet<string> { "phase:precheck", "rehearsal:", "ready:" }, told.Missing.ToHashSet());
    }

    [Fact]
    public void A_clock_set_back_starts_nothing_a_second_time_and_is_told_once()
    {
        var night = new PureNight().KickedOff();
        var starts = night.Journal.Count(r => r.Event is StepStarted);
        var shows = night.State.LastAt.AddMinutes(-40);
        Assert.IsType<Decision.Accepted>(night.Submit(new NoticeClock("back:1", shows)));
        Assert.IsType<Decision.Ignored>(night.Submit(new NoticeClock("back:2", shows.AddSeconds(5))));
        Assert.IsType<Decision.Ignored>(night.Submit(new NoticeClock("right", night.State.LastAt)));
        night.Drive();
        Assert.Single(night.Journal, r => r.Event is KickedOff);
        Assert.Equal(starts, night.Journal.Count(r => r.Event is StepStarted));
    }

    [Fact]
    public void An_hour_that_the_clocks_skip_cannot_be_scheduled()
    {
        var files = SamplePlan.Files with { Plan = SamplePlan.Plan() with { Zone = "America/New_York", Window = new Window(new TimeOnly(1, 0), new TimeOnly(6, 0)) } };
        var night = new PureNight(files: files);
        string? Set(int month, int day, int hour) => night.CodeOf(
            id => new SetKickOff(id, "supervisor", "web", "schedule", null, new DateOnly(2019, month, day), new TimeOnly(hour, 30), ""));
        Assert.Equal(RefusalCodes.BadArgument, Set(3, 10, 2));
        Assert.Null(Set(3, 10, 3));
        Assert.Null(Set(11, 3, 1));
        Assert.Equal(new DateTimeOffset(2019, 11, 3, 5, 30, 0, TimeSpan.Zero), night.State.KickOff);
    }

    [Fact]
    public void The_chance_is_hidden_until_five_rehearsals_have_measured_what_is_left()
    {
        var night = new PureNight().KickedOff();
        var phases = night.Files.Plan.Phases.Where(p => !p.BeginsBeforeKickOff).ToDictionary(p => p.Id, _ => 20.0);
        night.Book = Rehearsed(4, phases);
        Assert.Null(Odds.Of(night.State, night.Scene));
        night.Book = Rehearsed(5, phases);
        Assert.InRange(Odds.Of(night.State, night.Scene)!.InWindow, 0.9, 1);
        night.Book = Rehearsed(5, phases.Where(p => p.Key != "aftercare").ToDictionary());
        Assert.Null(Odds.Of(night.State, night.Scene));
    }

    /// <summary>At the first node with an hour to the safe moment, less ten minutes.</summary>
    private static PureNight AtStores(int? longNode)
    {
        var night = new PureNight { Outcome = s => s.Phase == "final-snapshot" ? null : "succeeded" };
        if (longNode is { } minutes)
        {
            night.Book = Book([.. new[] { "mbs1", "mbs2", "mbs3" }.Select(h => ("upgrade-store/" + h, (double)minutes))]);
        }
        night.KickedOff();
        night.Now = Safe.AddMinutes(-50);
        night.Outcome = _ => "succeeded";
        night.Drive();
        return night;
    }

    private static BookState Book(params (string Step, double Minutes)[] lengths) => BookState.Empty with
    {
        Rehearsals =
        [
            new RehearsalPassed(
                "r1", "plan-1", new Dictionary<string, double>(),
                lengths.Where(l => l.Step != "way").ToDictionary(l => l.Step, l => l.Minutes), "sample", "sandbox", []),
        ],
        WaysBack = [.. lengths.Where(l => l.Step == "way").Select(l => new WayBackMeasured("r2", "plan-1", l.Minutes))],
    };

    private static BookState Rehearsed(int times, Dictionary<string, double> phases) => BookState.Empty with
    {
        Rehearsals = [.. Enumerable.Range(0, times).Select(n => new RehearsalPassed(
            $"r{n}", "plan-1", phases.ToDictionary(p => p.Key, p => p.Value + n), null, "sample", "sandbox", []))],
    };

    private static List<int> Told(PureNight night) => [.. night.Journal.Select(r => r.Event).OfType<CountdownTold>().Select(e => e.Minutes)];
}
