using System.Xml.Linq;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Reports.Acceptance;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Tests.Chat;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Reports;

public sealed class AcceptancePaperTests
{
    [Theory]
    [InlineData("en")]
    [InlineData("id")]
    public void The_paper_of_a_signed_off_night_reads_as_approved(string language) =>
        Approved.Equal(Markdown(ReportNights.Clean(), language), $"Paper.{language}.md");

    [Theory]
    [InlineData("en")]
    [InlineData("id")]
    public void The_paper_of_a_night_with_an_older_backup_reads_as_approved(string language) =>
        Approved.Equal(Markdown(ReportNights.WithOlderBackup(), language), $"OlderBackupPaper.{language}.md");

    [Theory]
    [MemberData(nameof(Nights.Everywhere), MemberType = typeof(Nights))]
    public void Every_night_gives_well_formed_html_and_the_same_bytes_again(string name, string language)
    {
        var night = Nights.All[name]();
        var html = Html(night, language);

        Assert.Equal(html, Html(night, language));
        var body = XElement.Parse(html[html.IndexOf("<body>", StringComparison.Ordinal)..html.IndexOf("</html>", StringComparison.Ordinal)]
            .Replace("<br>", "<br/>", StringComparison.Ordinal).Replace("<hr class=\"sheet\">", "<hr/>", StringComparison.Ordinal).Replace("&nbsp;", " ", StringComparison.Ordinal));
        Assert.Equal(3, body.Elements("h1").Count());
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("http", html, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("clean", "Certificate of Acceptance and Handover")]
    [InlineData("rejected", "Record of Work, not accepted")]
    [InlineData("rollback", "Record of Work, rolled back")]
    [InlineData("aborted", "Record of Work, stopped")]
    [InlineData("failed", "Draft, the night is not over")]
    public void Only_a_signed_off_night_is_an_acceptance(string name, string title)
    {
        var paper = Markdown(Nights.All[name](), "en");
        Assert.Contains("# " + title + "\n", paper, StringComparison.Ordinal);
        Assert.Equal(name == "clean", paper.Contains("accepts the work", StringComparison.Ordinal) && !paper.Contains("does not accept", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("practice", "Record of a Practice, no acceptance")]
    [InlineData("rehearsal", "Record of a Rehearsal, no acceptance")]
    public void A_night_that_was_not_production_is_no_acceptance(string mode, string title) =>
        Assert.Contains("# " + title + "\n", Markdown(ReportNights.Clean(mode), "en"), StringComparison.Ordinal);

    [Fact]
    public void What_somebody_wrote_never_becomes_a_tag()
    {
        var night = ReportNights.BeforeKickOff();
        night.Say(id => new AddNote(id, "observer", "web", null, "<script>alert(1)</script> **x** `y` & \"z\" <small>"));
        var html = Html(night, "en");
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt; **x** `y` &amp; &quot;z&quot; &lt;small&gt;", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_items_have_their_owner()
    {
        var night = ReportNights.BeforeKickOff();
        night.Say(id => new OpenIssue(id, "executor", "web", null, "logo of the login page", false));
        var paper = Markdown(night, "en");
        Assert.Contains("| Issue 2: logo of the login page | Ayu |", paper, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_parties_there_are_lines_to_fill_in_by_hand_and_with_them_their_names()
    {
        Assert.Contains("| I | Budi | \\_", Markdown(ReportNights.Clean(), "en"), StringComparison.Ordinal);
        var team = ReportNights.Files.Team;
        var named = team with
        {
            People = [.. team.People.Select(p => p with { Position = "Lead of " + p.Id })],
            Parties = new Parties(new Party("PT Satu", "Jakarta", "executor"), new Party("PT Dua", "", null)),
        };
        var paper = Markdown(ReportNights.Clean(), "id", named);
        Assert.Contains("| I | Ayu | Lead of executor | PT Satu, Jakarta | **Pihak Pertama** |", paper, StringComparison.Ordinal);
        Assert.Contains("| II | Dewi | Lead of client-it | PT Dua | **Pihak Kedua** |", paper, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("clean")]
    [InlineData("rollback")]
    [InlineData("failed")]
    public void Each_figure_of_the_page_in_front_is_explained_by_entries_and_each_decision_carries_its_own(string name)
    {
        var night = name == "clean" ? ReportNights.Clean() : Nights.All[name]();
        var front = Markdown(night, "en").Split("\n---\n")[0].Split('\n');
        var explained = ReportNights.Report(night, "en", explains: true).Split("\n## ")[0].Split('\n').ToList();
        var figures = front.Where(l => l.StartsWith("| **", StringComparison.Ordinal)).Select(l => l.Trim('|', ' ').Split(" | ", 2)).ToList();
        Assert.True(figures.Count >= 9);
        foreach (var figure in figures)
        {
            var at = explained.FindIndex(l => l.StartsWith($"- {figure[0][..^2]}:** {figure[1]}", StringComparison.Ordinal));
            Assert.True(at >= 0, $"'{figure[0]} {figure[1]}' is on the paper and is not explained");
            Assert.Matches("from (journal seq [0-9]|[0-9]+ journal entries)|no journal entry says otherwise", explained[at + 1]);
        }
        var decided = front.SkipWhile(l => !l.StartsWith("## ", StringComparison.Ordinal)).Where(l => l.StartsWith("| ", StringComparison.Ordinal)).Skip(2).ToList();
        Assert.NotEmpty(decided);
        Assert.All(decided, l => Assert.InRange(long.Parse(l.Trim('|', ' ').Split('|')[^1], System.Globalization.CultureInfo.InvariantCulture), 1, night.Journal.Count));
    }

    [Theory]
    [InlineData("clean")]
    [InlineData("rollback")]
    [InlineData("failed")]
    public void Every_row_of_the_annexes_that_has_times_or_counts_tells_its_entries_where_that_is_asked(string name)
    {
        var night = name == "clean" ? ReportNights.Clean() : Nights.All[name]();
        var plain = Markdown(night, "en").Split('\n');
        var explained = Markdown(night, "en", explains: true).Split('\n');
        Assert.Equal(plain.Length, explained.Length);
        var traced = 0;
        foreach (var (row, with) in plain.Zip(explained).Where(l => l.First.StartsWith("| ", StringComparison.Ordinal) && l.Second != l.First))
        {
            var start = row.TrimEnd('|', ' ');
            Assert.StartsWith(start, with, StringComparison.Ordinal);
            var from = with[start.Length..];
            traced += System.Text.RegularExpressions.Regex.IsMatch(from, "[0-9]") ? 1 : 0;
            Assert.All(
                System.Text.RegularExpressions.Regex.Matches(from, "[0-9]+"),
                m => Assert.InRange(int.Parse(m.Value, System.Globalization.CultureInfo.InvariantCulture), 1, night.Journal.Count));
        }
        foreach (var heading in new[] { "## Planned and actual", "## Decisions", "## Backups and snapshots" })
        {
            Assert.EndsWith("| Journal |", explained.SkipWhile(l => l != heading).First(l => l.StartsWith("| ", StringComparison.Ordinal)), StringComparison.Ordinal);
        }
        Assert.True(traced >= 15, $"{traced} rows");
    }

    [Fact]
    public void Snapshot_sets_have_the_date_on_which_they_go()
    {
        var night = ReportNights.Clean();
        Assert.Contains("| 5 January 2019 | Snapshot set ", Markdown(night, "en"), StringComparison.Ordinal);
        var sooner = AcceptancePaper.Markdown(
            night.Journal, night.Files.Plan with { KeepSnapshotsDays = 3 }, night.Files.Fleet, night.Files.Team,
            TimeZoneInfo.FindSystemTimeZoneById(night.Files.Plan.Zone), "id", ReportNights.Head);
        Assert.Contains("| 1 Januari 2019 | Set snapshot ", sooner, StringComparison.Ordinal);
    }

    internal static string Markdown(PureNight night, string language, Team? team = null, bool explains = false) => AcceptancePaper.Markdown(
        night.Journal, night.Files.Plan, night.Files.Fleet, team ?? night.Files.Team, TimeZoneInfo.FindSystemTimeZoneById(night.Files.Plan.Zone), language, ReportNights.Head,
        explains);

    private static string Html(PureNight night, string language) => AcceptancePaper.Html(
        night.Journal, night.Files.Plan, night.Files.Fleet, night.Files.Team, TimeZoneInfo.FindSystemTimeZoneById(night.Files.Plan.Zone), language, ReportNights.Head);
}
