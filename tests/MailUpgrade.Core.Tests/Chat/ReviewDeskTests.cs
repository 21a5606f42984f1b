using MailUpgrade.Core.Books;
using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Tests.Reports;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Chat;

public sealed class ReviewDeskTests : IDisposable
{
    private readonly Book book = new(new MemoryJournal(), new ManualClock(SamplePlan.Evening));
    private readonly PureNight over = ReportNights.Clean();

    public void Dispose() => book.Dispose();

    [Fact]
    public async Task An_answer_is_kept_in_the_book_and_a_second_one_takes_its_place()
    {
        Assert.Null((await AskAsync(over, "executor", "1 the  installer asked twice")).Code);
        Assert.Null((await AskAsync(over, "client-it", "1 nothing")).Code);
        Assert.Null((await AskAsync(over, "executor", "1 it asked twice")).Code);
        Assert.Equal([("client-it", "nothing"), ("executor", "it asked twice")], book.State.ReviewAnswers.Select(a => (a.Person, a.Text)));
        Assert.All(book.State.ReviewAnswers, a => Assert.Equal(over.State.Id, a.Run));
        Assert.Contains((await AskAsync(over, "observer", "")).Lines, l => l.EndsWith(": it asked twice", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("4 too far")]
    [InlineData("0 too near")]
    [InlineData("1")]
    [InlineData("words alone")]
    public async Task What_is_no_answer_is_refused_in_words_and_nothing_is_kept(string said)
    {
        Assert.Equal(RefusalCodes.BadArgument, (await AskAsync(over, "executor", said)).Code);
        Assert.Empty(book.State.ReviewAnswers);
    }

    [Fact]
    public async Task Before_the_end_there_is_nothing_to_review() =>
        Assert.Equal(RefusalCodes.NotReady, (await AskAsync(new PureNight().KickedOff(), "executor", "1 early")).Code);

    [Fact]
    public void The_questions_are_due_a_day_after_the_end_and_once()
    {
        Assert.Equal(over.State.EndedAt + TimeSpan.FromHours(24), NightReview.Due(over.State, BookState.Empty));
        Assert.Null(NightReview.Due(new PureNight().KickedOff().State, BookState.Empty));
        var asked = BookState.Apply(BookState.Empty, new BookRecorded(1, over.Now, "bot", "-", new ReviewAsked(over.State.Id)));
        Assert.Null(NightReview.Due(over.State, asked));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("id")]
    public void Three_questions_are_asked_and_the_first_line_fits_a_lock_screen(string language)
    {
        var message = NightReview.Ask(over.State.Id, new Speech(language, TimeZoneInfo.Utc));
        Assert.InRange(FirstLine.Count(message.Lines[0]), 1, FirstLine.Longest);
        Assert.Equal(["1.", "2.", "3."], message.Lines.Skip(1).Take(3).Select(l => l[..2]));
        Assert.True(message.Rings);
    }

    private Task<DeskReply> AskAsync(PureNight night, string person, string argument) => new ReviewDesk(book).AnswerAsync(
        new DeskQuestion(
            new InboundMessage("web", "1", person, "/review", null, default), night.Files.Team.Find(person), argument,
            new Speech("en", TimeZoneInfo.Utc), night.State, night.Scene), default);
}
