using MailUpgrade.Core.Reports;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Tests.Chat;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Reports;

public sealed class NightReportTests
{
    [Theory]
    [InlineData("en")]
    [InlineData("id")]
    public void A_clean_night_reads_as_approved(string language) =>
        Approved.Equal(ReportNights.Report(ReportNights.Clean(), language), $"CleanNight.{language}.md");

    [Theory]
    [InlineData("en")]
    [InlineData("id")]
    public void A_night_that_went_back_reads_as_approved(string language)
    {
        var night = ReportNights.Failed();
        night.Retry("mbs3");
        ReportNights.Pace(night);
        night.Now = night.Now.AddMinutes(4);
        night.Rollback("executor");
        night.Now = night.Now.AddMinutes(2);
        night.Rollback("supervisor");
        ReportNights.Pace(night);
        Approved.Equal(ReportNights.Report(night, language, explains: true), $"RolledBack.{language}.md");
    }

    [Theory]
    [InlineData("en")]
    [InlineData("id")]
    public void A_night_with_an_older_backup_says_so_and_reads_as_approved(string language) =>
        Approved.Equal(ReportNights.Report(ReportNights.WithOlderBackup(), language), $"OlderBackup.{language}.md");

    [Theory]
    [MemberData(nameof(Nights.Everywhere), MemberType = typeof(Nights))]
    public void The_same_journal_gives_the_same_bytes(string name, string language)
    {
        var night = Nights.All[name]();
        var text = ReportNights.Report(night, language, explains: true);
        Assert.Equal(text, ReportNights.Report(night, language, explains: true));
        var reread = night.Journal.Select(r => r with { Event = EventCatalog.Read(EventCatalog.KindOf(r.Event), EventCatalog.BodyOf(r.Event, r.CommandId)).Event });
        Assert.Equal(text, NightReport.Of(
            [.. reread], night.Files.Plan, night.Files.Fleet, night.Files.Team, TimeZoneInfo.FindSystemTimeZoneById(SamplePlan.Zone), language, ReportNights.Head, true));
    }

    [Theory]
    [MemberData(nameof(Nights.Everywhere), MemberType = typeof(Nights))]
    public void Every_table_row_has_the_cells_of_its_head(string name, string language)
    {
        foreach (var block in ReportNights.Report(Nights.All[name](), language).Split("\n\n").Where(b => b.StartsWith('|')))
        {
            var cells = block.TrimEnd('\n').Split('\n').Select(row => row.Replace("\\|", "", StringComparison.Ordinal).Count(c => c == '|'));
            Assert.Single(cells.Distinct());
        }
    }

