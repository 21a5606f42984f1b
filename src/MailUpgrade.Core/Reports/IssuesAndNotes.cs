using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Reports;

/// <summary>Issues with their remedies, and what people wrote for the report.</summary>
internal static class IssuesAndNotes
{
    public static void Write(ReportNight n, ReportPage page)
    {
        page.Heading(n.Say.Say("Issues and notes", "Issue dan catatan"));
        var notes = n.All<NoteAdded>().ToList();
        page.Paragraph(n.State.Issues.Count > 0 ? "" : n.Say.Say("No issue was opened.", "Tidak ada issue yang dibuka."));
        page.Table(
            ["No", n.Say.Say("Issue", "Issue"), n.Say.Say("Opened", "Dibuka"), n.Say.Say("Blocking", "Memblokir"), n.Say.Say("State", "Status")],
            n.State.Issues.Select(i => Row(n, i)));
        page.List(notes.Select(x => $"{n.At(x.Entry.At)} {n.Name(x.Entry.Actor)}: {Words.Quoted(x.Fact.Text)}"));
        page.List(n.All<FileKept>().Select(x =>
            $"{n.At(x.Entry.At)} {n.Name(x.Entry.Actor)}: {Words.Code(x.Fact.File)}, {n.Say.Number(x.Fact.Bytes)} B, SHA-256 {Words.Code(x.Fact.Sha256)}"
            + (x.Fact.Caption.Length == 0 ? "" : ": " + Words.Quoted(x.Fact.Caption))));
    }

    private static IReadOnlyList<string> Row(ReportNight n, IssueState issue)
    {
        var closed = n.Last<IssueClosed>(e => e.Number == issue.Number);
        return [
            n.Say.Number(issue.Number), Words.Of(issue.Text), $"{n.Name(issue.By)}, {n.At(issue.At)}",
            issue.Blocking ? n.Say.Say("yes", "ya") : n.Say.Say("no", "tidak"),
            issue.IsOpen || closed is null ? n.Say.Say("open", "terbuka")
                : n.Say.Say($"closed {n.At(closed.At)}, {n.Name(closed.Actor)}: ", $"ditutup {n.At(closed.At)}, {n.Name(closed.Actor)}: ") + Words.Quoted(issue.Remedy!)];
    }
}
