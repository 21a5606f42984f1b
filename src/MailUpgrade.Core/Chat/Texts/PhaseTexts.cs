using MailUpgrade.Core.Chat.Views;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Core.Time;

namespace MailUpgrade.Core.Chat.Texts;

/// <summary>Words about phases.</summary>
internal static class PhaseTexts
{
    public static IEnumerable<string> Started(Moment m, string id)
    {
        yield return m.Say.Say($"● {id} running since {m.Clock}", $"● {id} berjalan sejak {m.Clock}");
        if (m.PhaseOf(id) is not { } phase)
        {
            yield break;
        }
        var (_, total) = Progress.Steps(m.After, m.Scene, phase);
        var steps = m.Say.Number(total);
        yield return m.Say.Say(
            $"{m.Title(id)}: {steps} {(total == 1 ? "step" : "steps")}. {Planned(m, id)}", $"{m.Title(id)}: {steps} langkah. {Planned(m, id)}");
        yield return phase.IsPointOfNoReturn
            ? m.Say.Say("Point of no return: from now on going back would lose new mail.", "Titik tanpa balik: mulai sekarang rollback berarti email baru hilang.") : "";
    }

    public static IEnumerable<string> Ended(Moment m, PhaseEnded e)
    {
        var started = m.Before.PhaseOf(e.Phase).StartedAt ?? m.Recorded.At;
        var took = m.Say.Span(m.Recorded.At - started);
        yield return e.Outcome switch
        {
            "succeeded" => m.Say.Say($"✔ {e.Phase} done {m.Clock}, took {took}", $"✔ {e.Phase} selesai {m.Clock}, {took}"),
            "skipped" => m.Say.Say($"✔ {e.Phase} skipped {m.Clock}", $"✔ {e.Phase} dilewati {m.Clock}"),
            _ => m.Say.Say($"✖ {e.Phase} failed {m.Clock}, took {took}", $"✖ {e.Phase} gagal {m.Clock}, {took}"),
        };
        yield return m.Say.Say(
            $"{m.Title(e.Phase)}: {m.Say.Clock(started)} to {m.Clock}. {Planned(m, e.Phase)}",
            $"{m.Title(e.Phase)}: {m.Say.Clock(started)} sampai {m.Clock}. {Planned(m, e.Phase)}");
        foreach (var proof in m.After.Evidence.Values.Where(p => p.Phase == e.Phase).OrderBy(p => p.Name, StringComparer.Ordinal))
        {
            yield return m.Say.Say($"Proven: {proof.Name}, set {proof.SetId}.", $"Terbukti: {proof.Name}, set {proof.SetId}.");
        }
        var warned = Warned(m.After, e.Phase).Select(x => (Progress.Target(x), x.Last!.Reason)).ToList();
        if (warned.Count > 0)
        {
            yield return m.Say.Say($"Warnings: {warned.Count}. /findings has them all.", $"Peringatan: {warned.Count}. Semuanya di /findings.");
            foreach (var line in FindingTexts.Grouped(m.Pack, m.Say, warned, 4))
            {
                yield return line;
            }
        }
        yield return Head(m);
    }

    /// <summary>A check or proof before kick-off failed: nothing is paused, but nothing will start like this either.</summary>
    public static IEnumerable<string> FailedBefore(Moment m, Phase phase)
    {
        var open = m.After.Undecided.Where(x => x.Phase == phase.Id).ToList();
        yield return FirstLine.Of(
            $"✖ {phase.Id} " + m.Say.Say("failed: ", "gagal: "), string.Join(", ", open.Select(Progress.Target).Distinct()), $", {m.Clock}");
        foreach (var line in FindingTexts.Grouped(
            m.Pack, m.Say, open.Select(x => (Progress.Target(x), x.Last?.Reason ?? m.Say.Say("nobody can say", "belum jelas"))), 5))
        {
            yield return line;
        }
        yield return m.Say.Say(
            "Nothing on the hosts was changed. The night does not start while this stands.",
            "Tidak ada yang diubah di host. Malam ini tidak dimulai selama ini belum beres.");
        if (OlderBackupRules.MayRun(m.After, m.Scene, phase) is { Count: > 0 } running)
        {
            yield return m.Say.Say(
                $"The backup may still run: {string.Join(", ", running.Select(Progress.Target).Distinct())}. Wait longer: /retry goes on waiting for the same one, none is begun beside it.",
                $"Backup mungkin masih berjalan: {string.Join(", ", running.Select(Progress.Target).Distinct())}. Tunggu lagi: /retry menunggu backup yang sama, tidak ada backup kedua.");
            yield return m.Say.Say(
                "Abort: /olderbackup abort REASON, by two names; that nothing runs any more is proven.",
                "Hentikan: /olderbackup abort ALASAN, dengan dua nama; dibuktikan bahwa tidak ada yang berjalan lagi.");
            yield return m.Say.Say(
                "Older backup: /olderbackup REASON, by two names; refused as long as one may still run.",
                "Backup lama: /olderbackup ALASAN, dengan dua nama; ditolak selama masih ada yang mungkin berjalan.");
            yield break;
        }
        yield return phase.Start.Command is { } word
            ? m.Say.Say($"Mend it, then /{word} checks everything again, or /retry one host.", $"Perbaiki, lalu /{word} mengecek semua lagi, atau /retry satu host.")
            : m.Say.Say("Mend it, then /retry the host, or /fixed to check it only.", "Perbaiki, lalu /retry host-nya, atau /fixed untuk cek saja.");
    }

    /// <summary>Where the journal stands, so that a cut tail shows.</summary>
    public static string Head(Moment m) => $"journal head {m.Seq} {m.Hash}";

    private static string Planned(Moment m, string id)
    {
        if (id == m.Plan.Rollback.Id)
        {
            var length = m.Say.Span(m.Plan.Guidance.Length);
            return m.Say.Say($"Planned: about {length}.", $"Rencana: sekitar {length}.");
        }
        return PlannedTimes.Of(m.Plan, m.After.KickOff, m.Scene.Zone).FirstOrDefault(t => t.Phase == id) is not { } time ? ""
            : m.PhaseOf(id)?.Start.Kind == PhaseStartKind.Command
                ? m.Say.Say($"Planned: {m.Say.Span(time.End - time.Start)}.", $"Rencana: {m.Say.Span(time.End - time.Start)}.")
                : m.Say.Say($"Planned: {m.Say.Clock(time.Start)} to {m.Say.Clock(time.End)}.", $"Rencana: {m.Say.Clock(time.Start)} sampai {m.Say.Clock(time.End)}.");
    }

    private static IEnumerable<StepState> Warned(RunState s, string phase) =>
        s.Steps.Values.Where(x => x.Phase == phase && x.Last?.Verdict == "warn").OrderBy(x => x.Name, StringComparer.Ordinal);
}
