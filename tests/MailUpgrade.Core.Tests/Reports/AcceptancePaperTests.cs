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

    private static string Markdown(PureNight night, string language, Team? team = null) => AcceptancePaper.Markdown(
        night.Journal, night.Files.Plan, night.Files.Fleet, team ?? night.Files.Team, TimeZoneInfo.FindSystemTimeZoneById(night.Files.Plan.Zone), language, ReportNights.Head);

    private static string Html(PureNight night, string language) => AcceptancePaper.Html(
        night.Journal, night.Files.Plan, night.Files.Fleet, night.Files.Team, TimeZoneInfo.FindSystemTimeZoneById(night.Files.Plan.Zone), language, ReportNights.Head);
}
