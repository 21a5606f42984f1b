using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Core.Time;

namespace MailUpgrade.Core.Reports;

/// <summary>Planned and actual times of every phase.</summary>
internal static class Timeline
{
    public static void Write(ReportNight n, ReportPage page)
    {
        page.Heading(n.Say.Say("Planned and actual", "Rencana dan kenyataan"));
        var rows = PlannedTimes.Of(n.Plan, n.State.KickOff, n.Say.Zone).Select(t => Row(n, n.PhaseOf(t.Phase)!, t)).ToList();
        if (n.SpanOf(n.Plan.Rollback.Id).Start is not null)
        {
            rows.Add(Row(n, n.Plan.Rollback, null));
        }
        var length = n.State.Rehearsed is { } bound
            ? n.Say.Say($"Took (rehearsed {bound.Rehearsals} times, planned)", $"Lama (gladi {bound.Rehearsals} kali, rencana)") : n.Say.Say("Took (planned)", "Lama (rencana)");
        Traced.Table(
            n, page,
            [n.Say.Say("Phase", "Fase"), n.Say.Say("Planned", "Rencana"), n.Say.Say("Actual", "Kenyataan"), length,
                n.Say.Say("End against plan", "Selesai dibanding rencana"), n.Say.Say("State", "Status")], rows);
    }

    private static (IReadOnlyList<string> Cells, IEnumerable<long> Seqs) Row(ReportNight n, Phase phase, PlannedTime? planned)
    {
        var span = n.SpanOf(phase.Id);
        // A phase that a person begins, and the way back, have a length and no instant.
        var hasInstant = planned is not null && phase.Start.Kind != PhaseStartKind.Command;
        var length = planned is null ? n.Plan.Guidance.Length : phase.Planned;
        return ([
            n.Title(phase.Id),
            hasInstant ? $"{n.At(planned!.Start)}–{n.At(planned.End)}" : "",
            span.Start is null ? "" : $"{n.At(span.Start.At)}–{(span.End is null ? "" : n.At(span.End.At))}",
            $"{(span is { Start: { } from, End: { } to } ? n.Say.Span(to.At - from.At) : "")} ({Rehearsed(n, phase, span)}{n.Say.Span(length)})".Trim(),
            hasInstant && span.End is { } end ? Against(n, end.At - planned!.End) : "",
            Status(n, phase, span)], new[] { span.Start?.Seq, span.End?.Seq }.OfType<long>());
    }

    /// <summary>The usual length of the rehearsals and how the night's differs from it; nothing where nobody has rehearsed.</summary>
    private static string Rehearsed(ReportNight n, Phase phase, PhaseSpan span)
    {
        if (n.State.Rehearsed?.PhaseMinutes.TryGetValue(phase.Id, out _) != true)
        {
            return "";
        }
        var usual = TimeSpan.FromMinutes(n.State.Rehearsed.PhaseMinutes[phase.Id]);
        var against = span is { Start: { } from, End: { } to }
            ? ": " + LengthTexts.Against(to.At - from.At, usual, phase.Planned, n.Say) : "";
        return $"{n.Say.Span(usual)}{against}; ";
    }

    private static string Against(ReportNight n, TimeSpan late) =>
        late.Duration() < TimeSpan.FromMinutes(1) ? n.Say.Say("on time", "tepat waktu")
        : late > TimeSpan.Zero ? n.Say.Say($"{n.Say.Span(late)} late", $"{n.Say.Span(late)} terlambat")
        : n.Say.Say($"{n.Say.Span(late)} early", $"{n.Say.Span(late)} lebih cepat");

    private static string Status(ReportNight n, Phase phase, PhaseSpan span)
    {
        var status = n.State.PhaseOf(phase.Id).Status;
        // At the end the fold marks every phase of the night as rolled back, the way back too; that one is done.
        status = status == PhaseStatus.RolledBack && !n.IsUndone(phase.Id) ? PhaseStatus.Succeeded : status;
        var word = status == PhaseStatus.Pending && n.State.HasEnded ? n.Say.Say("not begun", "tidak dimulai") : RunWords.Of(status, n.Say);
        var times = span.Times > 1 ? n.Say.Say($", begun {span.Times} times", $", dimulai {span.Times} kali") : "";
        return $"{RunWords.Sign(status)} {word}{times}".Trim();
    }
}
