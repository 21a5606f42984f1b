using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Events;

namespace MailUpgrade.Core.Reports;

/// <summary>The few lines of the report that fit into a chat.</summary>
public static class ReportSummary
{
    /// <summary>Plain text, one fact a line, the command for the whole document last.</summary>
    /// <inheritdoc cref="NightReport.Of"/>
    public static IReadOnlyList<string> Of(
        IReadOnlyList<Recorded> events, Plan plan, Fleet fleet, Team team, TimeZoneInfo zone, string language)
    {
        var night = ReportNight.Of(events, plan, fleet, team, zone, language);
        var figures = new[] { FrontFigures.Down(night), FrontFigures.Accounts(night), FrontFigures.Unproven(night), FrontFigures.Open(night) };
        return [
            PlainText.Of(OutcomeSentence.Of(night)),
            .. figures.Select(f => PlainText.Of($"{f.Label}: {f.Text}.")),
            night.Say.Say($"The whole report: mailupgrade report {night.State.Id}", $"Laporan lengkap: mailupgrade report {night.State.Id}")];
    }
}
