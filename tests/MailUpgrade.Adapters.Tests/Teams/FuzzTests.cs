using System.Text;
using System.Text.Json.Nodes;
using MailUpgrade.Adapters.Teams.Inbound;
using MailUpgrade.Core.Chat;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Teams;

/// <summary>Activities that nobody meant: no crash, no wrong decision, and the next good one is heard.</summary>
public sealed class FuzzTests
{
    private static readonly string[] Words =
    [
        "message", "invoke", "messageUpdate", "messageDelete", "conversationUpdate", "installationUpdate", "add", "remove", "adaptiveCard/action", "msteams", "personal",
        "groupChat", "channel", "/go", "/abort", "<at>MailUpgrade</at> /go", "28:" + TeamsUnderTest.AppId, TeamsUnderTest.Tenant, TeamsUnderTest.Group, FakeTeams.Service, "",
        "\ud800", "\u0000", "{{DATE(1)}}", "2018-12-29T16:00:00Z", "not a date", "00000000-0000-0000-0000-000000000000", new string('x', 3000),
    ];

    /// <summary>20,000 in every run, a million with <c>--long</c>.</summary>
    [Fact]
    public async Task Any_activity_is_answered_and_only_a_person_who_says_go_decides()
    {
        var rounds = Environment.GetEnvironmentVariable("MAILUPGRADE_LONG") is "1" ? 1_000_000 : 20_000;
        var seed = Environment.GetEnvironmentVariable("MAILUPGRADE_SEED") is { } given ? int.Parse(given, System.Globalization.CultureInfo.InvariantCulture) : 20181229;
        var random = new Random(seed);
        await using var t = new TeamsUnderTest();
        await t.MeetAsync();
        var token = "Bearer " + t.Teams.Tokens.Sign(TokenMaker.Claims(TeamsUnderTest.AppId, FakeTeams.Service, DateTimeOffset.UtcNow));
        var templates = new[] { t.Message("executor", "/go"), t.Press("executor", "1", "ffffffffffffffffffffffffffffffff"), TeamsUnderTest.With(t.Bare("installationUpdate", "executor"), ("action", "add")) };
        var answered = new Dictionary<int, int>();
        for (var i = 0; i < rounds; i++)
        {
            var body = Spoiled(random, templates[random.Next(templates.Length)]);
            var answer = await t.ReceiveAsync(body, random.Next(8) == 0 ? null : token, loopback: random.Next(2) == 0);
            answered[answer.Status] = answered.GetValueOrDefault(answer.Status) + 1;
            Assert.True(answer.Status is 200 or 400 or 401 or 403 or 503, $"seed {seed}, round {i}: {answer.Status} for {Encoding.UTF8.GetString(body)}");
        }
        Assert.True(answered.Keys.Order().Take(4).SequenceEqual([200, 400, 401, 403]), string.Join(", ", answered));
        while ((await t.ReceiveAsync(t.Message("observer", "/status"))).Status == 503)
        {
            // What was heard before is still being handled: Teams says that it did not come through, and it is typed again.
            await Task.Yield();
        }
        var heard = await t.UntilHeardAsync(m => m.Text == "/status" && m.Sender == TeamsUnderTest.ObjectIdOf("observer"));
        // Whatever was heard came from somebody with a directory id, as a line that was typed; no press of these was ever on a card.
        Assert.All(heard, m => Assert.True(m.Press is null && (Guid.TryParse(m.Sender, out _) || m.Sender.Contains('/', StringComparison.Ordinal)), m.ToString()));
        // A flipped byte may make another text of a line; it must not make another command of it.
        Assert.All(
            heard.Select(m => CommandText.Read(m.Text)?.Word).OfType<string>().Where(w => CommandTable.Find(w) is not null),
            w => Assert.Contains(w, new[] { "go", "abort", "status" }));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"type\":\"message\"")]
    [InlineData("{\"text\":\"\\ud800\"}")]
    [InlineData("")]
    public void What_is_no_object_is_no_activity(string json)
    {
        var read = ActivityReader.Read(Encoding.UTF8.GetBytes(json));
        Assert.True(read is null || read.Type.Length == 0);
    }

    private static byte[] Spoiled(Random random, JsonObject template)
    {
        var activity = template.DeepClone().AsObject();
        for (var changes = random.Next(4); changes > 0; changes--)
        {
            var at = activity;
            while (random.Next(3) > 0 && at.Select(p => p.Value).OfType<JsonObject>().ToList() is { Count: > 0 } inner)
            {
                at = inner[random.Next(inner.Count)];
            }
            var names = at.Select(p => p.Key).ToList();
            var name = names.Count > 0 && random.Next(5) > 0 ? names[random.Next(names.Count)] : Words[random.Next(20)];
            switch (random.Next(3))
            {
                case 0:
                    at.Remove(name);
                    break;
                default:
                    at[name] = Anything(random, 3);
                    break;
            }
        }
        if (random.Next(3) > 0)
        {
            activity["id"] = $"fuzz-{random.NextInt64()}";
        }
        var bytes = Encoding.UTF8.GetBytes(activity.ToJsonString());
        for (var hits = random.Next(10) == 0 ? random.Next(1, 4) : 0; hits > 0; hits--)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        }
        return random.Next(40) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }

    private static JsonNode? Anything(Random random, int depth) => random.Next(depth > 0 ? 8 : 6) switch
    {
        0 => null,
        1 => random.NextDouble(),
        2 => random.Next(2) == 0,
        6 => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Anything(random, depth - 1))]),
        7 => new JsonObject(Enumerable.Range(0, random.Next(4)).Select(i => KeyValuePair.Create(Words[i] + i, Anything(random, depth - 1)))),
        _ => Words[random.Next(Words.Length)],
    };
}
