using MailUpgrade.Core.Books;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Core.Time;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Books;

/// <summary>What outlives a run is really there in the next one, after the book was read from disk again.</summary>
public sealed class CarryOverTests
{
    private readonly MemoryJournal journal = new();

    [Fact]
    public async Task A_passed_rehearsal_lets_production_start_and_lends_it_its_lengths()
    {
        var rehearsal = await RehearsedAsync();
        var book = await BookAsync();
        var next = new PureNight(rehearsed: book.RehearsalsOf(rehearsal.State.PlanHash).Count > 0) { Book = book }.KickedOff();
        Assert.True(next.State.HasKickedOff);
        Assert.Equal(TimeSpan.FromMinutes(40), Measured.Of(book, next.State.PlanHash).Usual("client-check"));
        Assert.Contains(next.Journal, r => r.Event is RehearsalsBound { Rehearsals: 1 });
        Assert.Empty(book.RehearsalsOf("another plan"));
    }

    [Fact]
    public async Task An_open_blocking_issue_of_the_rehearsal_forbids_the_night_at_its_step_until_it_is_closed_there()
    {
        await RehearsedAsync(new OpenIssue("web:i", "executor", "web", null, "the licence of mbs2 is the old one", true));
        var next = new PureNight { Book = await BookAsync() };
        next.Submit(new CarryIssues("carry", Outliving.StillOpen(next.Book, next.State.PlanId)));
        var issue = Assert.Single(next.State.Issues);
        Assert.Equal(("the licence of mbs2 is the old one", true, "run-1", 1), (issue.Text, issue.Blocking, issue.FromRun, issue.FromNumber));
        next.Precheck();
        next.Drive();
        Assert.Equal(RefusalCodes.NotReady, next.Ready());
        Assert.Null(next.CodeOf(id => new CloseIssue(id, "executor", "web", null, issue.Number, "the new one is in")));
        Assert.Null(next.Ready());

        await KeepAsync(next);
        var book = await BookAsync();
        Assert.Empty(Outliving.StillOpen(book, next.State.PlanId));
        Assert.Equal("the new one is in", Assert.Single(book.Issues).Remedy);
    }

    [Fact]
    public async Task A_way_back_that_took_longer_moves_the_safe_moment_of_the_next_run()
    {
        var files = SamplePlan.Files with { Plan = SamplePlan.Plan() with { Guidance = new RollbackClock(TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(10)) } };
        var rehearsal = new PureNight("rehearsal", files: files).KickedOff();
        rehearsal.Rollback("executor");
        rehearsal.Rollback("supervisor");
        rehearsal.Outcome = _ => null;
        rehearsal.Drive();
        rehearsal.Now += TimeSpan.FromMinutes(15);
        rehearsal.Outcome = s => s.Name.StartsWith("restore", StringComparison.Ordinal) ? "succeeded" : null;
        rehearsal.Drive();
        rehearsal.Now += TimeSpan.FromMinutes(15);
        rehearsal.Outcome = _ => "succeeded";
        rehearsal.EndSteps();
        rehearsal.Drive();
        Assert.True(rehearsal.State.Status == RunStatus.RolledBack, string.Join(", ", rehearsal.Journal.TakeLast(14).Select(r => r.Event.ToString())));
        await KeepAsync(rehearsal);
        var next = new PureNight(files: files) { Book = await BookAsync() };
        Assert.Equal(TimeSpan.FromMinutes(30), SafeRollback.Length(next.State, next.Scene));
    }

    [Fact]
    public async Task A_date_that_people_set_is_the_next_runs_and_one_that_the_bot_chose_is_none()
    {
        var night = new PureNight();
        await KeepAsync(night);
        Assert.Empty((await BookAsync()).Nights);
        Assert.Null(night.CodeOf(id => new SetKickOff(id, "supervisor", "web", "reschedule", null, new DateOnly(2019, 1, 5), null, "stock-taking")));
        await KeepAsync(night);
        var set = (await BookAsync()).Nights[(night.State.PlanId, night.State.FleetId)];
        Assert.Equal((night.State.KickOff, "stock-taking"), (set.KickOff, set.Reason));
    }

    [Fact]
    public async Task What_was_kept_is_not_kept_again()
    {
        var rehearsal = await RehearsedAsync(new OpenIssue("web:i", "executor", "web", null, "slow", false));
        var lines = (await journal.ReadAsync(Core.Ports.Streams.Book, 0, default)).Count;
        await KeepAsync(rehearsal);
        Assert.Equal(lines, (await journal.ReadAsync(Core.Ports.Streams.Book, 0, default)).Count);
    }

    /// <summary>A rehearsal that ends well, its client check 40 minutes long.</summary>
    private async Task<PureNight> RehearsedAsync(params PersonCommand[] said)
    {
        var night = new PureNight("rehearsal").KickedOff();
        foreach (var command in said)
        {
            night.Submit(command);
        }
        night.Now += TimeSpan.FromMinutes(40);
        night.Accept();
        night.Drive();
        night.Go();
        night.Drive();
        Assert.Equal(RunStatus.Completed, night.State.Status);
        await KeepAsync(night);
        return night;
    }

    private async Task KeepAsync(PureNight night)
    {
        using var book = new Book(journal, new ManualClock(night.Now));
        await book.LoadAsync(default);
        await book.RecordAsync(known => Outliving.Of(night.State, night.Scene, known), default);
    }

    private async Task<BookState> BookAsync()
    {
        using var book = new Book(journal, new ManualClock(SamplePlan.Evening));
        await book.LoadAsync(default);
        return book.State;
    }
}
