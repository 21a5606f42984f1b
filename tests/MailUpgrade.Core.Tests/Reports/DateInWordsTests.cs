using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Reports.Acceptance;
using Xunit;

namespace MailUpgrade.Core.Tests.Reports;

public sealed class DateInWordsTests
{
    [Theory]
    [InlineData(0, "nol", "zero")]
    [InlineData(11, "sebelas", "eleven")]
    [InlineData(19, "sembilan belas", "nineteen")]
    [InlineData(20, "dua puluh", "twenty")]
    [InlineData(31, "tiga puluh satu", "thirty-one")]
    [InlineData(100, "seratus", "one hundred")]
    [InlineData(215, "dua ratus lima belas", "two hundred and fifteen")]
    [InlineData(1000, "seribu", "one thousand")]
    [InlineData(1999, "seribu sembilan ratus sembilan puluh sembilan", "one thousand nine hundred and ninety-nine")]
    [InlineData(2018, "dua ribu delapan belas", "two thousand and eighteen")]
    [InlineData(2100, "dua ribu seratus", "two thousand one hundred")]
    public void Numbers_are_written_as_people_say_them(int n, string indonesian, string english)
    {
        Assert.Equal(indonesian, NumberWords.Indonesian(n));
        Assert.Equal(english, NumberWords.English(n));
    }

    [Theory]
    [InlineData(1, "first")]
    [InlineData(12, "twelfth")]
    [InlineData(20, "twentieth")]
    [InlineData(21, "twenty-first")]
    [InlineData(30, "thirtieth")]
    [InlineData(31, "thirty-first")]
    public void Days_are_ordinals_in_English(int day, string words) => Assert.Equal(words, NumberWords.EnglishOrdinal(day));

    [Fact]
    public void The_opening_line_has_day_and_date_in_words_in_the_zone_of_the_plan()
    {
        var at = new DateTimeOffset(2018, 12, 29, 22, 21, 0, TimeSpan.Zero);
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta");
        Assert.Equal(
            "Pada hari ini, Minggu, tanggal tiga puluh bulan Desember tahun dua ribu delapan belas (30-12-2018), pukul 05.21 WIB",
            DateInWords.Of(at, new Speech("id", zone)));
        Assert.Equal(
            "On this day, Sunday, the thirtieth of December in the year two thousand and eighteen (30-12-2018), at 05:21 WIB",
            DateInWords.Of(at, new Speech("en", zone)));
    }
}
