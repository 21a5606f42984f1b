using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MailUpgrade.Adapters.Tests.Cards;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Teams;

/// <summary>Our tokens and cards in the eyes of Microsoft's own code.</summary>
public sealed class OracleTests
{
    private static readonly string Peers = Path.Combine(RepositoryRoot.Path, "tests", "teams");

    [PeersFact]
    public async Task Microsofts_validator_agrees_but_for_the_four_points_in_which_ours_is_stricter()
    {
        var now = DateTimeOffset.UtcNow;
        var good = new TokenMaker();
        var bare = new TokenMaker { KeyId = "no-endorsements", Endorsements = null };
        var skype = new TokenMaker { KeyId = "skype-only", Endorsements = ["skype"] };
        JsonObject Claims(params (string Name, JsonNode? Value)[] changes)
        {
            var claims = TokenMaker.Claims(TeamsUnderTest.AppId, FakeTeams.Service, now);
            foreach (var (name, value) in changes)
            {
                claims.Remove(name);
                if (value is not null)
                {
                    claims[name] = value;
                }
            }
            return claims;
        }
        var strict = new Dictionary<string, string>
        {
            ["no exp"] = good.Sign(Claims(("exp", null))),
            ["key without endorsements"] = bare.Sign(Claims()),
            ["RS512"] = good.Sign(Claims(), "RS512"),
            ["emulator"] = good.Sign(Claims(
                ("iss", "https://sts.windows.net/f8cdef31-a31e-4b4a-93e4-5f571e91255a/"), ("ver", "1.0"), ("appid", TeamsUnderTest.AppId))),
        };
        var same = new Dictionary<string, string>
        {
            ["good"] = good.Sign(Claims()),
            ["another issuer"] = good.Sign(Claims(("iss", "https://evil.example.com"))),
            ["another audience"] = good.Sign(Claims(("aud", "99999999-2222-3333-4444-555555555555"))),
            ["another service"] = good.Sign(Claims(("serviceurl", "https://evil.example.com/"))),
            ["no service"] = good.Sign(Claims(("serviceurl", null))),
            ["expired"] = good.Sign(Claims(("nbf", now.AddHours(-2).ToUnixTimeSeconds()), ("exp", now.AddMinutes(-6).ToUnixTimeSeconds()))),
            ["expired within the skew"] = good.Sign(Claims(("nbf", now.AddHours(-2).ToUnixTimeSeconds()), ("exp", now.AddMinutes(-4).ToUnixTimeSeconds()))),
            ["not yet"] = good.Sign(Claims(("nbf", now.AddMinutes(7).ToUnixTimeSeconds()))),
            ["endorsed for another channel"] = skype.Sign(Claims()),
            ["unknown key"] = good.Sign(Claims(), keyId: "nobody"),
            ["forged"] = good.Sign(Claims())[..^8] + "AAAAAAAA",
            ["none"] = good.Sign(Claims(), "none"),
            ["HS256 with the public key"] = good.Sign(Claims(), "HS256"),
        };
        var theirs = await VerdictsAsync([good.PublicKey(), bare.PublicKey(), skype.PublicKey()], [.. strict.Concat(same)]);
        await using var t = new TeamsUnderTest();
        t.Teams.Keys.AddRange([bare.PublicKey(), skype.PublicKey()]);
        foreach (var (name, token) in same)
        {
            Assert.True(theirs[name] == await OursAsync(t, token), $"{name}: theirs {theirs[name]}, ours {!theirs[name]}");
        }
        foreach (var (name, token) in strict)
        {
            Assert.True(theirs[name], $"{name}: theirs refuses too now");
            Assert.False(await OursAsync(t, token), name);
        }
        Assert.True(theirs["good"]);
    }

    [PeersFact]
    public async Task Microsofts_renderer_has_nothing_to_say_against_our_cards()
    {
        var files = Directory.GetFiles(Path.Combine(CardSample.Folder, "approved"), "*.teams.json");
        Assert.Equal(CardSample.Names.Count(), files.Length);
        var spoiled = Path.GetTempFileName();
        await File.WriteAllTextAsync(spoiled, (await File.ReadAllTextAsync(files[0])).Replace("\"RichTextBlock\"", "\"RichTextBlok\"", StringComparison.Ordinal)
            .Replace("\"spacing\": \"Small\"", "\"spacing\": \"Smallest\"", StringComparison.Ordinal));
        var said = JsonNode.Parse(await NodeAsync("cards.cjs", [.. files, spoiled]))!.AsObject();
        File.Delete(spoiled);
        foreach (var file in files)
        {
            Assert.Empty(said[file]!["events"]!.AsArray().Select(e => (string?)e));
            Assert.Equal(JsonNode.Parse(await File.ReadAllTextAsync(file))!["body"]!.AsArray().Count, (int)said[file]!["elements"]!);
        }
        // That it would say something is seen on a card with two mistakes.
        Assert.True(said[spoiled]!["events"]!.AsArray().Count >= 2);
    }

    private static async Task<bool> OursAsync(TeamsUnderTest t, string token) =>
        (await t.ReceiveAsync(Encoding.UTF8.GetBytes(t.Message("executor", "/status").ToJsonString()), "Bearer " + token)).Status == 200;

    private static async Task<Dictionary<string, bool>> VerdictsAsync(JsonNode[] keys, IReadOnlyList<KeyValuePair<string, string>> tokens)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, new JsonObject
        {
            ["appId"] = TeamsUnderTest.AppId,
            ["keys"] = new JsonArray(keys),
            ["cases"] = new JsonArray([.. tokens.Select(c => new JsonObject
            {
                ["name"] = c.Key,
                ["header"] = "Bearer " + c.Value,
                ["serviceUrl"] = FakeTeams.Service,
                ["channelId"] = "msteams",
            })]),
        }.ToJsonString());
        var verdicts = JsonSerializer.Deserialize<Dictionary<string, bool>>(await NodeAsync("tokens.cjs", [file]))!;
        File.Delete(file);
        return verdicts;
    }

    private static async Task<string> NodeAsync(string script, IReadOnlyList<string> arguments)
    {
        var info = new ProcessStartInfo("node") { WorkingDirectory = Peers, RedirectStandardOutput = true, RedirectStandardError = true };
        info.ArgumentList.Add(script);
        foreach (var argument in arguments)
        {
            info.ArgumentList.Add(argument);
        }
        using var process = Process.Start(info)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, output + await errors);
        return output.Trim().Split('\n')[^1];
    }
}

/// <summary>Needs the npm packages of <c>tests/teams</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PeersFactAttribute : FactAttribute
{
    public PeersFactAttribute() => Skip = File.Exists(Path.Combine(RepositoryRoot.Path, "tests/teams/node_modules/.installed"))
        ? null : "the packages are not there: tests/teams/install fetches them; ./test does it by itself";
}
