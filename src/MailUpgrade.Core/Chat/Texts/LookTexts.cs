using MailUpgrade.Core.Chat.Views;
using MailUpgrade.Core.Runs.Events;

namespace MailUpgrade.Core.Chat.Texts;

/// <summary>Words about the looks before kick-off.</summary>
internal static class LookTexts
{
    private const int Shown = 12;

    public static IEnumerable<string> Conflicts(Moment m, ConflictsChecked e)
    {
        var hosts = string.Join(", ", e.Conflicts.Select(c => c.Split(':', 2)[0]));
        yield return FirstLine.Of(m.Say.Say("✖ Start would fail: other work on ", "✖ Start akan gagal: kerja lain di "), hosts, $", {m.Clock}");
        foreach (var line in e.Conflicts.Take(Shown))
        {
            yield return line;
        }
        var left = m.Say.Span(m.After.KickOff - m.Recorded.At);
        yield return m.Say.Say(
            $"{left} to kick-off. Wait for it or end it; the bot looks again by itself. With this at {m.At(m.After.KickOff)} nothing starts.",
            $"{left} sampai kick-off. Tunggu atau hentikan; bot mengecek lagi sendiri. Kalau masih begini pada {m.At(m.After.KickOff)}, tidak ada yang dimulai.");
    }

    public static IEnumerable<string> Remarks(Moment m, ConflictsChecked e)
    {
        yield return m.Say.Say($"Looked at {e.Hosts} hosts: {e.Remarks.Count} remarks, {m.Clock}", $"{e.Hosts} host dicek: {e.Remarks.Count} catatan, {m.Clock}");
        foreach (var line in e.Remarks.Take(Shown))
        {
            yield return line;
        }
        yield return m.Say.Say("None of them holds the start.", "Tidak ada yang menahan start.");
    }

    public static IEnumerable<string> NoSandbox(Moment m, SandboxChecked e)
    {
        yield return m.Say.Say($"✖ Sandbox proof failed: {e.Problems.Count} problems, {m.Clock}", $"✖ Bukti sandbox gagal: {e.Problems.Count} masalah, {m.Clock}");
        foreach (var line in e.Problems.Take(Shown))
        {
            yield return line;
        }
        yield return m.Say.Say(
            "Nothing was started. A rehearsal here could reach people's mail. Mend it, then /precheck looks anew.",
            "Tidak ada yang dimulai. Gladi di sini bisa menyentuh email orang. Perbaiki, lalu /precheck mengecek lagi.");
    }

    public static IEnumerable<string> Sandbox(Moment m, SandboxChecked e)
    {
        yield return m.Say.Say($"✔ Sandbox proof done {m.Clock}: {e.Hosts} hosts kept apart", $"✔ Bukti sandbox selesai {m.Clock}: {e.Hosts} host terpisah");
        yield return e.NotRehearsed.Count == 0 ? m.Say.Say("It lacks nothing that production has.", "Tidak ada yang kurang dibanding produksi.")
            : m.Say.Say("Not rehearsed here:", "Tidak ikut gladi di sini:");
        foreach (var line in e.NotRehearsed.Take(Shown))
        {
            yield return line;
        }
    }
}
