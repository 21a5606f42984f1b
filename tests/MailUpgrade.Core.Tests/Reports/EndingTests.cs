using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Core.Tests.Chat;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Reports;

/// <summary>Every way in which a night can end or stand has its sentence, first on the page.</summary>
public sealed class EndingTests
{
    public static TheoryData<string, string, string> Endings => new()
    {
        { "clean", "✔ Signed off 23:00, 7 h 00 min before the window closes: Sample night is done, version 2.0, accepted by client-it 23:00.", "✔ Disetujui 23:00, 7 jam 0 menit sebelum batas waktu: Sample night (id) selesai, versi 2.0, diterima client-it 23:00." },
        { "rollback", "✔ Rolled back 23:52, 6 h 08 min before the window closes: the upgrade was not done, the way back to 1.0 is. Reason: “too late”.", "✔ Rollback selesai 23:52, 6 jam 8 menit sebelum batas waktu: upgrade tidak jadi, cluster dikembalikan ke 1.0. Alasan: “too late”." },
        { "rejected", "✖ Not accepted: closed 23:00 by supervisor after the client's “mail is missing”. Nothing was taken back.", "✖ Tidak diterima: ditutup 23:00 oleh supervisor setelah klien menyatakan “mail is missing”. Tidak ada yang dikembalikan." },
        { "aborted", "✖ Aborted 23:52 by supervisor in “stores”: “going on by hand”. Nothing was taken back.", "✖ Dihentikan 23:52 oleh supervisor di “stores (id)”: “going on by hand”. Tidak ada yang dikembalikan." },
        { "nobody-said-go", "✖ No start 2018-12-29 23:00: no GO by then. The doors were never closed and nothing was upgraded.", "✖ Tidak mulai 2018-12-29 23:00: tidak ada GO sampai saat itu. Akses tidak pernah ditutup dan tidak ada yang di-upgrade." },
        { "plan-edited", "✖ No start 2018-12-29 23:00: the permit did not hold at the instant (the plan file was changed).", "✖ Tidak mulai 2018-12-29 23:00: izin tidak lolos pemeriksaan saat itu (file plan berubah)." },
        { "no-go", "⏸ Not begun: planned for 2018-12-29 23:00, no GO yet.", "⏸ Belum mulai: direncanakan 2018-12-29 23:00, belum ada GO." },
        { "rescheduled", "⏸ Not begun: planned for 2019-01-05 23:00, no GO yet.", "⏸ Belum mulai: direncanakan 2019-01-05 23:00, belum ada GO." },
        { "failed", "⏸ Not over: paused since 23:52 in “stores”; upgrade-store/mbs3 failed.", "⏸ Belum selesai: berhenti sementara sejak 23:52 di “stores (id)”; upgrade-store/mbs3 gagal." },
        { "unknown", "⏸ Not over: paused since 23:52 in “stores”; upgrade-store/mbs3 is unknown.", "⏸ Belum selesai: berhenti sementara sejak 23:52 di “stores (id)”; upgrade-store/mbs3 belum jelas." },
        { "window", "the window is closed.", "batas waktu sudah lewat." },
        { "overdue", "● Not over: the night is running in “stores”.", "● Belum selesai: malam ini masih berjalan di “stores (id)”." },
    };

    [Theory]
    [MemberData(nameof(Endings))]
    public void Every_ending_has_its_sentence(string night, string english, string indonesian)
    {
        Assert.Contains(english, First(Nights.All[night](), "en"), StringComparison.Ordinal);
        Assert.Contains(indonesian, First(Nights.All[night](), "id"), StringComparison.Ordinal);
    }

    [Fact]
    public void Going_back_over_open_doors_says_how_much_mail_it_cost()
    {
        var plan = ReportNights.Files.Plan;
        var count = plan.Rollback.Steps[1] with { Id = "count", With = new Dictionary<string, string> { ["counts"] = "loss" } };
        var night = new PureNight(files: ReportNights.Files with { Plan = plan with { Rollback = plan.Rollback with { Steps = [count, .. plan.Rollback.Steps] } } }).KickedOff();
        night.Outcome = s => s.Name.StartsWith("open-doors", StringComparison.Ordinal) ? null : "succeeded";
        night.Drive();
        night.Accept();
        night.Drive();
        Assert.DoesNotContain("lost by going back", ReportNights.Report(night), StringComparison.Ordinal);
        night.Go();
        night.StartWork();
        night.Rollback("supervisor");
        night.Submit(new Observe("loss:1", [new LossCounted(7, 1, ["mbs2"])]));
        night.Rollback("client-it");
        night.Outcome = _ => "succeeded";
        night.Drive();
        Assert.Equal(RunStatus.RolledBack, night.State.Status);
        Assert.Contains("- **Mail lost by going back:** 7 messages of 1 account that came since the doors opened, counted 23:", ReportNights.Report(night), StringComparison.Ordinal);
        Assert.Contains(" and shown before the second name; not counted: mbs2\n  - 2", ReportNights.Report(night), StringComparison.Ordinal);
        Assert.Matches("Mail lost by going back.*not counted: mbs2; 2[0-9]:", AcceptancePaperTests.Markdown(night, "en")); // what each host counted stands in no annex
        Assert.Contains("- **Email hilang karena rollback:** 7 email dari 1 akun", ReportNights.Report(night, "id"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_practice_night_says_that_no_production_host_was_touched() =>
        Assert.EndsWith("This was practice on fleet sample: no production host was touched.**", First(ReportNights.Clean("practice"), "en"), StringComparison.Ordinal);

    [Fact]
    public void A_rehearsal_says_so() =>
        Assert.EndsWith("Ini gladi di fleet sample: host produksi tidak disentuh.**", First(ReportNights.Clean("rehearsal"), "id"), StringComparison.Ordinal);

    [Fact]
    public void A_sealed_permit_is_told_with_its_giver() =>
        Assert.Equal("**⏸ Not begun: GO sealed by Budi, starts 2018-12-29 23:00.**", First(ReportNights.BeforeKickOff(), "en"));

    [Fact]
    public void A_night_aborted_before_kick_off_never_closed_the_doors()
    {
        var night = ReportNights.BeforeKickOff();
        night.Say(id => new Abort(id, "supervisor", "web", null, "storm"));
        Assert.Equal("**✖ Aborted before kick-off, 19:06 by Budi: “storm”. The doors were never closed.**", First(night, "en"));
    }

    [Theory]
    [MemberData(nameof(Nights.Everywhere), MemberType = typeof(Nights))]
    public void An_open_run_says_that_this_is_no_final_report_and_an_ended_one_does_not(string name, string language)
    {
        var night = Nights.All[name]();
        var words = language == "id" ? "Ini belum laporan akhir." : "It is no final report.";
        Assert.Equal(!night.State.HasEnded, ReportNights.Report(night, language).Contains(words, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Nights.Everywhere), MemberType = typeof(Nights))]
    public void The_chat_gets_the_same_sentence_and_where_the_rest_is(string name, string language)
    {
        var night = Nights.All[name]();
        var lines = ReportNights.Summary(night, language);
        Assert.Equal(6, lines.Count);
        Assert.Equal(First(night, language).Trim('*').Replace("\\", "", StringComparison.Ordinal), lines[0]);
        Assert.EndsWith("mailupgrade report run-1", lines[^1], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.DoesNotContain('\n', line));
    }

    private static string First(PureNight night, string language) => ReportNights.Report(night, language).Split('\n').Skip(2)
        .First(l => l.Length > 0 && !l.StartsWith("**Break-glass", StringComparison.Ordinal));
}
