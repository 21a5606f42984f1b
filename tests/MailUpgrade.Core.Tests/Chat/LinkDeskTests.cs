using MailUpgrade.Core.Books;
using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Runs;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Chat;

public sealed class LinkDeskTests : IDisposable
{
    private readonly ManualClock clock = new(SamplePlan.Evening);
    private readonly MemoryJournal journal = new();
    private readonly Bindings bindings = new();
    private readonly Book book;
    private readonly LinkDesk desk;
    private readonly PureNight planned = new();
    private readonly PureNight running = new PureNight().KickedOff();
    private int codes;

    public LinkDeskTests()
    {
        book = new Book(journal, clock);
        desk = new LinkDesk(book, bindings, () => $"CODE-{++codes}", clock);
    }

    public void Dispose() => book.Dispose();

    [Fact]
    public async Task A_code_of_a_private_chat_taken_where_one_is_known_binds_the_identity()
    {
        Assert.Null(bindings.Who(planned.Files.Team, "telegram", "77"));
        Assert.Null((await LinkAsync(planned, null, "telegram", "77", "", isPrivate: true)).Code);
        Assert.Null((await LinkAsync(planned, "executor", "web", "executor", "code-1")).Code);
        Assert.Equal("executor", bindings.Who(planned.Files.Team, "telegram", "77")!.Id);
        Assert.Equal("executor", book.State.Identities[("telegram", "77")]);
        Assert.Equal(RefusalCodes.Expired, (await LinkAsync(planned, "supervisor", "web", "supervisor", "CODE-1")).Code);
    }

    [Fact]
    public async Task Nobody_gets_a_code_before_others_and_a_stranger_cannot_take_one()
    {
        Assert.Equal(RefusalCodes.BadArgument, (await LinkAsync(planned, null, "telegram", "77", "", isPrivate: false)).Code);
        await LinkAsync(planned, null, "telegram", "77", "", isPrivate: true);
        Assert.Equal(RefusalCodes.UnknownPerson, (await LinkAsync(planned, null, "telegram", "77", "CODE-1", isPrivate: true)).Code);
        Assert.Null(bindings.Who(planned.Files.Team, "telegram", "77"));
    }

    [Fact]
    public async Task A_code_holds_ten_minutes_and_five_wrong_ones_end_the_guessing()
    {
        await LinkAsync(planned, null, "telegram", "77", "", isPrivate: true);
        clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(RefusalCodes.Expired, (await LinkAsync(planned, "executor", "web", "executor", "CODE-1")).Code);
        for (var n = 0; n < 5; n++)
        {
            await LinkAsync(planned, "observer", "web", "observer", $"WRONG-{n}");
        }
        await LinkAsync(planned, null, "telegram", "78", "", isPrivate: true);
        Assert.Equal(RefusalCodes.Expired, (await LinkAsync(planned, "observer", "web", "observer", "CODE-2")).Code);
        Assert.Null((await LinkAsync(planned, "supervisor", "web", "supervisor", "CODE-2")).Code);
    }

    [Fact]
    public async Task For_somebody_else_one_name_before_the_run_and_two_while_it_is_under_way()
    {
        await LinkAsync(planned, null, "telegram", "77", "", isPrivate: true);
        Assert.Equal(RefusalCodes.NotAllowed, (await LinkAsync(planned, "observer", "web", "observer", "CODE-1 client-it")).Code);
        Assert.Null((await LinkAsync(planned, "executor", "web", "executor", "CODE-1 client-it")).Code);

        await LinkAsync(running, null, "telegram", "78", "", isPrivate: true);
        Assert.Equal(RefusalCodes.ConfirmNeeded, (await LinkAsync(running, "executor", "web", "executor", "CODE-2 client-it")).Code);
        Assert.Equal(RefusalCodes.ConfirmNeeded, (await LinkAsync(running, "executor", "web", "executor", "CODE-2 client-it")).Code);
        Assert.Null(bindings.Who(running.Files.Team, "telegram", "78"));
        Assert.Null((await LinkAsync(running, "supervisor", "web", "supervisor", "CODE-2 client-it")).Code);
        Assert.Equal("client-it", bindings.Who(running.Files.Team, "telegram", "78")!.Id);
    }

    [Fact]
    public async Task A_leaver_is_out_at_once_with_two_names_in_a_run_and_stays_out_after_a_restart()
    {
        var identity = running.Files.Team.Find("client-it")!.Identities["web"];
        Assert.NotNull(bindings.Who(running.Files.Team, "web", identity));
        Assert.Equal(RefusalCodes.ConfirmNeeded, (await UnlinkAsync(running, "executor", "client-it")).Code);
        Assert.NotNull(bindings.Who(running.Files.Team, "web", identity));
        Assert.Null((await UnlinkAsync(running, "supervisor", "client-it")).Code);
        Assert.Null(bindings.Who(running.Files.Team, "web", identity));

        using var again = new Book(journal, clock);
        await again.LoadAsync(default);
        Assert.Null(again.State.Identities[("web", identity)]);
    }

    private Task<DeskReply> LinkAsync(PureNight night, string? person, string channel, string sender, string argument, bool isPrivate = false) =>
        desk.LinkAsync(Question(night, person, channel, sender, argument, isPrivate), default);

    private Task<DeskReply> UnlinkAsync(PureNight night, string person, string argument) =>
        desk.UnlinkAsync(Question(night, person, "web", person, argument, false), default);

    private static DeskQuestion Question(PureNight night, string? person, string channel, string sender, string argument, bool isPrivate) => new(
        new InboundMessage(channel, "1", sender, "/link", null, default) { IsPrivate = isPrivate }, person is null ? null : night.Files.Team.Find(person), argument,
        new Speech("en", TimeZoneInfo.Utc), night.State, night.Scene);
}
