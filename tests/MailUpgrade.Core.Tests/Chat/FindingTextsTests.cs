using System.Text.RegularExpressions;
using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Plans;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Chat;

public sealed class FindingTextsTests
{
    private static readonly Pack Known = SamplePlan.Pack() with
    {
        KnownRemedies =
        [
            new(new Regex(@"backup of (\S+) is (\d+) days old"), new("Make one.", "Buat satu."))
            {
                Owner = new("the client's IT", "IT klien"), Says = new("the backup of $1 is $2 days old", "backup $1 sudah $2 hari"),
            },
        ],
    };

    [Fact]
    public void The_same_on_many_hosts_is_one_line_with_what_to_do_and_who()
    {
        var found = Enumerable.Range(1, 13).Select(n => ($"mbs{n}", $"backup of mbs{n} is 9 days old"));
        var text = FindingTexts.Grouped(Known, Speaking("id"), found, 5).ToList();
        Assert.Equal(2, text.Count);
        Assert.StartsWith("13 host: backup", text[0], StringComparison.Ordinal);
        Assert.Equal("→ IT klien: Buat satu.", text[1]);
    }

    [Fact]
    public void One_host_says_its_line_in_the_readers_language() =>
        Assert.Equal("backup mbs1 sudah 9 hari", FindingTexts.Reason(Known, Speaking("id"), "the newest backup of mbs1 is 9 days old (and 2 more)"));

    [Theory]
    [InlineData("mbs1 starts nothing: its owner has laid /etc/mailupgrade.stop: backup of payroll. Ask them; when the file is gone, /retry.", "mbs1 tidak menjalankan apa pun: pemiliknya memasang /etc/mailupgrade.stop: backup of payroll. Tanyakan ke mereka; setelah file itu hilang, /retry.")]
    [InlineData("ended with exit status 3", "berakhir dengan exit status 3")]
    [InlineData("took longer than its time-out and was ended", "melewati batas waktu dan dihentikan")]
    [InlineData("its deadline has passed and it is not waited for any more; the backup may still run", "melewati batas waktu dan tidak ditunggu lagi; backup mungkin masih berjalan")]
    [InlineData("provider old cannot end a backup: it is waited for", "provider old tidak bisa menghentikan backup: tunggu sampai selesai")]
    [InlineData("the program of the attempt before still runs on mbs1", "program dari percobaan sebelumnya masih berjalan di mbs1")]
    [InlineData("the program is gone and left no exit status", "programnya hilang tanpa meninggalkan exit status")]
    [InlineData("3 of 66 accounts could not be judged, first: us…@x: refused for rate", "3 dari 66 akun belum bisa dinilai, pertama: us…@x: refused for rate")]
    [InlineData("1 of 4 probe mails did not come through, first: mta1 to us…@x: late", "1 dari 4 email probe tidak sampai, pertama: mta1 to us…@x: late")]
    public void What_the_bot_itself_says_of_an_end_is_read_in_both_languages(string recorded, string indonesian)
    {
        Assert.Equal(indonesian, FindingTexts.Reason(Known, Speaking("id"), recorded));
        Assert.Equal(recorded, FindingTexts.Reason(Known, Speaking("en"), recorded));
    }

    [Theory]
    [InlineData("en", "2 differences in 66 accounts, gravest: us…@x Inbox, items: before 9, after 7; likely cause: messages are gone")]
    [InlineData("id", "2 perbedaan di 66 akun, terberat: us…@x Inbox, items: before 9, after 7; kemungkinan penyebab: email hilang")]
    public void Differences_between_accounts_say_their_likely_cause_in_words(string language, string said) =>
        Assert.Equal(said, FindingTexts.Reason(Known, Speaking(language), "2 differences in 66 accounts, gravest: us…@x Inbox, items: before 9, after 7; likely cause: messages-lost"));

    [Fact]
    public void A_line_that_the_pack_has_no_words_for_stays_as_it_was_printed() =>
        Assert.Equal(["mbs1: something odd"], FindingTexts.Grouped(Known, Speaking("en"), [("mbs1", "something odd")], 5));

    [Fact]
    public void Addresses_that_a_check_printed_are_masked() =>
        Assert.Equal("not as before: us…@example.co.id INBOX", FindingTexts.Reason(Known, Speaking("en"), "not as before: user0001@example.co.id INBOX"));

    [Fact]
    public void What_does_not_fit_is_counted()
    {
        var found = Enumerable.Range(1, 7).Select(n => ("mbs1", $"thing {n}"));
        Assert.Equal("and 2 more: /findings has all of them.", FindingTexts.Grouped(Known, Speaking("en"), found, 5).Last());
    }

    private static Speech Speaking(string language) => new(language, TimeZoneInfo.Utc);
}
