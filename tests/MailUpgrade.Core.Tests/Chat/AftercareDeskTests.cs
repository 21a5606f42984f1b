using MailUpgrade.Core.Books;
using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Chat;

public sealed class AftercareDeskTests : IDisposable
{
    private static readonly DateTimeOffset Ended = SamplePlan.Closes;
    private readonly ManualClock clock = new(Ended.AddHours(1));
    private readonly List<AftercareOrder> orders = [];
    private readonly Book book;
    private readonly PureNight now = new();

    public AftercareDeskTests() => book = new(new MemoryJournal(), clock);

    public void Dispose() => book.Dispose();

    [Fact]
    public async Task It_is_done_by_a_name_with_what_shows_it_and_by_nobody_without()
    {
        await ListedAsync();
        Assert.Equal(RefusalCodes.BadArgument, (await AskAsync("executor", "done 2")).Code);
        Assert.True(book.State.Aftercare[1].IsOpen);
        Assert.Null((await AskAsync("executor", "done 2  session full-1")).Code);
        Assert.Equal(("said", "session full-1", "executor"), (book.State.Aftercare[1].Done!.How, book.State.Aftercare[1].Done!.Evidence, book.State.Aftercare[1].DoneBy));
        var seq = book.State.Seq;
        Assert.Null((await AskAsync("supervisor", "selesai 2 lagi")).Code);
        Assert.Equal(seq, book.State.Seq);
        Assert.Contains((await AskAsync("observer", "")).Lines, l => l.Contains("done by executor", StringComparison.Ordinal) && l.EndsWith("session full-1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("done 9 x")]
    [InlineData("done")]
    [InlineData("finished 1 x")]
    [InlineData("check one")]
    public async Task What_is_no_word_and_number_of_the_list_is_refused_in_words(string said)
    {
        await ListedAsync();
        var reply = await AskAsync("executor", said);
        Assert.Equal(RefusalCodes.BadArgument, reply.Code);
        Assert.Equal(2, book.State.Aftercare.Count(e => e.IsOpen));
        Assert.Empty(orders);
    }

    [Fact]
    public async Task Whose_it_is_not_may_read_but_not_say_done_and_only_the_team_lets_the_bot_do_it()
    {
        await ListedAsync();
        Assert.Null((await AskAsync("observer", "")).Code);
        Assert.Equal(RefusalCodes.NotAllowed, (await AskAsync("observer", "done 1 seen")).Code);
        Assert.Equal(RefusalCodes.NotAllowed, (await AskAsync("client-it", "do 1")).Code);
        Assert.Equal(RefusalCodes.NotAllowed, (await AskAsync("client-it", "check 1")).Code);
        Assert.Null((await AskAsync("client-it", "done 2 our own backup")).Code);
        Assert.Null((await AskAsync("executor", "do 1")).Code);
        Assert.Equal([(1, true, "executor")], orders.Select(o => (o.Entry.Number, o.Does, o.Person)));
        Assert.True(book.State.Aftercare[0].IsOpen);
    }

    [Fact]
    public async Task Who_asks_in_the_second_after_the_end_hears_what_is_left()
    {
        var over = Reports.ReportNights.Clean();
        var files = over.Files with { Fleet = over.Files.Fleet with { Kind = FleetKind.Lab } };
        var asked = new DeskQuestion(
            new InboundMessage("web", "1", "observer", "/aftercare", null, default), now.Files.Team.Find("observer"), "", new Speech("en", TimeZoneInfo.Utc), over.State, over.Scene with { Fleet = files.Fleet });
        var lines = (await new AftercareDesk(book, clock, orders.Add).AnswerAsync(asked, default)).Lines;
        Assert.Contains(lines, l => l.Contains("access to the hosts revoked", StringComparison.Ordinal));
        Assert.Single(book.State.Ended);
    }

    [Fact]
    public async Task Nothing_of_an_earlier_night_is_done_while_another_one_goes_on()
    {
        await ListedAsync();
        Assert.Equal(RefusalCodes.NotReady, (await AskAsync("executor", "do 1", new PureNight().KickedOff())).Code);
        Assert.Equal(RefusalCodes.NotReady, (await AskAsync("executor", "check 2")).Code);
        Assert.Empty(orders);
    }

    [Theory]
    [InlineData("en", "1 late")]
    [InlineData("id", "1 terlambat")]
    public async Task The_list_and_the_reminder_say_what_whose_and_by_when_and_the_first_line_fits_a_lock_screen(string language, string late)
    {
        await ListedAsync();
        var say = new Speech(language, TimeZoneInfo.Utc);
        var lines = AftercareTexts.List(book.State.Aftercare, clock.GetUtcNow(), now.Files.Team, say);
        Assert.Contains(late, lines[0], StringComparison.Ordinal);
        Assert.InRange(FirstLine.Count(lines[0]), 1, FirstLine.Longest);
        Assert.Contains(lines, l => l.Contains("[mta1]", StringComparison.Ordinal) && l.Contains("executor", StringComparison.Ordinal) && l.Contains("2018-12-29 23:00", StringComparison.Ordinal));
        var message = AftercareTexts.Reminder([book.State.Aftercare[0]], clock.GetUtcNow(), now.Files.Team, say, new DateOnly(2018, 12, 30));
        Assert.True(message.Rings);
        Assert.Equal("executor", message.For);
        Assert.Equal("run-0:aftercare:2018-12-30:1", message.Key);
    }

    private Task<IReadOnlyList<BookEvent>> ListedAsync() => book.RecordAsync(
        _ => [new AftercareListed(
            "run-0", "sample", "sample", "en", SamplePlan.Zone, "aborted", true, SamplePlan.KickOff, Ended, [],
            [
                new AftercareItem("doors", SamplePlan.Both("Doors opened again"), TeamRoles.Executor, Ended, ["mta1"], null, "open.sh", "check.sh", true, null, null),
                new AftercareItem("backup", SamplePlan.Both("New backup"), TeamRoles.ClientIt, Ended.AddDays(1), [], null, null, null, false, null, null),
            ])], default);

    private Task<DeskReply> AskAsync(string person, string argument, PureNight? night = null) => new AftercareDesk(book, clock, orders.Add).AnswerAsync(
        new DeskQuestion(
            new InboundMessage("web", "1", person, "/aftercare " + argument, null, default), now.Files.Team.Find(person), argument,
            new Speech("en", TimeZoneInfo.Utc), (night ?? now).State, (night ?? now).Scene), default);
}
