using MailUpgrade.Core.Books;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Books;

public sealed class AftercareListTests
{
    /// <summary>09:00 in Jakarta of the morning after the night.</summary>
    private static readonly DateTimeOffset NextMorning = new(2018, 12, 30, 2, 0, 0, TimeSpan.Zero);

    private static readonly Pack Pack = SamplePlan.Pack() with
    {
        Aftercare =
        [
            Row("doors", "executor", 0) with { BegunBy = ["close"], DoneBy = ["open"], Does = "open.sh", Proof = "check-open.sh" },
            Row("backup", "executor", 1) with { OnlyOpened = true, Hosts = HostSelector.Parse("role=mailbox", out _) },
        ],
    };

    [Fact]
    public void What_the_journal_proves_is_proven_and_all_else_is_open_with_an_owner_and_a_date()
    {
        var items = Of(Ended());
        Assert.Equal(["doors", "backup"], items.Select(i => i.Id));
        Assert.Contains("open on 1 host", items[0].Proven!.En, StringComparison.Ordinal);
        Assert.Null(items[1].Proven);
        Assert.Equal(("executor", NextMorning), (items[1].Owner, items[1].Due));
        Assert.Equal(["mbs1", "mbs2", "mbs3"], items[1].Hosts);
    }

    [Fact]
    public void After_an_abort_behind_closed_doors_they_stand_in_the_list_at_once_and_nothing_of_the_new_version_does()
    {
        var night = new PureNight().Sealed();
        night.Outcome = s => s.Name.StartsWith("upgrade-store", StringComparison.Ordinal) ? null : "succeeded";
        night.Now = SamplePlan.KickOff;
        night.Drive();
        Assert.Null(night.CodeOf(id => new Abort(id, "supervisor", "web", null, "storm")));
        var doors = Assert.Single(Of(night));
        Assert.Equal(("doors", (LocalText?)null, night.Now), (doors.Id, doors.Proven, doors.Due));
        Assert.Equal(["mta1"], doors.Hosts);
    }

    [Fact]
    public void An_abort_before_anything_was_held_leaves_an_empty_list()
    {
        var night = new PureNight().Sealed();
        Assert.Null(night.CodeOf(id => new Abort(id, "supervisor", "web", null, "no")));
        Assert.Empty(Of(night));
    }

    [Fact]
    public void A_proof_that_came_with_a_warning_or_before_the_last_close_or_the_way_back_is_none()
    {
        var night = Ended();
        Assert.NotNull(Of(night)[0].Proven);
        var warned = night.State with { Steps = night.State.Steps.SetItem("open/mta1", night.State.StepOf("open/mta1") with { Last = night.State.StepOf("open/mta1").Last! with { Verdict = "warn" } }) };
        Assert.Null(AftercareList.Of(warned, night.Files.Plan, night.Files.Fleet, Pack)!.Items[0].Proven);
        var closedAgain = night.State with { Steps = night.State.Steps.SetItem("close/mta1", night.State.StepOf("close/mta1") with { StartedSeq = night.State.Seq }) };
        Assert.Null(AftercareList.Of(closedAgain, night.Files.Plan, night.Files.Fleet, Pack)!.Items[0].Proven);
        var wentBack = night.State with { RollbackSeq = night.State.Seq };
        Assert.Null(AftercareList.Of(wentBack, night.Files.Plan, night.Files.Fleet, Pack)!.Items[0].Proven);
    }

    [Fact]
    public void A_plan_gives_a_row_of_the_pack_another_owner_and_date_and_adds_its_own()
    {
        var plan = SamplePlan.Plan() with
        {
            Aftercare = [new AftercareRow("backup") { Owner = "client-it", DueDays = 3 }, Row("call", "supervisor", 0)],
        };
        var rows = AftercareRow.Of(plan, Pack);
        Assert.Equal(["doors", "backup", "call"], rows.Select(r => r.Id));
        Assert.Equal(("client-it", 3, true), (rows[1].Owner, rows[1].DueDays, rows[1].OnlyOpened));
        Assert.Equal("backup", rows[1].Title!.En);
    }

    [Fact]
    public void The_book_takes_a_list_once_numbers_go_on_and_a_word_counts_once()
    {
        var listed = AftercareList.Of(Ended().State, SamplePlan.Plan(), SamplePlan.Fleet(), Pack)!;
        var state = Fold(listed, listed, listed with { Run = "run-2" }, new AftercareDone("run-1", "backup", "said", "session 7"), new AftercareDone("run-1", "backup", "said", "session 8"));
        Assert.Equal([1, 2, 3, 4], state.Aftercare.Select(e => e.Number));
        Assert.Equal("session 7", state.Aftercare[1].Done!.Evidence);
        Assert.False(state.Aftercare[1].IsOpen);
        Assert.True(state.Aftercare[3].IsOpen);
    }

    [Fact]
    public void Owners_are_told_when_it_is_due_and_then_once_every_morning()
    {
        var entry = Fold(AftercareList.Of(Ended().State, SamplePlan.Plan(), SamplePlan.Fleet(), Pack)!).Aftercare[1];
        Assert.Equal(NextMorning, entry.RemindAt);
        Assert.Equal(NextMorning.AddDays(1), (entry with { Reminded = new DateOnly(2018, 12, 30) }).RemindAt);
        Assert.Null((entry with { Done = new AftercareDone("run-1", "backup", "said", "x") }).RemindAt);
        Assert.False(entry.IsLate(NextMorning));
        Assert.True(entry.IsLate(NextMorning.AddMinutes(1)));
    }

    private static IReadOnlyList<AftercareItem> Of(PureNight night) => AftercareList.Of(night.State, night.Files.Plan, night.Files.Fleet, Pack)!.Items;

    private static BookState Fold(params BookEvent[] events) =>
        events.Select((e, n) => new BookRecorded(n + 1, NextMorning, "executor", "web", e)).Aggregate(BookState.Empty, BookState.Apply);

    private static AftercareRow Row(string id, string owner, int days) => new(id) { Title = new(id, id + " (id)"), Owner = owner, DueDays = days };

    private static PureNight Ended()
    {
        var night = new PureNight().KickedOff();
        night.Accept();
        night.Drive();
        night.Go();
        night.Drive();
        Assert.True(night.State.HasEnded);
        return night;
    }
}
