using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Engine;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Engine;

/// <summary>A channel that fails is said on the others.</summary>
public sealed class ChannelTroublesTests
{
    private readonly ChannelTroubles troubles = new();

    [Fact]
    public void A_minute_of_silence_is_said_once_on_the_others_and_its_end_once()
    {
        Assert.Empty(Look(0, "no answer in 15 s"));
        Assert.Empty(Look(59, "no answer in 15 s"));
        var news = Assert.Single(Look(60, "no answer in 15 s"));
        Assert.Equal(("telegram", "✖ telegram failed: people there hear nothing"), (news.About, news.Message.Lines[0]));
        Assert.Contains("no answer in 15 s", news.Message.Lines);
        Assert.Contains("mailupgrade chat --as PERSON", news.Message.Lines[^1], StringComparison.Ordinal);
        Assert.Empty(Look(600, "no answer in 15 s"));
        Assert.Equal("✔ telegram reaches people again", Assert.Single(Look(601, null)).Message.Lines[0]);
        Assert.Empty(Look(602, null));
    }

    [Fact]
    public void A_short_trouble_is_not_said_and_a_second_long_one_is_another_message()
    {
        Look(0, "down");
        Assert.Empty(Look(30, null));
        Look(31, "down");
        Assert.Empty(Look(61, "down"));
        var first = Assert.Single(Look(91, "down")).Message.Key;
        Look(92, null);
        Look(93, "down");
        Assert.NotEqual(first, Assert.Single(Look(153, "down")).Message.Key);
    }

    [Fact]
    public void It_is_said_in_the_language_of_the_run()
    {
        Look(0, "down", "id");
        Assert.Equal("✖ telegram gagal: orang di sana tidak mendengar", Assert.Single(Look(60, "down", "id")).Message.Lines[0]);
    }

    private IReadOnlyList<ChannelNews> Look(int seconds, string? trouble, string language = "en") =>
        troubles.Look([("web", null), ("telegram", trouble)], "run-1", new Speech(language, TimeZoneInfo.Utc), SamplePlan.KickOff.AddSeconds(seconds));
}
