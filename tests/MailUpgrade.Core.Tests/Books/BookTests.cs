using MailUpgrade.Core.Books;
using MailUpgrade.Core.Ports;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Books;

public sealed class BookTests
{
    private static readonly DateTimeOffset At = new(2018, 12, 29, 16, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_fact_that_is_there_already_is_not_recorded_twice_and_outlives_the_process()
    {
        var journal = new MemoryJournal();
        using (var book = new Book(journal, new ManualClock(At)))
        {
            await book.LoadAsync(default);
            await book.RecordAsync(Freeze, "supervisor", "web", default);
            Assert.Empty(await book.RecordAsync(Freeze, "supervisor", "web", default));
        }
        using var again = new Book(journal, new ManualClock(At));
        await again.LoadAsync(default);
        Assert.Single(again.State.Freezes);
        Assert.Equal(1, again.State.Seq);
    }

    [Fact]
    public async Task A_clock_set_back_does_not_turn_the_book_round()
    {
        var journal = new MemoryJournal();
        using (var book = new Book(journal, new ManualClock(At)))
        {
            await book.RecordAsync(Freeze, default);
        }
        using var later = new Book(journal, new ManualClock(At.AddHours(-3)));
        await later.LoadAsync(default);
        await later.RecordAsync(_ => [new DaysReleased(new DateOnly(2019, 1, 1), new DateOnly(2019, 1, 2), "done")], default);
        var lines = await journal.ReadAsync(Streams.Book, 0, default);
        Assert.Equal(lines[0].At, lines[1].At);
        Assert.Empty(later.State.Freezes);
    }

    [Fact]
    public void A_book_of_an_earlier_version_still_counts_as_rehearsed()
    {
        var old = BookCatalog.Read("rehearsal-passed", """{"run":"r1","planHash":"abc","phaseMinutes":{"stop":9.5}}""");
        var state = BookState.Apply(BookState.Empty, new BookRecorded(1, At, "bot", "-", old));
        Assert.Equal(9.5, state.RehearsalsOf("abc").Single().PhaseMinutes["stop"]);
        Assert.Empty(state.RehearsalsOf("abd"));
    }

    private static IReadOnlyList<BookEvent> Freeze(BookState s) => s.Freezes.Count > 0
        ? [] : [new DaysFrozen(new DateOnly(2019, 1, 1), new DateOnly(2019, 1, 2), "audit")];
}
