using MailUpgrade.Core.Chat.Views;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.Rules;

namespace MailUpgrade.Core.Chat.Texts;

/// <summary>Words about decisions that need two names.</summary>
internal static class DecidedTexts
{
    public static IEnumerable<string> Proposed(Moment m, DecisionProposed e)
    {
        var names = m.After.Proposals.GetValueOrDefault(e.Decision)?.Names ?? [];
        yield return FirstLine.Of(
            names.Count > 1 ? m.Say.Say("⏸ One more name needed: ", "⏸ Butuh satu nama lagi: ")
                : names.Count == 0 ? m.Say.Say("⏸ Names needed: ", "⏸ Butuh nama: ") : m.Say.Say("⏸ Second name needed: ", "⏸ Butuh nama kedua: "),
            NamedTexts.What(e.Decision, m.Say), $", {m.Clock}");
        var reason = e.Reason.Length == 0 ? "" : ": " + e.Reason.TrimEnd('.');
        var given = m.Say.Both(names.Select(n => m.Say.Name(m.Scene.Team, n)));
        yield return m.Recorded.Actor == RunCommand.Bot
            ? m.Say.Say($"Proposed by the plan, since nobody decided in time{reason}. That is no name.", $"Diusulkan oleh plan, karena tidak ada keputusan pada waktunya{reason}. Itu belum nama.")
            : names.Count > 1 ? m.Say.Say($"Names so far: {given}{reason}.", $"Nama sejauh ini: {given}{reason}.")
            : m.Say.Say($"First name: {m.Who}{reason}.", $"Nama pertama: {m.Who}{reason}.");
        var waiting = NamedTexts.Waiting(e.Decision, m.After, m.Scene, m.Say);
        yield return m.Say.Say(
            $"Waiting for {waiting}: /{e.Decision} says the same. Until then nothing of it is done.",
            $"Menunggu {waiting}: /{e.Decision} dengan perintah yang sama. Sebelum itu tidak ada yang dijalankan.");
        yield return e.Decision == "rollback" ? ChoiceTexts.Rollback(m) : NamedTexts.Cost(e.Decision, m.After, m.Scene, m.Say);
        yield return names.Count == 0 || e.Decision == "go" ? ""
            : m.Say.Say($"The name holds until {m.At(Ends(m, e.Decision))}.", $"Nama itu berlaku sampai {m.At(Ends(m, e.Decision))}.");
    }

    public static string Expired(Moment m) => m.Say.Say(
        $"The other name did not come by {m.Clock}: nothing was done. Whoever still wants it asks again.",
        $"Nama lainnya tidak datang sampai {m.Clock}: tidak ada yang dijalankan. Yang masih mau, minta lagi.");

    private static DateTimeOffset Ends(Moment m, string line) =>
        m.After.Proposals[line].At + DecisionKinds.QuorumOf(line, m.After, m.Plan).Holds;

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
