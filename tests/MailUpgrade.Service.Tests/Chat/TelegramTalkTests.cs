using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;
using Xunit;

namespace MailUpgrade.Service.Tests.Chat;

/// <summary>From Telegram's webhook to the run and back, with a phone that nobody knew before.</summary>
public sealed partial class TelegramTalkTests
{
    private const long Phone = 5_550_001;

    [Fact]
    public async Task A_phone_is_linked_in_a_private_chat_decides_in_the_group_and_is_out_again_at_once()
    {
        await using var bot = await KnownAsync();
        var whoami = await bot.SayAsync(Phone, HookedBot.Group, "/precheck");
        Assert.StartsWith("● precheck running", whoami.Text, StringComparison.Ordinal);
        Assert.Equal(PhaseStatus.Running, bot.Run.Run.Coordinator.State.PhaseOf("precheck").Status);
        Assert.Equal("executor", bot.Run.Book.State.Identities[("telegram", $"{Phone}")]);

        Assert.StartsWith("✔", (await bot.Run.SayOnPageAsync("supervisor", "/unlink executor telegram"))[0], StringComparison.Ordinal);
        var seq = bot.Run.Run.Coordinator.State.Seq;
        Assert.EndsWith("[unknown-person]", (await bot.SayAsync(Phone, HookedBot.Group, "/note still here")).Text, StringComparison.Ordinal);
        Assert.Equal(seq, bot.Run.Run.Coordinator.State.Seq);
    }

    [Fact]
    public async Task In_a_group_there_is_no_code_and_a_stranger_decides_nothing()
    {
        await using var bot = await HookedBot.StartAsync();
        bot.Server.World.AddUser(Phone, "A phone");
        Assert.DoesNotMatch(Code(), (await bot.SayAsync(Phone, HookedBot.Group, "/link")).Text);
        Assert.Equal(PhaseStatus.Pending, bot.Run.Run.Coordinator.State.PhaseOf("precheck").Status);
    }

    [Fact]
    public async Task A_call_without_the_secret_is_not_read_and_one_that_is_too_large_is_not_kept()
    {
        await using var bot = await KnownAsync();
        var id = bot.Server.World.Say(Phone, HookedBot.Group, "/precheck");
        Assert.Equal(0, await bot.Server.CallWebhookAsync("another-secret-of-somebody"));
        Assert.Equal(HttpStatusCode.Unauthorized, await bot.PostAsync("{}", null));
        Assert.Equal(HttpStatusCode.Unauthorized, await bot.PostAsync("{}", ""));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await bot.PostAsync(new string(' ', 2_000_000), HookedBot.Secret));
        Assert.Equal(HttpStatusCode.OK, await bot.PostAsync("no json", HookedBot.Secret));
        Assert.Equal(PhaseStatus.Pending, bot.Run.Run.Coordinator.State.PhaseOf("precheck").Status);
        // Telegram keeps what was not taken and brings it again.
        Assert.Equal(1, await bot.Server.CallWebhookAsync());
        await bot.UntilAsync(() => bot.AnswerTo(HookedBot.Group, id) is not null);
    }

    [Fact]
    public async Task An_update_that_comes_three_times_is_answered_once()
    {
        await using var bot = await KnownAsync();
        bot.Server.World.Say(Phone, HookedBot.Group, "/note once", times: 3);
        await bot.Server.CallWebhookAsync();
        await bot.SayAsync(Phone, HookedBot.Group, "/status");
        Assert.Single(await EventsAsync(bot), e => e is NoteAdded);
    }

    [Fact]
    public async Task A_press_comes_by_the_webhook_and_its_answer_goes_to_who_pressed()
    {
        await using var bot = await KnownAsync();
        var run = bot.Run.Run.Coordinator.State;
        await bot.AskAsync(new Button("Check", "/precheck", ButtonStyle.Primary, new ButtonPress(run.Id, run.PlanHash, run.Seq)));
        await bot.UntilAsync(() => bot.Server.World.Messages.Any(m => m.Buttons.Count > 0));
        var asked = bot.Server.World.Messages.Last(m => m.Buttons.Count > 0);
        var press = bot.Server.World.Press(Phone, HookedBot.Group, asked.Id, asked.Buttons[0].Data);
        Assert.Equal(1, await bot.Server.CallWebhookAsync());
        await bot.UntilAsync(() => bot.Server.World.AnswerOf(press) is not null);
        Assert.StartsWith("● precheck running", bot.Server.World.AnswerOf(press), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_photo_is_evidence_kept_under_its_hash_and_recorded_with_its_caption()
    {
        await using var bot = await KnownAsync();
        bot.Server.World.Files["shot1"] = [1, 2, 3, 4];
        var answer = await bot.SayAsync(Phone, HookedBot.Group, "", m =>
        {
            m.Remove("text");
            m["caption"] = "console of mbs3";
            m["photo"] = new JsonArray(new JsonObject { ["file_id"] = "shot1", ["file_unique_id"] = "s", ["width"] = 9, ["height"] = 9, ["file_size"] = 4 });
        });
        var kept = Assert.Single((await EventsAsync(bot)).OfType<FileKept>());
        Assert.Equal(("console of mbs3", "9f64a747e1b97f131fabb6b447296c9b6f0201e79fb3c5356e6c77e89b6a806a", 4L), (kept.Caption, kept.Sha256, kept.Bytes));
        Assert.Equal([1, 2, 3, 4], await File.ReadAllBytesAsync(Path.Combine(bot.Evidence, kept.File)));
        Assert.DoesNotContain("✖", answer.Text, StringComparison.Ordinal);
    }

    /// <summary>The phone is the executor's: a code in private, taken on the page.</summary>
    private static async Task<HookedBot> KnownAsync()
    {
        var bot = await HookedBot.StartAsync();
        bot.Server.World.AddUser(Phone, "A phone");
        var code = Code().Match((await bot.SayAsync(Phone, Phone, "/link")).Text).Value;
        Assert.StartsWith("✔ telegram is executor", (await bot.Run.SayOnPageAsync("executor", $"/link {code.ToLowerInvariant()}"))[0], StringComparison.Ordinal);
        return bot;
    }

    private static async Task<IReadOnlyList<RunEvent>> EventsAsync(HookedBot bot) =>
        [.. (await bot.Run.Run.Journal.ReadAsync("run-1", 0, default)).Select(l => RunCoordinator.ToRecorded(l).Event)];

    [GeneratedRegex("[A-Z0-9]{4}-[A-Z0-9]{4}")]
    private static partial Regex Code();
}
