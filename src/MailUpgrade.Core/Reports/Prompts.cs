using MailUpgrade.Core.Runs.Events;

namespace MailUpgrade.Core.Reports;

/// <summary>Questions of installers: those that a person answered, with the answer; the known ones as a number.</summary>
internal static class Prompts
{
    public static void Write(ReportNight n, ReportPage page)
    {
        var seen = n.All<PromptSeen>().ToList();
        if (seen.Count == 0)
        {
            return;
        }
        page.Heading(n.Say.Say("Questions of installers", "Pertanyaan installer"));
        var known = n.Say.Number(seen.Count(x => x.Fact.Known));
        var asked = seen.Where(x => !x.Fact.Known).ToList();
        page.Paragraph(n.Say.Say(
            $"{known} were answered from the reviewed list, {n.Say.Number(asked.Count)} by a person.",
            $"{known} dijawab dari daftar yang sudah direview, {n.Say.Number(asked.Count)} oleh orang.") + (n.Explains ? $" <small>{Traced.From(n, seen.Select(x => x.Entry.Seq))}</small>" : ""));
        Traced.Table(
            n, page,
            [n.Say.Say("Time", "Jam"), n.Say.Say("Step", "Langkah"), n.Say.Say("Question", "Pertanyaan"), n.Say.Say("Answer", "Jawaban"), n.Say.Say("Who", "Siapa")],
            asked.Select(x => (Row(n, x.Entry, x.Fact), (IEnumerable<long>)[x.Entry.Seq])));
    }

    private static IReadOnlyList<string> Row(ReportNight n, Recorded r, PromptSeen e)
    {
        var answer = n.Events.FirstOrDefault(x => x.Seq > r.Seq && x.Event is AnswerDecided a && a.Step == e.Step && a.Number == e.Number);
        var text = answer?.Event is AnswerDecided given
            ? given.Text.Length == 0 ? n.Say.Say("(Enter alone)", "(Enter saja)") : Words.Quoted(given.Text)
            : n.Say.Say("⏸ none", "⏸ belum ada");
        return [n.At(r.At), Words.Of(e.Step), Words.Quoted(e.Prompt), text, answer is null ? "" : $"{Names(n, r, answer, e)}, {n.At(answer.At)}"];
    }

    /// <summary>Both names; one where the answer held from another host, or the journal is older than the second name.</summary>
    private static string Names(ReportNight n, Recorded asked, Recorded answer, PromptSeen e)
    {
        var first = n.Events.LastOrDefault(x => x.Seq > asked.Seq && x.Seq < answer.Seq
            && x.Event is DecisionProposed p && Runs.Rules.PromptRules.IsProposalOf(p.Decision, e.Step) && x.Actor != answer.Actor);
        return first is null ? n.Name(answer.Actor)
            : n.Say.Say($"{n.Name(first.Actor)} and {n.Name(answer.Actor)}", $"{n.Name(first.Actor)} dan {n.Name(answer.Actor)}");
    }
}
