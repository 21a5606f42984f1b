using MailUpgrade.Core.Books;
using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Chat;

public sealed class FreezeDeskTests : IDisposable
{
    private static readonly FreezeCalendar File = new([new Freeze(new DateOnly(2018, 12, 15), new DateOnly(2018, 12, 24), SamplePlan.Both("stock-taking"))]);

    private readonly ManualClock clock = new(SamplePlan.Evening);
    private readonly MemoryJournal journal = new();
    private readonly PureNight night = new();
    private readonly Book book;
    private readonly FreezeDesk desk;

    public FreezeDeskTests()
    {
        book = new Book(journal, clock);
        desk = new FreezeDesk(book, clock);
    }

    public void Dispose() => book.Dispose();

    [Fact]
    public async Task Days_frozen_in_chat_refuse_the_night_with_their_reason_and_outlive_the_bot()
    {
        var answer = await SayAsync("client-it", "2018-12-29..2018-12-30 year end closing");
        Assert.Null(answer.Code);
        Assert.Contains(answer.Lines, l => l.Contains("GO is refused", StringComparison.Ordinal));

        using var again = new Book(journal, clock);
        await again.LoadAsync(default);
        var scene = night.Scene with { Calendar = again.State.With(File) };
        var refused = Assert.IsType<Decision.Refused>(Core.Runs.Run.Decide(
            night.State, new SetKickOff("web:1", "supervisor", "web", "reschedule", null, new DateOnly(2018, 12, 30), null, "later"), scene));
        Assert.Equal(RefusalCodes.FrozenDay, refused.Refusal.Code);
        Assert.Equal("year end closing", refused.Refusal.Facts["reason-en"]);
        Assert.IsType<Decision.Accepted>(Core.Runs.Run.Decide(
            night.State, new SetKickOff("web:2", "supervisor", "web", "reschedule", null, new DateOnly(2019, 1, 5), null, "later"), scene));
    }

    [Fact]
    public async Task A_sealed_start_does_not_begin_on_a_day_that_was_frozen_since()
    {
        night.Sealed();
        await SayAsync("client-it", "2018-12-29 the auditors came");
        night.Calendar = book.State.With(File);
        night.Now = SamplePlan.KickOff;
        night.Drive();
        Assert.False(night.State.HasKickedOff);
        Assert.Contains(night.Journal, r => r.Event is PermitVoided { Code: RefusalCodes.FrozenDay });
    }

    [Fact]
    public async Task Who_only_wants_to_start_gives_no_frozen_day_back()
    {
        await SayAsync("executor", "2018-12-29 my own wish");
        Assert.Equal(RefusalCodes.NotAllowed, (await SayAsync("executor", "release 2018-12-29 changed my mind")).Code);
        Assert.NotEmpty(book.State.Freezes);
        Assert.Equal(RefusalCodes.BadArgument, (await SayAsync("supervisor", "release 2018-12-29")).Code);
        Assert.Null((await SayAsync("supervisor", "lepas 2018-12-29 the client agreed")).Code);
        Assert.Empty(book.State.Freezes);
    }

    [Fact]
    public async Task Days_of_the_calendar_file_are_not_given_back_in_chat()
    {
        var answer = await SayAsync("supervisor", "release 2018-12-20 we need it");
        Assert.Equal(RefusalCodes.FrozenDay, answer.Code);
        Assert.Contains(answer.Lines, l => l.Contains("calendar.yaml", StringComparison.Ordinal));
        Assert.Equal(RefusalCodes.BadArgument, (await SayAsync("supervisor", "release 2019-03-01 no such")).Code);
    }

    [Theory]
    [InlineData("tomorrow because")]
    [InlineData("2018-12-31")]
    [InlineData("2018-12-31 2019-01-02")]
    [InlineData("2019-01-02 2018-12-31 backwards")]
    [InlineData("2018-01-01 2018-01-02 long over")]
    [InlineData("2019-01-01 2029-01-01 for ever")]
    [InlineData("2018-13-01 no month")]
    public async Task What_cannot_be_meant_is_refused_and_says_how_to_write_it(string argument)
    {
        var answer = await SayAsync("supervisor", argument);
        Assert.Equal(RefusalCodes.BadArgument, answer.Code);
        Assert.Empty(book.State.Freezes);
    }

    [Fact]
    public async Task Said_twice_it_is_frozen_once_and_the_list_shows_file_and_chat()
    {
        await SayAsync("supervisor", "2018-12-31 new year");
        await SayAsync("supervisor", "2018-12-31 new year");
        Assert.Single(book.State.Freezes);
        var list = await desk.AnswerAsync(Question("observer", "") with { Scene = night.Scene with { Calendar = book.State.With(new FreezeCalendar([new Freeze(new DateOnly(2019, 1, 20), new DateOnly(2019, 1, 20), SamplePlan.Both("file"))])) } }, default);
        Assert.Contains("2018-12-31: new year", list.Lines);
        Assert.Contains("2019-01-20: file", list.Lines);
    }

    private Task<DeskReply> SayAsync(string person, string argument) => desk.AnswerAsync(Question(person, argument), default);

    private DeskQuestion Question(string person, string argument) => new(
        new InboundMessage("web", "1", person, "/freeze", null, default), night.Files.Team.Find(person), argument, new Speech("en", night.Scene.Zone), night.State,
        night.Scene with { Calendar = book.State.With(File) });
}
