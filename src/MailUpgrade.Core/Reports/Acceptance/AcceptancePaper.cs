using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Reports.Pages;
using MailUpgrade.Core.Runs.Events;

namespace MailUpgrade.Core.Reports.Acceptance;

/// <summary>
/// The paper that both sides sign: one page in front, the deed (<i>Berita Acara</i>), and the report as annexes. From the journal alone:
/// the same journal and copies give the same bytes.
/// </summary>
public static class AcceptancePaper
{
    /// <summary>As Markdown.</summary>
    /// <param name="events">The whole journal of the run, in order.</param>
    /// <param name="plan">The run's own copy.</param>
    /// <param name="fleet">The run's own copy.</param>
    /// <param name="team">The run's own copy.</param>
    /// <param name="zone">Zone of the plan.</param>
    /// <param name="language"><c>id</c> or <c>en</c>; any other tag reads English.</param>
    /// <param name="headHash">Hash of the last entry.</param>
    /// <param name="pack">The run's own copy; null: its rows of the aftercare are left out.</param>
    /// <param name="explains">With each figure the entries that it was computed from; such a paper is for reading, not for signing.</param>
    /// <exception cref="ArgumentException">The journal is empty or does not begin with a run.</exception>
    public static string Markdown(
        IReadOnlyList<Recorded> events, Plan plan, Fleet fleet, Team team, TimeZoneInfo zone, string language, string headHash,
        bool explains = false, Pack? pack = null) =>
        Page(ReportNight.Of(events, plan, fleet, team, zone, language) with { Pack = pack, Explains = explains }, headHash).ToString();

    /// <summary>As one HTML file made for print on A4; nothing in it is loaded from anywhere and it has no script.</summary>
    /// <inheritdoc cref="Markdown"/>
    public static string Html(
        IReadOnlyList<Recorded> events, Plan plan, Fleet fleet, Team team, TimeZoneInfo zone, string language, string headHash,
        bool explains = false, Pack? pack = null)
    {
        var night = ReportNight.Of(events, plan, fleet, team, zone, language) with { Pack = pack, Explains = explains };
        return HtmlPage.Of(
            $"{Deed.Kind(night)}: {Words.Of(night.Say.Say(plan.Title))}", night.Say.Language,
            night.Say.Say($"Run {Words.Code(night.State.Id)}, journal head {Words.Code(headHash)}", $"Run {Words.Code(night.State.Id)}, kepala jurnal {Words.Code(headHash)}"),
            Page(night, headHash).Blocks);
    }

    private static ReportPage Page(ReportNight night, string headHash)
    {
        var page = new ReportPage();
        Summary.Write(night, page);
        page.NewSheet();
        Deed.Write(night, headHash, page);
        page.NewSheet().Title(night.Say.Say("Annexes", "Lampiran"));
        NightReport.WriteAnnexes(night, headHash, page);
        return page;
    }
}
