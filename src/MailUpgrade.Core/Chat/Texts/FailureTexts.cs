using MailUpgrade.Core.Chat.Views;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Chat.Texts;

/// <summary>Words about a step that failed, or of which nobody knows how it ended.</summary>
internal static class FailureTexts
{
    public static IEnumerable<string> Of(Moment m, StepEnded e)
    {
        var state = m.After.StepOf(e.Step);
        var target = Progress.Target(state);
        var reason = FindingTexts.Reason(m.Pack, m.Say, e.Reason);
        var first = FirstLine.Of(
            e.Outcome == "failed" ? m.Say.Say($"✖ {target} failed: ", $"✖ {target} gagal: ") : m.Say.Say($"? {target} unknown: ", $"? {target} belum jelas: "),
            reason, $", {m.Clock}");
        yield return first;
        yield return first.Contains(reason, StringComparison.Ordinal) ? "" : reason;
        yield return WhatItWas(m, e, state);
        yield return e.Outcome == "failed"
            ? m.Say.Say("Nothing was repeated and nothing was taken back.", "Tidak ada yang diulang dan tidak ada yang dikembalikan.")
            : m.Say.Say(
                $"Whether it did its work is not known. Nothing was repeated. What does {target} show on its console? /note it; a photo is kept too. The bot can fetch the proof: that only reads.",
                $"Belum diketahui apakah selesai. Tidak ada yang diulang. Apa yang tampil di console {target}? /note isinya; foto juga disimpan. Bot bisa mengambil bukti: hanya membaca.");
        yield return Others(m, state);
        yield return Remedy(m, e);
        if (m.Tail.Count > 0)
        {
            yield return m.Say.Say("Last lines:", "Baris terakhir:");
            foreach (var line in m.Tail)
            {
                yield return "  " + DifferenceTexts.Masked(line);
            }
        }
        foreach (var cost in ChoiceTexts.Costs(m, e))
        {
            yield return cost;
        }
    }

    private static string WhatItWas(Moment m, StepEnded e, StepState state)
    {
        var title = Facts.StepOf(m.Plan, e.Step) is { } step ? m.Say.Say(step.Title) : e.Step;
        var took = state.StartedAt is { } began ? m.Say.Span(m.Recorded.At - began) : "";
        var code = e.ExitStatus is { } exit ? m.Say.Say($", exit code {exit}", $", kode keluar {exit}") : "";
        return m.Say.Say($"{title} ({e.Step}), attempt {e.Attempt}, {took}{code}.", $"{title} ({e.Step}), percobaan {e.Attempt}, {took}{code}.");
    }

    /// <summary>What goes on to its end and what waits.</summary>
    private static string Others(Moment m, StepState state)
    {
        var running = m.After.InFlight.Where(x => x.Name != state.Name).Select(Progress.Target).Distinct().Order(StringComparer.Ordinal).ToList();
        var waiting = m.PhaseOf(state.Phase) is { } phase
            ? Progress.Names(m.Scene, phase).Select(m.After.StepOf).Where(x => x.Status == StepStatus.Pending)
                .Select(x => x.Name.Split('/', 2)).Where(n => n.Length == 2).Select(n => n[1]).Distinct().Where(h => !running.Contains(h) && h != state.Host).ToList()
            : [];
        var goesOn = running.Count == 0
            ? m.Say.Say("Nothing else runs.", "Tidak ada yang lain berjalan.")
            : m.Say.Say($"Goes on to its end: {string.Join(", ", running)}.", $"Tetap berjalan sampai selesai: {string.Join(", ", running)}.");
        return waiting.Count == 0 ? goesOn
            : m.Say.Say($"{goesOn} Waiting: {string.Join(", ", waiting)}.", $"{goesOn} Menunggu: {string.Join(", ", waiting)}.");
    }

    private static string Remedy(Moment m, StepEnded e)
    {
        var known = m.Pack.RemedyFor(e.Reason) ?? m.Output.Concat(m.Tail).Reverse().Select(m.Pack.RemedyFor).FirstOrDefault(r => r is not null);
        var owner = known?.Owner is { } who ? m.Say.Say($" By {who.En}.", $" Oleh {who.Id}.") : "";
        return known is null
            ? m.Say.Say("No remedy is known for it.", "Belum ada solusi yang dikenal.")
            : m.Say.Say($"Known remedy: {known.Text.En}{owner}", $"Yang biasa membantu: {known.Text.Id}{owner}");
    }
}
