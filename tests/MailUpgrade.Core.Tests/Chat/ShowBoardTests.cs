using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Chat.Handlers;
using MailUpgrade.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace MailUpgrade.Core.Tests.Chat;

public sealed class ShowBoardTests
{
    private readonly List<string?> given = [];
    private readonly List<string?> revoked = [];

    [Fact]
    public async Task In_a_private_chat_everybody_gets_a_link_of_their_own()
    {
        Assert.Contains("https://board/#1", await SayAsync("observer", "/board", isPrivate: true), StringComparison.Ordinal);
        Assert.Equal(["observer"], given);
    }

    [Fact]
    public async Task Where_others_read_no_link_is_given()
    {
        Assert.DoesNotContain("https://", await SayAsync("executor", "/board", isPrivate: false), StringComparison.Ordinal);
        Assert.Empty(given);
    }

    [Theory]
    [InlineData("executor", true)]
    [InlineData("supervisor", true)]
    [InlineData("observer", false)]
    [InlineData("client-it", false)]
    public async Task The_walls_link_is_the_executors_or_supervisors(string person, bool gets)
    {
        await SayAsync(person, "/board wall", isPrivate: true);
        Assert.Equal(gets ? [null] : [], given);
    }

    [Fact]
    public async Task Links_are_taken_back_from_anywhere()
    {
        Assert.Contains("2 links taken back", await SayAsync("observer", "/board revoke", isPrivate: false), StringComparison.Ordinal);
        await SayAsync("supervisor", "/board wall revoke", isPrivate: false);
        Assert.Equal(["observer", null], revoked);
    }

    [Fact]
    public async Task Another_word_is_answered_with_those_it_knows() =>
        Assert.Contains("/board knows revoke and wall", await SayAsync("observer", "/board everybody", isPrivate: true), StringComparison.Ordinal);

    private async Task<string> SayAsync(string person, string text, bool isPrivate)
    {
        using var night = new EngineNight();
        await night.StartAsync();
        var router = new CommandRouter(night.Run, night.Journal, night, (_, _, _) => Task.FromResult(""), NullLogger<CommandRouter>.Instance)
        {
            Board = new BoardAccess(
                who =>
                {
                    given.Add(who);
                    return $"https://board/#{given.Count}";
                },
                who =>
                {
                    revoked.Add(who);
                    return 2;
                }),
        };
        var identity = night.Run.Files.Team.Find(person)!.Identities["web"];
        var answer = await router.AnswerAsync(new InboundMessage("web", Guid.NewGuid().ToString("n"), identity, text, null, default) { IsPrivate = isPrivate }, default);
        return string.Join('\n', answer!.Lines);
    }
}
