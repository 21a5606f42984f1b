using System.Text;
using System.Text.Json.Nodes;
using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Chat.Delivery;
using MailUpgrade.Practice.Telegram;
using Xunit;
using static MailUpgrade.Adapters.Tests.Telegram.TelegramUnderTest;

namespace MailUpgrade.Adapters.Tests.Telegram;

/// <summary>
/// Spoiled updates by the thousand: fields taken away, doubled, swapped, of another kind, foreign, huge; updates doubled and out of order.
/// Between them honest lines of people. No crash, no decision that nobody took, no honest line lost or doubled.
/// </summary>
public sealed class FuzzTests
{
    private static readonly string[] Hazards =
    [
        "sender_chat", "forward_origin", "via_bot", "is_from_offline", "edit_date", "guest_query_id", "business_connection_id", "is_automatic_forward",
        "ephemeral_message_id", "forward_date",
    ];

    /// <summary>20,000 updates; with MAILUPGRADE_LONG=1 a million: six minutes with TMPDIR=/dev/shm, an hour where each is kept on a disk first.</summary>
    [Fact]
    public async Task Nothing_crashes_nobody_decides_what_they_did_not_and_nothing_honest_is_lost()
    {
        var count = Environment.GetEnvironmentVariable("MAILUPGRADE_LONG") == "1" ? 1_000_000 : 20_000;
        var random = new Random(20181229);
        await using var t = await TelegramUnderTest.StartAsync(s => s with { WebhookUrl = new Uri("http://127.0.0.1:9/telegram/webhook"), WebhookSecret = new Secret("x") });
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(count > 20_000 ? 120 : 3));
        var wrong = new List<InboundMessage>();
        var honest = new HashSet<string>();
        var handled = new Dictionary<string, int>();
        var done = new TaskCompletionSource();
        t.Taking = m =>
        {
            lock (handled)
            {
                // What a spoiled update may come to: a line of a person of the team, typed; its words are always /fuzz.
                if (m.Text is not "/honest" and not "/fuzz" || m.Press is not null)
                {
                    wrong.Add(m);
                }
                if (m.Text == "/honest")
                {
                    handled[m.CommandId] = handled.GetValueOrDefault(m.CommandId) + 1;
                }
                if (m.Text == "/honest" && handled.Count >= honest.Count && honest.Count > 0 && m.Sender == "1006")
                {
                    done.TrySetResult();
                }
            }
            return Intake.Known;
        };
        await t.Server.World.UntilAsync(() => t.Server.Calls.Any(c => c.Method == "setWebhook"), t.Patience);
        var held = new List<string>();
        for (var n = 1; n <= count; n++)
        {
            var isHonest = n % 100 == 0;
            var update = isHonest ? Honest(t, n) : Spoiled(t, n, random);
            if (isHonest)
            {
                lock (handled)
                {
                    honest.Add($"telegram:{Group}.{n}");
                }
            }
            held.Add(update);
            if (held.Count == 20 || n == count)
            {
                foreach (var next in held.OrderBy(_ => random.Next()))
                {
                    t.Telegram.TakeFromWebhook(next);
                    if (random.Next(20) == 0)
                    {
                        t.Telegram.TakeFromWebhook(next);
                    }
                }
                held.Clear();
            }
        }
        var last = new JsonObject { ["update_id"] = count + 10, ["message"] = Message(t, User("client-it"), count + 10, "/honest") };
        lock (handled)
        {
            honest.Add($"telegram:{Group}.{count + 10}");
        }
        t.Telegram.TakeFromWebhook(last.ToJsonString());
        await done.Task.WaitAsync(patience.Token);

        Assert.Empty(wrong);
        Assert.Equal(honest.Order(), handled.Keys.Order());
    }

    private static string Honest(TelegramUnderTest t, int n) => new JsonObject
    {
        ["update_id"] = n,
        ["message"] = Message(t, User(People[n / 100 % 3].Id), n, "/honest"),
    }.ToJsonString();

    private static string Spoiled(TelegramUnderTest t, int n, Random random)
    {
        var kind = random.Next(6) switch
        {
            0 => "callback_query",
            1 => "edited_message",
            2 => "channel_post",
            _ => "message",
        };
        var from = random.Next(3) == 0 ? 6_000_000 + n : User(People[random.Next(People.Count)].Id);
        var body = kind == "callback_query"
            ? new JsonObject
            {
                ["id"] = $"{n}",
                ["from"] = t.Server.World.User(from),
                ["data"] = Rubbish(random),
                ["message"] = Message(t, BotWorld.BotId, n, "x"),
                ["chat_instance"] = "1",
            }
            : Message(t, from, n, "/fuzz");
        for (var times = random.Next(4); times >= 0; times--)
        {
            Spoil(body, random);
        }
        if (kind == "message" && random.Next(2) == 0)
        {
            // A word that would decide, with something on it that makes it nobody's.
            body["text"] = "/go";
            body[Hazards[random.Next(Hazards.Length)]] = random.Next(2) == 0 ? JsonValue.Create(true) : new JsonObject { ["id"] = 5, ["type"] = "user", ["is_bot"] = true };
            if (random.Next(2) == 0)
            {
                body["date"] = random.Next();
            }
        }
        var text = new JsonObject { ["update_id"] = n, [kind] = body }.ToJsonString();
        return random.Next(50) == 0 ? text[..random.Next(text.Length)] : text;
    }

    private static void Spoil(JsonObject body, Random random)
    {
        var keys = body.Select(p => p.Key).Where(k => k != "text").ToList();
        if (keys.Count == 0)
        {
            return;
        }
        var key = keys[random.Next(keys.Count)];
        switch (random.Next(6))
        {
            case 0:
                body.Remove(key);
                break;
            case 1:
                body[key] = null;
                break;
            case 2:
                body[key] = Rubbish(random);
                break;
            case 3:
                body[key] = random.NextInt64(long.MinValue, long.MaxValue);
                break;
            case 4:
                body[key] = new JsonArray(1, "x", new JsonObject());
                break;
            default:
                if (body[key] is JsonObject inner)
                {
                    Spoil(inner, random);
                }
                break;
        }
    }

    private static JsonObject Message(TelegramUnderTest t, long from, long id, string text)
    {
        var message = t.Server.World.Envelope(from, Group, id);
        message["text"] = text;
        return message;
    }

    private static string Rubbish(Random random)
    {
        var text = new StringBuilder();
        for (var n = random.Next(30); n > 0; n--)
        {
            text.Append((char)random.Next(1, 0xD7FF));
        }
        return text.ToString();
    }
}
