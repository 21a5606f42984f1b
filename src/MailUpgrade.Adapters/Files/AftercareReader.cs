using MailUpgrade.Core.Plans;

namespace MailUpgrade.Adapters.Files;

/// <summary>Reads one row of <c>aftercare</c>, of a plan or of a pack.</summary>
internal static class AftercareReader
{
    public static AftercareRow Read(Section row) => new(row.Text("id", FileNames.IsWord) ?? "")
    {
        Title = row.Local("title"),
        Owner = row.Text("owner", FileNames.IsWord),
        DueDays = row.Text("due", t => MailReader.Days(t) is >= 0 and <= 90) is { } due ? MailReader.Days(due) : null,
        OnlyOpened = row.Choice("after") == 1,
        BegunBy = row.Words("begun-by"),
        DoneBy = row.Words("done-by"),
        Hosts = StepReader.Hosts(row),
        Does = row.Text("does", StepReader.IsScriptPath),
        Proof = row.Text("proof", StepReader.IsScriptPath),
        KeepsNotes = row.Flag("keeps-notes"),
        Caution = row.Local("caution"),
    };
}
