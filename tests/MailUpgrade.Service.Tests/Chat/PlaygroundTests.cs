using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Runs.State;
using Xunit;

namespace MailUpgrade.Service.Tests.Chat;

/// <summary>Our side of the protocol against Microsoft's own client emulator, over real HTTP, signed and checked on the way.</summary>
[Collection("teams")]
public sealed class PlaygroundTests
{
    [TeamsFact]
    public async Task A_line_is_heard_and_answered_in_private_in_a_group_and_in_a_channels_thread()
    {
        await using var bot = await PlaygroundBot.StartAsync();
        await bot.TypeAsync(PlaygroundBot.Personal, "/whoami");
        var inPrivate = await bot.HeardAsync();
        await bot.TypeAsync(PlaygroundBot.Group, "/status");
        var inGroup = await bot.HeardAsync();
        var thread = await bot.TypeAsync(PlaygroundBot.Upgrade, "/eta");
        var inChannel = await bot.HeardAsync();
        Assert.Equal([("/whoami", true), ("/status", false), ("/eta", false)], new[] { inPrivate, inGroup, inChannel }.Select(m => (m.Text, m.IsPrivate)));
        Assert.All(new[] { inPrivate, inGroup, inChannel }, m => Assert.Equal(PlaygroundBot.ObjectIdOf(1001), m.Sender));
        var sent = await bot.SentAsync(all => all.Count(PlaygroundBot.IsTaken) >= 3);
        Assert.StartsWith($"{PlaygroundBot.Upgrade};messageid=", thread, StringComparison.Ordinal);
        foreach (var place in new[] { PlaygroundBot.Personal, PlaygroundBot.Group, thread! })
        {
            Assert.Single(sent, s => ((string)s["path"]!).StartsWith($"/v3/conversations/{place}/activities/", StringComparison.Ordinal) && (int)s["status"]! == 201);
        }
    }

    [TeamsFact]
    public async Task Two_people_press_the_same_card_and_everybody_sees_it_closed()
    {
        await using var bot = await PlaygroundBot.StartAsync();
        await bot.InstallAsync(PlaygroundBot.Group);
        var ask = Ask();
        await bot.Channel.SendAsync(ask, default);
        var sent = await bot.SentAsync(all => Posts(all).Count == 2);
        foreach (var post in Posts(sent))
        {
            var (conversation, action) = (ConversationOf(post), PlaygroundBot.ActionOf(post)!);
            var card = (string?)post["activityId"] ?? (string)post["id"]!;
            Assert.Equal("✔ /go by " + PlaygroundBot.ObjectIdOf(1003), await bot.PressAsync("supervisor", conversation, card, action));
            Assert.Equal("✔ /go by " + PlaygroundBot.ObjectIdOf(1006), await bot.PressAsync("client-it", conversation, card, action));
            Assert.Equal([PlaygroundBot.ObjectIdOf(1003), PlaygroundBot.ObjectIdOf(1006)], new[] { await bot.HeardAsync(), await bot.HeardAsync() }.Select(m => m.Sender));
            await bot.SubmitAsync("supervisor", conversation, card, action["fallback"]!["data"]!);
            Assert.Equal(("/go", 7L), await bot.HeardAsync() is var old ? (old.Text, old.Press!.SeenSeq) : default);
        }
        await bot.Channel.SendAsync(ask with { Rings = false, Buttons = [], Lines = [.. ask.Lines, "✔ GO by Supervisor, 20:00."] }, default);
        await bot.SentAsync(all => all.Count(s => (string?)s["method"] == "PUT" && (int?)s["status"] == 200 && PlaygroundBot.ActionOf(s) is null) == 2);
        var late = Posts(sent).Single(p => ConversationOf(p) == PlaygroundBot.Group);
        Assert.EndsWith("[stale]", await bot.PressAsync("supervisor", ConversationOf(late), (string)late["id"]!, PlaygroundBot.ActionOf(late)!), StringComparison.Ordinal);
    }

    [TeamsFact]
    public async Task Faults_on_the_way_out_delay_and_neither_lose_nor_double()
    {
        await using var bot = await PlaygroundBot.StartAsync();
        await bot.InstallAsync(PlaygroundBot.Group);
        await bot.FaultAsync(new JsonObject
        {
            ["out"] = new JsonArray(
                new JsonObject { ["status"] = 429, ["after"] = "1" }, new JsonObject { ["status"] = 412 }, new JsonObject { ["status"] = 502 }, "cut", "half", null,
                new JsonObject { ["status"] = 500 }, new JsonObject { ["status"] = 401 }),
        });
        for (var i = 0; i < 4; i++)
        {
            await bot.Channel.SendAsync(new OutboundMessage($"n{i}", MessageKind.Notice, false, null, [$"news {i}"], [], null), default);
        }
        string Said(JsonObject s) => (string?)s["activity"]?["summary"] ?? (string?)s["activity"]?["text"] ?? (string?)s["activity"]?["activity"]?["summary"] ?? "";
        var sent = await bot.SentAsync(all => all.Count(PlaygroundBot.IsTaken) >= 8);
        foreach (var place in new[] { PlaygroundBot.Group, PlaygroundBot.Upgrade })
        {
            var taken = sent.Where(s => PlaygroundBot.IsTaken(s) && (ConversationOf(s) + (string?)s["id"]).Contains(place, StringComparison.Ordinal)).Select(Said).ToList();
            Assert.Equal(["news 0", "news 1", "news 2", "news 3"], taken.Order());
        }
    }

