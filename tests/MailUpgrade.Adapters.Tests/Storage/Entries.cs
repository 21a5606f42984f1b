using MailUpgrade.Adapters.Storage;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Adapters.Tests.Storage;

/// <summary>Events of a made-up run.</summary>
internal static class Entries
{
    public const string Run = "r-20181229";

    public static readonly DateTimeOffset At = new(2018, 12, 29, 23, 0, 0, TimeSpan.FromHours(7));

    public static NewJournalEntry Event(string text, string kind = "step-started") =>
        new(At, kind, "bot", "-", $$"""{"step":"upgrade-store/mbs3","text":"{{text}}"}""");

    /// <summary>Appends that many events, one call each.</summary>
    public static async Task FillAsync(IJournal journal, int count, string run = Run, bool ended = false)
    {
        for (var seq = 0; seq < count; seq++)
        {
            var kind = ended && seq == count - 1 ? "run-ended" : "step-started";
            await journal.AppendAsync(run, seq, [Event($"event {seq + 1}", kind)], CancellationToken.None);
        }
    }

    public static async Task<string> ExportAsync(string database, string run = Run)
    {
        using var text = new StringWriter();
        await new JournalExport(database).WriteAsync(run, text, CancellationToken.None);
        return text.ToString();
    }
}
