using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Sampling;
using Xunit;

namespace MailUpgrade.Core.Tests.Sampling;

public sealed class DifferenceTextsTests
{
    private static readonly Speech En = new("en", TimeZoneInfo.Utc);
    private static readonly Speech Id = new("id", TimeZoneInfo.Utc);

    [Fact]
    public void Every_code_of_a_difference_and_of_a_cause_has_words_in_both_languages()
    {
        foreach (var code in FindingCodes.All)
        {
            Assert.NotEqual(code, DifferenceTexts.What(code, En) is var en && en == code && !code.Contains('-', StringComparison.Ordinal) ? "" : en);
            Assert.NotEqual("", DifferenceTexts.What(code, Id));
        }
        Assert.All(FindingCodes.Causes, code => Assert.NotEqual(DifferenceTexts.Cause(code, En), DifferenceTexts.Cause(code, Id)));
        Assert.All(FindingCodes.Causes, code => Assert.Contains(' ', DifferenceTexts.Cause(code, En)));
    }

    [Fact]
    public void An_account_that_could_not_be_judged_is_not_called_compared()
    {
        var sampled = new Sampled("compare", "h", 66, 600, [], []) { Unjudged = ["a@x: refused for rate", "b@x: refused for rate", "mbs1 volume hsm: HTTP 404"] };
        Assert.Equal("64 of 600 accounts compared: 0 differences. 2 more could not be judged.", SampleTexts.Compared(sampled, En));
        Assert.Equal("64 dari 600 akun dibandingkan: 0 perbedaan. 2 lagi belum bisa dinilai.", SampleTexts.Compared(sampled, Id));
    }

    [Theory]
    [InlineData("budi.santoso@example.co.id", "bu…@example.co.id")]
    [InlineData("a@x", "a…@x")]
    [InlineData("item 300 of siti@example.co.id mail.NO_SUCH_BLOB", "item 300 of si…@example.co.id mail.NO_SUCH_BLOB")]
    [InlineData("mbs6 volume far-s3", "mbs6 volume far-s3")]
    public void Addresses_are_masked_in_chat(string text, string masked) => Assert.Equal(masked, DifferenceTexts.Masked(text));
}