    [TeamsFact]
    public async Task Doubled_and_reordered_activities_are_heard_once_each()
    {
        await using var bot = await PlaygroundBot.StartAsync();
        await bot.FaultAsync(new JsonObject { ["doubled"] = true });
        await bot.TypeAsync(PlaygroundBot.Group, "/note one");
        await bot.ReceivedAsync(all => all.Count == 2);
        await bot.FaultAsync(new JsonObject { ["reordered"] = true });
        await bot.TypeAsync(PlaygroundBot.Group, "/note two");
        await bot.TypeAsync(PlaygroundBot.Group, "/note three");
        await bot.ReceivedAsync(all => all.Count == 4);
        await bot.FaultAsync([]);
        await bot.TypeAsync(PlaygroundBot.Group, "/note four");
        var heard = new List<string>();
        while (!heard.Contains("/note four"))
        {
            heard.Add((await bot.HeardAsync()).Text);
        }
        Assert.Equal(["/note four", "/note one", "/note three", "/note two"], heard.Order());
    }

    [TeamsTheory]
    [InlineData("expired", 0)]
    [InlineData("clockMinutes", 10)]
    [InlineData("clockMinutes", -70)]
    public async Task A_token_out_of_its_time_is_answered_401_and_nothing_is_heard(string fault, int minutes)
    {
        await using var bot = await PlaygroundBot.StartAsync();
        await bot.FaultAsync(new JsonObject { [fault] = minutes == 0 ? true : minutes });
        await bot.TypeAsync(PlaygroundBot.Group, "/go");
        var refused = Assert.Single(await bot.ReceivedAsync(all => all.Count == 1));
        Assert.Equal((401, 0), ((int)refused["status"]!, (int)refused["length"]!));
        await bot.FaultAsync([]);
        await bot.TypeAsync(PlaygroundBot.Group, "/status");
        Assert.Equal("/status", (await bot.HeardAsync()).Text);
    }

    [TeamsFact]
    public async Task A_person_is_linked_in_a_private_chat_and_decides_in_the_group()
    {
        var evidence = Directory.CreateTempSubdirectory("linked").FullName;
        using var run = await LinkedRun.StartAsync(evidence);
        await using (var bot = await PlaygroundBot.StartAsync(run: run))
        {
            await bot.TypeAsync(PlaygroundBot.Group, "/precheck");
            await bot.HeardAsync();
            Assert.Equal(PhaseStatus.Pending, run.Run.Coordinator.State.PhaseOf("precheck").Status);
            await bot.TypeAsync(PlaygroundBot.Personal, "/link");
            await bot.HeardAsync();
            string? Code(JsonObject s) => Regex.Match(s.ToJsonString(), "Your code: ([A-Z0-9]{4}-[A-Z0-9]{4})") is { Success: true } found ? found.Groups[1].Value : null;
            var sent = await bot.SentAsync(all => all.Any(s => PlaygroundBot.IsTaken(s) && Code(s) is not null));
            Assert.StartsWith("✔ teams is executor", (await run.SayOnPageAsync("executor", "/link " + sent.Select(Code).First(c => c is not null)))[0], StringComparison.Ordinal);
            Assert.Equal("executor", run.Book.State.Identities[("teams", PlaygroundBot.ObjectIdOf(1001))]);
            await bot.TypeAsync(PlaygroundBot.Group, "/precheck");
            await bot.HeardAsync();
            Assert.Equal(PhaseStatus.Running, run.Run.Coordinator.State.PhaseOf("precheck").Status);
        }
        Directory.Delete(evidence, recursive: true);
    }

    [TeamsFact]
    public async Task The_self_test_posts_edits_and_counts_and_says_what_to_mend()
    {
        await using var bot = await PlaygroundBot.StartAsync();
        await bot.InstallAsync(PlaygroundBot.Group);
        await bot.TypeAsync(PlaygroundBot.Upgrade, "/status");
        await bot.HeardAsync();
        var findings = await bot.Channel.ExamineAsync(default);
        // Who has not installed the app in private is told as advice, not as a fault.
        Assert.All(findings.Where(f => !f.What.StartsWith("channel", StringComparison.Ordinal)), f =>
            Assert.True(f.Good ?? f.What.StartsWith("person", StringComparison.Ordinal), $"{f.What} {f.Text.En}"));
        Assert.Contains(findings, f => f is { What: "person client-it", Good: null });
        Assert.Contains(findings, f => f.What.StartsWith("groupChat", StringComparison.Ordinal) && f.Text.En.Contains("takes messages and edits", StringComparison.Ordinal));
        await using var wrong = await PlaygroundBot.StartAsync("a-wrong-secret");
        var bad = Assert.Single(await wrong.Channel.ExamineAsync(default), f => f.What == "own token");
        Assert.False(bad.Good);
        Assert.Contains("invalid_client", bad.Text.En, StringComparison.Ordinal);
        Assert.DoesNotContain("a-wrong-secret", bad.Text.En, StringComparison.Ordinal);
    }

    private static OutboundMessage Ask() => new(
        "ask", MessageKind.Decision, true, "supervisor", ["⏸ GO needed from the supervisor by 23:00", "Plan 4f2a…, 13 hosts."],
        [new Button("GO", "/go", ButtonStyle.Primary, new ButtonPress("run-1", "hash", 7)), new Button("NO GO", "/nogo", ButtonStyle.Plain, new ButtonPress("run-1", "hash", 7))], null);

    private static List<JsonObject> Posts(IReadOnlyList<JsonObject> sent) =>
        [.. sent.Where(s => (string?)s["method"] == "POST" && PlaygroundBot.IsTaken(s) && PlaygroundBot.ActionOf(s) is not null)];

    /// <summary>The thread that a new post began, or the conversation of the path.</summary>
    private static string ConversationOf(JsonObject sent) =>
        ((string?)sent["id"])?.Contains(";messageid=", StringComparison.Ordinal) == true ? (string)sent["id"]! : ((string)sent["path"]!).Split('/') is { Length: > 3 } parts ? parts[3] : "";
}
