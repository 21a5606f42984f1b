using MailUpgrade.Core.Chat.Views;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.Rules;

namespace MailUpgrade.Core.Chat.Texts;

/// <summary>Words about decisions that need two names.</summary>
internal static class DecidedTexts
{
    public static IEnumerable<string> Proposed(Moment m, DecisionProposed e, string forRole)
    {
        var (what, command) = (e.Decision, "/" + e.Decision);
        yield return FirstLine.Of(
            m.Say.Say("⏸ Second name needed: ", "⏸ Butuh nama kedua: "), what.Replace("skip ", m.Say.Say("skip ", "lewati "), StringComparison.Ordinal), $", {m.Clock}");
        var reason = e.Reason.Length == 0 ? "" : ": " + e.Reason.TrimEnd('.');
        yield return m.Recorded.Actor == RunCommand.Bot
            ? m.Say.Say($"Proposed by the plan, since nobody decided in time{reason}.", $"Diusulkan oleh plan, karena tidak ada keputusan pada waktunya{reason}.")
            : m.Say.Say($"First name: {m.Who}{reason}.", $"Nama pertama: {m.Who}{reason}.");
        yield return m.Say.Say(
            $"Waiting for {m.People(forRole)}: {command} says the same. Until then nothing of it is done.",
            $"Menunggu {m.People(forRole)}: {command} dengan perintah yang sama. Sebelum itu tidak ada yang dijalankan.");
        yield return e.Decision == "rollback" ? ChoiceTexts.Rollback(m)
            : Facts.StepOf(m.Plan, e.Decision[(e.Decision.IndexOf(' ', StringComparison.Ordinal) + 1)..])?.Skip is { } skip
                ? m.Say.Say($"What it costs: {skip.Consequence.En}", $"Akibatnya: {skip.Consequence.Id}") : "";
    }

    public static IEnumerable<string> Rollback(Moment m, RollbackDecided e)
    {
        var hosts = m.Say.Number(m.Scene.Fleet.Hosts.Count);
        yield return m.Say.Say($"● Rolling back {hosts} hosts since {m.Clock}", $"● Rollback {hosts} host mulai {m.Clock}");
        yield return e.Reason.Length == 0 ? "" : m.Say.Say($"Reason: {e.Reason}", $"Alasan: {e.Reason}");
        var running = m.After.InFlight.Select(x => x.Name).Order(StringComparer.Ordinal).ToList();
        yield return running.Count == 0 ? ""
            : m.Say.Say($"First these come to their end: {string.Join(", ", running)}.", $"Yang ini diselesaikan dulu: {string.Join(", ", running)}.");
        yield return m.Say.Say(
            $"Target: {m.Plan.FromVersion} on every host. Planned about {m.Say.Span(m.Plan.Guidance.Length)}, then checks of about {m.Say.Span(m.Plan.Guidance.Recheck)}.",
            $"Tujuan: {m.Plan.FromVersion} di semua host. Rencana sekitar {m.Say.Span(m.Plan.Guidance.Length)}, lalu pengecekan sekitar {m.Say.Span(m.Plan.Guidance.Recheck)}.");
    }
}
