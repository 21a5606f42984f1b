using MailUpgrade.Service.Drills.Play;
using Xunit;

namespace MailUpgrade.Service.Tests.Drills;

public sealed class LinePlayerTests
{
    [Theory]
    [InlineData("2018-12-29T18:00:00+07:00", "22:50", "2018-12-29T22:50:00+07:00")]
    [InlineData("2018-12-29T23:30:00+07:00", "00:20", "2018-12-30T00:20:00+07:00")]
    [InlineData("2018-12-29T22:55:00+07:00", "22:50", "2018-12-29T22:55:00+07:00")]
    [InlineData("2018-12-29T23:00:00+07:00", "22:50", "2018-12-29T23:00:00+07:00")]
    [InlineData("2018-12-29T23:00:01+07:00", "22:50", "2018-12-30T22:50:00+07:00")]
    [InlineData("2018-12-30T00:05:00+07:00", "23:58", "2018-12-30T00:05:00+07:00")]
    public void A_time_of_day_is_the_next_one_and_ten_minutes_past_count_as_now(string now, string time, string expected)
    {
        var instant = LinePlayer.Instant(
            DateTimeOffset.Parse(now), TimeOnly.Parse(time), TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta"));
        Assert.Equal(DateTimeOffset.Parse(expected), instant);
    }

    [Theory]
    [InlineData("/go", "go", true)]
    [InlineData("/retry upgrade-store/mbs3", "retry", true)]
    [InlineData("/retry upgrade-store/mbs3", "retry upgrade-store/mbs3", true)]
    [InlineData("/goodbye", "go", false)]
    [InlineData("/confirm /rollback", "rollback", false)]
    [InlineData("/confirm /rollback", "confirm", true)]
    public void A_button_is_known_by_the_word_of_its_command(string command, string word, bool carries) =>
        Assert.Equal(carries, new DrillButton("b", "text", command).Carries(word));
}
