using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using MailUpgrade.Adapters.Teams.Inbound;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Teams;

/// <summary>Who is believed. The tokens are made by hand; that good ones are what Microsoft means is shown against its own validator.</summary>
public sealed class BotTokenTests
{
    private static readonly DateTimeOffset Now = new(2018, 12, 29, 16, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_good_token_is_believed()
    {
        await using var t = new TeamsUnderTest(new ManualClock(Now));
        Assert.Equal(200, await StatusAsync(t, t.Teams.Tokens.Sign(Claims())));
    }

    public static TheoryData<string, string?> Bad => new()
    {
        { "no token", null },
        { "not a token", "Bearer x.y.z" },
        { "another scheme", "Basic eDp5" },
        { "empty", "Bearer " },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task What_is_no_token_is_answered_401_with_an_empty_body(string what, string? header)
    {
        await using var t = new TeamsUnderTest(new ManualClock(Now));
        var answer = await t.ReceiveAsync(Encoding.UTF8.GetBytes(t.Message("executor", "/status").ToJsonString()), header);
        Assert.True(answer is { Status: 401, Body: null }, what);
    }

    [Theory]
    [InlineData("iss", "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/")]
    [InlineData("iss", "https://login.microsoftonline.com/f8cdef31-a31e-4b4a-93e4-5f571e91255a/v2.0")]
    [InlineData("iss", "https://api.botframework.com/")]
    [InlineData("aud", "99999999-2222-3333-4444-555555555555")]
    [InlineData("serviceurl", "https://smba.trafficmanager.net/emea/")]
    [InlineData("serviceurl", null)]
    [InlineData("exp", null)]
    [InlineData("aud", null)]
    [InlineData("iss", null)]
    public async Task A_claim_that_is_wrong_or_missing_is_refused(string claim, string? value)
    {
        await using var t = new TeamsUnderTest(new ManualClock(Now));
        var claims = Claims();
        claims.Remove(claim);
        if (value is not null)
        {
            claims[claim] = value;
        }
        Assert.Equal(401, await StatusAsync(t, t.Teams.Tokens.Sign(claims)));
    }

    [Theory]
    [InlineData(-64, -6, 401)]
    [InlineData(-64, -4, 200)]
    [InlineData(4, 60, 200)]
    [InlineData(6, 60, 401)]
    [InlineData(60, 30, 401)]
    public async Task The_clocks_may_differ_by_five_minutes(int notBefore, int expires, int status)
    {
        await using var t = new TeamsUnderTest(new ManualClock(Now));
        var claims = Claims();
        (claims["nbf"], claims["exp"]) = (Now.AddMinutes(notBefore).ToUnixTimeSeconds(), Now.AddMinutes(expires).ToUnixTimeSeconds());
        Assert.Equal(status, await StatusAsync(t, t.Teams.Tokens.Sign(claims)));
    }

    [Theory]
    [InlineData("RS512")]
    [InlineData("HS256")]
    [InlineData("none")]
    public async Task Another_algorithm_is_refused(string algorithm)
    {
        await using var t = new TeamsUnderTest(new ManualClock(Now));
        Assert.Equal(401, await StatusAsync(t, t.Teams.Tokens.Sign(Claims(), algorithm)));
    }

    [Fact]
    public async Task A_signature_of_another_key_is_refused()
    {
        await using var t = new TeamsUnderTest(new ManualClock(Now));
        Assert.Equal(401, await StatusAsync(t, new TokenMaker { Key = RSA.Create(2048) }.Sign(Claims())));
        Assert.Equal(401, await StatusAsync(t, t.Teams.Tokens.Sign(Claims(), keyId: "nobody")));
        var good = t.Teams.Tokens.Sign(Claims());
        Assert.Equal(401, await StatusAsync(t, good[..^8] + "AAAAAAAA"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("[]")]
    [InlineData("""["emulator","skype"]""")]
    public async Task A_key_that_is_not_endorsed_for_teams_is_refused(string? endorsements)
    {
        await using var t = new TeamsUnderTest(new ManualClock(Now));
        var other = new TokenMaker { KeyId = "key-2", Endorsements = endorsements is null ? null : JsonNode.Parse(endorsements)!.AsArray() };
        t.Teams.Keys.Add(other.PublicKey());
        Assert.Equal(401, await StatusAsync(t, other.Sign(Claims())));
    }

    [Fact]
    public async Task A_new_key_is_looked_for_at_most_once_an_hour()
    {
        var clock = new ManualClock(Now);
        await using var t = new TeamsUnderTest(clock);
        await StatusAsync(t, t.Teams.Tokens.Sign(Claims()));
        var next = new TokenMaker { KeyId = "key-2" };
        Assert.Equal(401, await StatusAsync(t, next.Sign(Claims())));
        t.Teams.Keys.Add(next.PublicKey());
        Assert.Equal(401, await StatusAsync(t, next.Sign(Claims())));
        clock.Set(Now.AddMinutes(61));
        Assert.Equal(200, await StatusAsync(t, next.Sign(TokenMaker.Claims(TeamsUnderTest.AppId, FakeTeams.Service, clock.GetUtcNow()))));
        Assert.Equal(3, t.Teams.Calls.Count(c => c.EndsWith("/keys", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Keys_that_cannot_be_read_are_believed_for_a_day_and_no_longer()
    {
        var clock = new ManualClock(Now);
        await using var t = new TeamsUnderTest(clock);
        Assert.Equal(200, await StatusAsync(t, t.Teams.Tokens.Sign(Claims())));
        t.Teams.SignInFault = _ => FakeTeams.Answer(500);
        clock.Set(Now.AddHours(23));
        Assert.Equal(200, await StatusAsync(t, t.Teams.Tokens.Sign(TokenMaker.Claims(TeamsUnderTest.AppId, FakeTeams.Service, clock.GetUtcNow()))));
        clock.Set(Now.AddHours(25));
        Assert.Equal(401, await StatusAsync(t, t.Teams.Tokens.Sign(TokenMaker.Claims(TeamsUnderTest.AppId, FakeTeams.Service, clock.GetUtcNow()))));
        t.Teams.SignInFault = _ => null;
        clock.Set(Now.AddHours(26));
        Assert.Equal(200, await StatusAsync(t, t.Teams.Tokens.Sign(TokenMaker.Claims(TeamsUnderTest.AppId, FakeTeams.Service, clock.GetUtcNow()))));
    }

    [Fact]
    public async Task A_machine_whose_clock_is_ten_minutes_off_believes_nobody_and_says_why()
    {
        var clock = new ManualClock(Now);
        await using var t = new TeamsUnderTest(clock);
        using var keys = new SigningKeys(new Uri(FakeTeams.Metadata), new HttpClient(t.Teams, disposeHandler: false), clock, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        var check = new BotTokenCheck(TeamsUnderTest.Settings, keys, clock);
        var slow = await check.CheckAsync("Bearer " + t.Teams.Tokens.Sign(TokenMaker.Claims(TeamsUnderTest.AppId, FakeTeams.Service, Now.AddMinutes(10))), default);
        var fast = await check.CheckAsync("Bearer " + t.Teams.Tokens.Sign(TokenMaker.Claims(TeamsUnderTest.AppId, FakeTeams.Service, Now.AddMinutes(-70))), default);
        Assert.Null(slow.Token);
        Assert.Contains("clock may be slow", slow.Why, StringComparison.Ordinal);
        Assert.Null(fast.Token);
        Assert.Contains("clock may be fast", fast.Why, StringComparison.Ordinal);
    }

    private static JsonObject Claims() => TokenMaker.Claims(TeamsUnderTest.AppId, FakeTeams.Service, Now);

    private static async Task<int> StatusAsync(TeamsUnderTest t, string token) =>
        (await t.ReceiveAsync(Encoding.UTF8.GetBytes(t.Message("executor", "/status").ToJsonString()), "Bearer " + token)).Status;
}
