using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Events;

namespace MailUpgrade.Core.Reports;

/// <summary>The report of a run as Markdown, from its journal alone: the same journal and copies give the same bytes.</summary>
public static class NightReport
{
    /// <summary>Writes it. Works for every ending and for a run that is still open, which it says.</summary>
    /// <param name="events">The whole journal of the run, in order.</param>
    /// <param name="plan">The run's own copy, bound by the hash in the journal.</param>
    /// <param name="fleet">The run's own copy.</param>
    /// <param name="team">The run's own copy.</param>
    /// <param name="zone">Zone of the plan.</param>
    /// <param name="language"><c>en</c> or <c>id</c>; any other tag reads English.</param>
    /// <param name="headHash">Hash of the last entry.</param>
    /// <param name="pack">The run's own copy; null: its rows of the aftercare are left out.</param>
    /// <param name="explains">With each figure the entries that it was computed from.</param>
    /// <exception cref="ArgumentException">The journal is empty or does not begin with a run.</exception>
    public static string Of(
        IReadOnlyList<Recorded> events, Plan plan, Fleet fleet, Team team, TimeZoneInfo zone, string language, string headHash,
        bool explains = false, Pack? pack = null)
    {
        var night = ReportNight.Of(events, plan, fleet, team, zone, language) with { Pack = pack, Explains = explains };
        var page = new ReportPage();
        FrontPage.Write(night, page);
        WriteAnnexes(night, headHash, page);
        return page.ToString();
    }

    /// <summary>All that stands behind the front page.</summary>
    internal static void WriteAnnexes(ReportNight night, string headHash, ReportPage page)
    {
        Timeline.Write(night, page);
        Decisions.Write(night, page);
        RefusedCommands.Write(night, page);
        Troubles.Write(night, page);
        Prompts.Write(night, page);
        Evidence.Write(night, page);
        Samples.Write(night, page);
        ShadowPage.Write(night, page);
        IssuesAndNotes.Write(night, page);
        NotProven.Write(night, page);
        Customs.Write(night, page);
        Aftercare.Write(night, page);
        JournalEnd.Write(night, headHash, page);
    }
}
