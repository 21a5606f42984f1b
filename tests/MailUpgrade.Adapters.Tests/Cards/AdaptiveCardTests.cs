using System.Text.Json;
using System.Text.Json.Nodes;
using MailUpgrade.Adapters.Cards;
using MailUpgrade.Core.Chat;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Cards;

/// <summary>Adaptive Cards: the same facts as everywhere, small, and with nothing in them that could be read as markup.</summary>
public sealed class AdaptiveCardTests
{
    private static readonly CardTemplates Templates = CardTemplates.Load(CardSample.Folder);
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Samples => [.. CardSample.Names];

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_sample_renders_as_it_was_approved(string name) =>
        CardSample.Approved(name + ".teams.json", AdaptiveCard.Of(Laid(CardSample.Load(name)), Ids).ToJsonString(Readable));

    [Theory]
    [MemberData(nameof(Samples))]
    public void It_tells_the_same_facts_as_plain_text(string name)
    {
        var card = Laid(CardSample.Load(name));
        var made = AdaptiveCard.Of(card, Ids);
        var plain = PlainCard.Of(card, withButtons: false).Split('\n').Select(l => l.TrimStart());
        Assert.Equal(plain, Words(made).Select(l => l.Replace("<at>", "", StringComparison.Ordinal).Replace("</at>", "", StringComparison.Ordinal).TrimStart()));
        Assert.Equal(card.Buttons.Select(b => b.Label), Actions(made).Select(a => (string?)a["title"]));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_button_carries_an_opaque_id_and_the_same_for_old_clients(string name)
    {
        var card = Laid(CardSample.Load(name));
        var actions = Actions(AdaptiveCard.Of(card, Ids)).ToList();
        Assert.Equal(Ids.Take(card.Buttons.Count), actions.Select(a => (string?)a["data"]!["press"]));
        Assert.All(actions, a =>
        {
            Assert.Equal(("Action.Execute", "Action.Submit"), ((string?)a["type"], (string?)a["fallback"]!["type"]));
            Assert.True(JsonNode.DeepEquals(a["data"], a["fallback"]!["data"]));
            Assert.Single(a["data"]!.AsObject());
            Assert.DoesNotContain('/', a["data"]!.ToJsonString());
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(4_000)]
    public void It_stays_under_28_KB_and_keeps_its_first_and_last_line(int lines)
    {
        var message = Message([
            "✖ mbs3 failed: mailboxd did not start, 00:52",
            .. Enumerable.Range(0, lines).Select(i => $"{(i % 3 == 0 ? "" : "  ")}{i} {string.Concat(Enumerable.Repeat("é\ud83d\ude00\"", 1 + (60_000 / lines / 4)))}"),
            "Roll back needs two names; safe until 03:31."]);
        var made = AdaptiveCard.Of(Laid(message), Ids);
        Assert.True(made.ToJsonString().Length * 2 < AdaptiveCard.LargestBytes);
        var words = Words(made).ToList();
        Assert.Equal(message.Lines[0], words[0]);
        Assert.Equal(message.Lines[^1], words[^1]);
        Assert.Contains(words, w => w.Contains('…', StringComparison.Ordinal));
        Assert.Equal(2, Actions(made).Count());
    }

    [Fact]
    public void What_hosts_print_is_no_markup()
    {
        var made = AdaptiveCard.Of(Laid(Message(["a **b** [c](http://x)", "  <at>Executor</at> {{DATE(2018-12-29T00:00:00Z)}}", "[d](http://y)"])), Ids);
        Assert.All(made["body"]!.AsArray().Where(e => (string?)e!["type"] == "TextBlock"), e => Assert.DoesNotContain("http", (string?)e!["text"]!, StringComparison.Ordinal));
        Assert.Null(made["msteams"]);
        Assert.DoesNotContain("{{", made.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_cannot_smuggle_markup_into_the_line_that_calls_people()
    {
        var message = Message(["⏸ GO needed", "x"]) with { Rings = true, For = "supervisor" };
        var reader = new CardReader("en", _ => [new CardPerson("S <at>All</at> [x](http://y)", "00000000-0000-0000-0000-000000000001")]);
        var made = AdaptiveCard.Of(Card.Of(Templates.For(message), message, reader), Ids);
        var line = (string?)made["body"]!.AsArray().Single(e => (string?)e!["type"] == "TextBlock")!["text"];
        Assert.Equal("For: <at>S  at All /at   x (http://y)</at>", line);
        Assert.Equal(line![5..], (string?)made["msteams"]!["entities"]![0]!["text"]);
    }

    private static IReadOnlyList<string> Ids { get; } = [.. Enumerable.Range(0, 12).Select(i => $"{i:x32}")];

    private static Card Laid(CardSample sample) => Card.Of(Templates.For(sample.Message), sample.Message, sample.Reader);

    private static Card Laid(OutboundMessage message) => Card.Of(Templates.For(message), message, new CardReader("en", _ => []));

    private static OutboundMessage Message(IReadOnlyList<string> lines) => new(
        "k", MessageKind.Decision, false, null, lines,
        [new Button("Check again", "/retry", ButtonStyle.Primary, new ButtonPress("r", "h", 1)), new Button("Hold", "/hold", ButtonStyle.Plain, new ButtonPress("r", "h", 1))], null);

    private static IEnumerable<string> Words(JsonObject card) => card["body"]!.AsArray().SelectMany(e => (string?)e!["type"] switch
    {
        "RichTextBlock" => ((string)e["inlines"]![0]!["text"]!).Split('\n'),
        "TextBlock" => [(string)e["text"]!],
        _ => Array.Empty<string>(),
    });

    private static IEnumerable<JsonNode> Actions(JsonObject card) => card["body"]!.AsArray().Where(e => (string?)e!["type"] == "ColumnSet")
        .SelectMany(e => e!["columns"]!.AsArray()).Select(c => c!["items"]![0]!["actions"]![0]!);
}
