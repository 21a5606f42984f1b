using System.Net;
using System.Text.RegularExpressions;
using MailUpgrade.Adapters.Cards;
using MailUpgrade.Core.Chat;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Cards;

public sealed partial class CardTests
{
    private static readonly CardTemplates Templates = CardTemplates.Load(CardSample.Folder);

    public static TheoryData<string> Samples => [.. CardSample.Names];

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_sample_renders_as_it_was_approved(string name)
    {
        var card = Laid(CardSample.Load(name));
        CardSample.Approved(name + ".telegram.html", TelegramHtml.Of(card) + string.Concat(card.Buttons.Select(b => $"\n[{b.Label}]")));
        CardSample.Approved(name + ".txt", PlainCard.Of(card, withButtons: true));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Markup_and_plain_text_tell_the_same_facts(string name)
    {
        var sample = CardSample.Load(name);
        var card = Laid(sample);
        var plain = PlainCard.Of(card, withButtons: false).Split('\n').Select(l => l.TrimStart());
        var html = WebUtility.HtmlDecode(Tag().Replace(TelegramHtml.Of(card), "")).Split('\n');
        Assert.Equal(plain, html);
        foreach (var line in sample.Message.Lines)
        {
            Assert.Contains(AddressMask.Of(line).TrimStart(), html);
        }
    }

    [Fact]
    public void Every_template_has_samples_in_both_languages()
    {
        var used = CardSample.Names.Select(CardSample.Load).Select(s => (Templates.For(s.Message).Name, s.Reader.Language)).ToHashSet();
        Assert.Equal(CardTemplates.Names.SelectMany(n => new[] { (n, "en"), (n, "id") }).Where(x => !used.Contains(x)), []);
    }

    [Fact]
    public void No_text_is_markup()
    {
        var message = new OutboundMessage("k", MessageKind.Notice, false, null, ["a <b>&\"", "  </pre><a href=x>"], [], null);
        var html = TelegramHtml.Of(Card.Of(Templates.For(message), message, new CardReader("en", _ => [])));
        Assert.Equal("<b>a &lt;b&gt;&amp;&quot;</b>\n<pre>&lt;/pre&gt;&lt;a href=x&gt;</pre>", html);
    }

    [Theory]
    [InlineData("budi.santoso@example.test wrote to ani@mail.example.test", "b***@example.test wrote to a***@mail.example.test")]
    [InlineData("/go@mailupgrade_bot and @someone", "/go@mailupgrade_bot and @someone")]
    [InlineData("nothing to hide at 23:00", "nothing to hide at 23:00")]
    public void Mail_addresses_lose_their_names(string text, string shown) => Assert.Equal(shown, AddressMask.Of(text));

    [Fact]
    public void A_template_that_shows_too_little_hides_nothing()
    {
        var message = new OutboundMessage("k", MessageKind.Notice, false, null, ["one", "two"], [], null);
        var bare = new CardTemplate("notice", "", [new CardBlock(CardShow.Buttons, CardStyle.Plain, null)]);
        Assert.Equal("one\ntwo", PlainCard.Of(Card.Of(bare, message, new CardReader("en", _ => [])), withButtons: false));
    }

    [Theory]
    [InlineData("{ \"card\": \"status\", \"blocks\": [ { \"show\": \"frist\" } ] }", "'frist' is none of first rest last need buttons")]
    [InlineData("{ \"card\": \"statuss\", \"blocks\": [] }", "'card' is not status")]
    [InlineData("{ \"card\": \"status\", \"blocks\": [], \"colour\": 1 }", "'colour' is not known here")]
    [InlineData("{ \"card\": \"status\", \"blocks\": [ { \"show\": \"rest\" }, { \"show\": \"rest\" } ] }", "two blocks show the same")]
    public void A_template_with_a_mistake_is_named(string json, string fault)
    {
        var folder = Directory.CreateTempSubdirectory("cards").FullName;
        File.WriteAllText(Path.Combine(folder, "status.json"), json);
        Assert.Contains(fault, Assert.Throws<InvalidDataException>(() => CardTemplates.Load(folder)).Message, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    private static Card Laid(CardSample sample) => Card.Of(Templates.For(sample.Message), sample.Message, sample.Reader);

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