    [Fact]
    public void Decisions_bear_names_roles_and_words()
    {
        var night = ReportNights.Failed();
        night.Say(id => new Rollback(id, "executor", "web", null, "mbs3 will not come up"));
        night.Rollback("supervisor");
        var report = ReportNights.Report(night);
        Assert.Contains("| 18:06 | Budi | supervisor | GO sealed for 2018-12-29 23:00: plan `plan…`, fleet `flee…` |  |", report, StringComparison.Ordinal);
        Assert.Contains("| Ayu | executor | Rollback: first name | “mbs3 will not come up” |", report, StringComparison.Ordinal);
        Assert.Contains("| Ayu and Budi | executor, supervisor | Rollback: decided by two names | “too late” |", report, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_left_out_shows_both_names_and_what_it_costs_in_the_readers_language()
    {
        var night = ReportNights.Failed();
        night.Skip("executor", "mbs3");
        night.Skip("supervisor", "mbs3");
        var report = ReportNights.Report(night, "id");
        Assert.Contains("| Ayu dan Budi | executor, supervisor | Melewati upgrade-store/mbs3: diputuskan dua nama | “why not” It stays on the old version. (id) |", report, StringComparison.Ordinal);
        Assert.Contains("- upgrade-store/mbs3 dilewati: It stays on the old version. (id)", report, StringComparison.Ordinal);
        Assert.Contains("- Susulkan upgrade-store/mbs3 yang dilewati.", report, StringComparison.Ordinal);
    }

    [Fact]
    public void What_failed_stands_beside_what_was_done_and_how_that_ended()
    {
        var night = ReportNights.Failed();
        night.Outcome = _ => "succeeded";
        night.Retry("mbs3");
        ReportNights.Pace(night);
        Assert.Contains(
            "| 23:30 | upgrade-store/mbs3 | ✖ failed: upgrade-store/mbs3 failed | retry, Ayu, 23:30 → ✔ done 23:36 |", ReportNights.Report(night),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_question_that_a_person_answered_is_shown_with_answer_and_name()
    {
        var night = Nights.Prompt();
        night.Say(id => new AnswerPrompt(id, "executor", "web", null, "mbs3", ""));
        night.Say(id => new AnswerPrompt(id, "supervisor", "web", null, "mbs3", ""));
        Assert.Contains(
            "| upgrade-store/mbs3 | “Do you wish to continue without a backup? \\[N\\]” | (Enter alone) | executor and supervisor, 23:00 |", ReportNights.Report(night),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Refusals_are_counted_by_code_with_who_and_what()
    {
        var night = ReportNights.Clean();
        Assert.Contains("| `not-allowed` | 1 | Ayu `/go` 18:06 |", ReportNights.Report(night), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_difference_between_accounts_has_its_line_and_stays_to_explain()
    {
        var night = ReportNights.BeforeKickOff();
        night.Outcome = s => s.Name == "take-compare" || s.Name == "take-baseline" ? null : "succeeded";
        night.Now = SamplePlan.KickOff;
        ReportNights.Pace(night, "a@example.co.id Inbox: before 12, after 11", "b@example.co.id Sent: before 3, after 0");
        var report = ReportNights.Report(night);
        Assert.Contains("| 23:36 | compared with the baseline | 60 | 600 | 2 | `81391727de8d…` |", report, StringComparison.Ordinal);
        Assert.Contains("- a@example.co.id Inbox: before 12, after 11\n- b@example.co.id Sent: before 3, after 0\n", report, StringComparison.Ordinal);
        Assert.Contains("- 2 differences between accounts before and after to explain.", report, StringComparison.Ordinal);
        Assert.Contains("- take-compare failed and stands so: 2 differences", report, StringComparison.Ordinal);
    }

    [Fact]
    public void A_check_that_only_warned_is_not_proven()
    {
        var night = new PureNight(files: ReportNights.Files) { Outcome = s => s.Name == "look/mbs2" ? null : "succeeded" };
        night.Precheck();
        night.Drive();
        night.Submit(new EndStep("end:mbs2", new StepEnded("look/mbs2", 1, "succeeded", "warn", 1, "WARNING - 81 % of /opt is used", false), []));
        Assert.Contains("- look/mbs2 passed with a warning: WARNING - 81 % of /opt is used", ReportNights.Report(night), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bot_that_was_away_is_told_with_the_time_it_was_away() => Assert.Contains(
        "the bot was away, last entry 23:00, back 23:22; 2 steps in flight were asked by their tickets", ReportNights.Report(Nights.BotAway()), StringComparison.Ordinal);

    [Fact]
    public void Foreign_words_never_format_the_page()
    {
        const string nasty = "# hi | <script>x</script> `c` **b** [a](http://x) ![i](y)\n- z \u202Egnp\u0007 $x$ ~~s~~ &lt;";
        var night = ReportNights.BeforeKickOff();
        night.Say(id => new AddNote(id, "observer", "web", null, nasty));
        night.Say(id => new OpenIssue(id, "executor", "web", null, nasty, false));
        night.Say(id => new NoGo(id, "supervisor", "web", null, nasty));
        var report = ReportNights.Report(night);
        const string shown = "# hi \\| \\<script\\>x\\</script\\> \\`c\\` \\*\\*b\\*\\* \\[a\\](http://x) !\\[i\\](y) - z gnp \\$x\\$ \\~\\~s\\~\\~ \\&lt;";
        Assert.Contains($"Citra: “{shown.Insert(0, "\\")}”", report, StringComparison.Ordinal);
        Assert.Contains($"| 2 | {shown.Insert(0, "\\")} |", report, StringComparison.Ordinal);
        Assert.DoesNotContain(report, c => c is '\u202E' or '\u0007');
        Assert.DoesNotContain("<script", report.Replace("\\<script", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_figure_of_the_front_page_names_entries_that_exist()
    {
        var night = ReportNights.Clean();
        var front = ReportNights.Report(night, explains: true).Split("\n## ")[0].Split('\n');
        var figures = front.Count(l => l.StartsWith("- **", StringComparison.Ordinal));
        var small = front.Where(l => l.StartsWith("  <small>", StringComparison.Ordinal)).ToList();
        Assert.Equal(11, figures);
        Assert.Equal(figures, small.Count);
        var seqs = small.SelectMany(l => System.Text.RegularExpressions.Regex.Matches(l.Replace("</small>", "", StringComparison.Ordinal), "\\d+")).Select(m => long.Parse(m.Value, System.Globalization.CultureInfo.InvariantCulture));
        Assert.All(seqs, seq => Assert.InRange(seq, 1, night.Journal.Count));
        var kickedOff = night.Journal.Single(r => r.Event is KickedOff).Seq;
        var opened = night.Journal.Single(r => r.Event is PhaseEnded { Phase: "open-doors" }).Seq;
        Assert.Contains($"  <small>from journal seq {kickedOff}, {opened}</small>", small);
    }

    [Fact]
    public void A_journal_without_a_run_is_no_report() =>
        Assert.Throws<ArgumentException>(() => NightReport.Of(
            [], SamplePlan.Plan(), SamplePlan.Fleet(), SamplePlan.Team(), TimeZoneInfo.Utc, "en", ReportNights.Head));
}
