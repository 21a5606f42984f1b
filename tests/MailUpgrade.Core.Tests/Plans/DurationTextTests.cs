using MailUpgrade.Core.Plans;
using Xunit;

namespace MailUpgrade.Core.Tests.Plans;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("90s", 90)]
    [InlineData("30m", 1800)]
    [InlineData("3h", 10800)]
    [InlineData("1h30m", 5400)]
    [InlineData("1d2h3m4s", 93784)]
    [InlineData("0m", 0)]
    public void A_duration_is_read(string text, int seconds)
    {
        Assert.True(DurationText.TryParse(text, out var length));
        Assert.Equal(TimeSpan.FromSeconds(seconds), length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("m")]
    [InlineData("30m1h")]
    [InlineData("30m30m")]
    [InlineData("-5m")]
    [InlineData("1.5h")]
    [InlineData("30 m")]
    [InlineData("99999999h")]
    public void What_is_no_duration_is_refused(string text) => Assert.False(DurationText.TryParse(text, out _));

    [Theory]
    [InlineData(5400, "1h30m", "1 h 30 min", "1 jam 30 menit")]
    [InlineData(45, "45s", "45 s", "45 detik")]
    [InlineData(0, "0m", "0 s", "0 detik")]
    [InlineData(7200, "2h", "2 h", "2 jam")]
    public void A_duration_is_written_for_files_and_for_people(int seconds, string file, string english, string indonesian)
    {
        var length = TimeSpan.FromSeconds(seconds);

        Assert.Equal((file, english, indonesian), (DurationText.Of(length), DurationText.ForPeople(length, "en"), DurationText.ForPeople(length, "id")));
    }
}
