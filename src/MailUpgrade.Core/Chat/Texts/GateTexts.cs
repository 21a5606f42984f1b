using MailUpgrade.Core.Chat.Views;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Events;

namespace MailUpgrade.Core.Chat.Texts;

/// <summary>Words about gates, and to the client's IT.</summary>
internal static class GateTexts
{
    public static IEnumerable<string> Opened(Moment m, GateOpened e)
    {
        var role = m.Say.Role(e.Role);
        yield return FirstLine.Of(m.Say.Say($"⏸ GO needed from the {role}: ", $"⏸ Butuh GO dari {role}: "), m.Title(e.Phase), $", {m.Clock}");
        var phase = m.PhaseOf(e.Phase);
        yield return phase?.Gate is { } gate ? m.Say.Say(gate.Question) : "";
        yield return m.After.Acceptance is { } word
            ? m.Say.Say(
                $"The client's OK is there: {m.Say.Name(m.Scene.Team, word.Who)}, {m.Say.Clock(word.At)}.",
                $"OK klien sudah ada: {m.Say.Name(m.Scene.Team, word.Who)}, {m.Say.Clock(word.At)}.") : "";
        yield return m.After.Samples.GetValueOrDefault("compare") is { } sample
            ? SampleTexts.Compared(sample, m.Say) : m.Say.Say("No accounts were compared.", "Tidak ada akun yang dibandingkan.");
        yield return phase?.IsPointOfNoReturn == true ? ChoiceTexts.Rollback(m) : "";
        yield return e.Until is { } until
            ? m.Say.Say($"Without a word by {m.At(until)}: {Silence(m, phase)}.", $"Kalau tidak ada jawaban sampai {m.At(until)}: {Silence(m, phase)}.")
            : m.Say.Say($"It waits; the window closes {m.At(m.After.WindowCloses)}.", $"Ini menunggu; batas waktu {m.At(m.After.WindowCloses)}.");
    }

    public static string Decided(Moment m, GateDecided e) => e.Side switch
    {
        "go" => m.Say.Say($"✔ GO by {m.By}.", $"✔ GO oleh {m.By}."),
        "no-go" => m.Say.Say($"✖ NO GO by {m.By}. The run is on hold.", $"✖ NO GO oleh {m.By}. Run ditahan."),
        _ => m.Say.Say($"Nobody decided by {m.Clock}. The run is on hold.", $"Tidak ada keputusan sampai {m.Clock}. Run ditahan."),
    };

    public static IEnumerable<string> Ask(Moment m, AskRule ask, string? mended)
    {
        var (items, hosts) = (m.Say.Number(ask.Items.Count), m.Say.Number(m.Scene.Fleet.Hosts.Count));
        var things = ask.Items.Count == 1 ? "item" : "items";
        yield return mended is null
            ? m.Say.Say($"⏸ Please check {items} {things}, then OK", $"⏸ Mohon dicek {items} hal, lalu OK")
            : m.Say.Say($"⏸ Please check {items} {things} again, then OK", $"⏸ Mohon dicek lagi {items} hal, lalu OK");
        yield return string.IsNullOrEmpty(mended) ? "" : m.Say.Say($"Mended: {mended}", $"Yang diperbaiki: {mended}");
        var left = m.After.LeftOut;
        yield return left.Count == 0 ? m.Say.Say(
            $"The upgrade is done on all {hosts} hosts. Mail is still closed to the outside; your testers can log in.",
            $"Upgrade selesai di {hosts} host. Email dari luar masih ditutup; tester Anda sudah bisa login.")
            : m.Say.Say(
                $"The upgrade is done on {m.Say.Number(m.Scene.Fleet.Hosts.Count - left.Count)} of {hosts} hosts, without {m.Say.Both(left)}: users there have no mail yet. Mail is still closed to the outside; your testers can log in.",
                $"Upgrade selesai di {m.Say.Number(m.Scene.Fleet.Hosts.Count - left.Count)} dari {hosts} host, tanpa {m.Say.Both(left)}: user di sana belum bisa memakai email. Email dari luar masih ditutup; tester Anda sudah bisa login.");
        foreach (var line in Sampled(m))
        {
            yield return line;
        }
        for (var i = 0; i < ask.Items.Count; i++)
        {
            yield return $"{m.Say.Number(i + 1)}. {m.Say.Say(ask.Items[i])}{Answer(m, i + 1)}";
        }
        yield return m.Say.Say(
            "After OK the supervisor opens the doors; from then on going back would lose new mail.",
            "Setelah OK, supervisor membuka akses; sesudah itu rollback berarti email baru hilang.");
        yield return m.Say.Say(
            "If something is not right: /notok and what it is. Nothing opens then.",
            "Kalau ada yang belum benar: mohon tulis /notok beserta keterangannya. Akses belum akan dibuka.");
    }

    /// <summary>What was compared already, and what it shows: the client's own look begins where that ends.</summary>
    private static IEnumerable<string> Sampled(Moment m)
    {
        if (m.After.Samples.GetValueOrDefault("compare") is not { } sample)
        {
            yield return m.Say.Say("No accounts were compared.", "Tidak ada akun yang dibandingkan.");
            yield break;
        }
        var accepted = (sample.Details ?? []).Count(d => m.After.AcceptedDifferences.Contains(d.Key));
        yield return m.Say.Say("Already done: ", "Sudah dilakukan: ") + SampleTexts.Compared(sample, m.Say)
            + (accepted > 0 ? m.Say.Say($" {m.Say.Number(accepted)} accepted by the supervisor with a reason.", $" {m.Say.Number(accepted)} diterima supervisor dengan alasan.") : "");
        yield return SampleTexts.Strength(sample, m.Say);
        yield return m.After.Samples.GetValueOrDefault("flow") is { } flow ? FlowTexts.Lines(flow, m.Say).FirstOrDefault() ?? "" : "";
    }

    private static string Answer(Moment m, int item) => m.After.Items.GetValueOrDefault(item) switch
    {
        null => "",
        { Ok: true } => ": ✔ OK",
        var no => m.Say.Say($": ✖ not OK, {no.Remark}", $": ✖ belum OK, {no.Remark}"),
    };

    private static string Silence(Moment m, Phase? phase) => phase?.Silence == SilenceRule.ProposeRollback
        ? m.Say.Say("hold, and a rollback is proposed", "ditahan, dan rollback diusulkan")
        : m.Say.Say("hold", "ditahan");
}
