using MailUpgrade.Core.Chat.Views;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.Rules;

namespace MailUpgrade.Core.Chat.Texts;

/// <summary>Words about an installer that asks, and about what is typed into it.</summary>
internal static class PromptTexts
{
    private const string HostBars = "barred-by-host";
    private static readonly string[] Keys = ["Y", "N", ""];

    /// <summary>Y, N and Enter as far as they may be typed.</summary>
    public static IEnumerable<string> Choices(Moment m, PromptSeen e)
    {
        var state = m.After.StepOf(e.Step);
        return Keys.Where(a => PromptRules.BarredBy(m.Pack, m.Scene.RolesOf(state.Host), e.Prompt, a, state.Talk.Shown) is null);
    }

    public static IEnumerable<string> Asked(Moment m, PromptSeen e)
    {
        var target = Progress.Target(m.After.StepOf(e.Step));
        yield return FirstLine.Of(m.Say.Say($"⏸ {target} asks: ", $"⏸ {target} bertanya: "), e.Prompt.Trim(), $", {m.Clock}");
        yield return e.Prompt.Trim();
        yield return Why(m, e);
        yield return m.Say.Say(
            $"Nothing was typed. {e.Step} waits; the installer itself goes no further.",
            $"Belum ada yang diketik. {e.Step} menunggu; installer tidak lanjut sendiri.");
        foreach (var line in Tail(m))
        {
            yield return line;
        }
        yield return m.Say.Say(
            $"Executor: a button, or /answer {e.Step} TEXT without blanks. The supervisor agrees with the same; then it is typed, and it holds for this question on the next hosts. What is typed cannot be taken back.",
            $"Executor: pakai tombol, atau /answer {e.Step} TEKS tanpa spasi. Supervisor menyetujui dengan yang sama; baru diketik, dan berlaku untuk pertanyaan ini di host berikutnya. Yang sudah diketik tidak bisa ditarik.");
    }

    public static IEnumerable<string> Barred(Moment m, AnswerBarred e)
    {
        var target = Progress.Target(m.After.StepOf(e.Step));
        yield return FirstLine.Of(m.Say.Say($"⏸ {target} refused an answer", $"⏸ {target} menolak sebuah jawaban"), "", $", {m.Clock}");
        yield return m.Say.Say(
            $"The host's own table bars it to the question that stands there now, so nothing was typed: {e.Reason}",
            $"Tabel di host melarangnya untuk pertanyaan yang sekarang tampil, jadi tidak ada yang diketik: {e.Reason}");
        yield return m.Say.Say(
            $"Executor: look at /log {e.Step}, then /answer {e.Step} TEXT; the supervisor agrees with the same.",
            $"Executor: lihat /log {e.Step}, lalu /answer {e.Step} TEKS; supervisor menyetujui dengan yang sama.");
        yield return ChoiceTexts.Rollback(m);
    }

    public static IEnumerable<string> Silent(Moment m, StepSilent e)
    {
        var state = m.After.StepOf(e.Step);
        yield return FirstLine.Of(m.Say.Say($"⏸ {Progress.Target(state)} says nothing for long", $"⏸ {Progress.Target(state)} lama tanpa output"), "", $", {m.Clock}");
        yield return e.Line.Trim().Length == 0 ? "" : m.Say.Say($"Its last line: {e.Line.Trim()}", $"Baris terakhirnya: {e.Line.Trim()}");
        yield return m.Say.Say(
            "It may be working, or waiting for an answer that nobody recognised. Nothing was typed and nothing is killed.",
            "Mungkin sedang bekerja, mungkin menunggu jawaban yang tidak dikenali. Tidak ada yang diketik dan tidak ada yang dimatikan.");
        yield return m.Say.Say(
            $"Executor: look at its console. If it does wait: /answer {e.Step} TEXT, and the supervisor agrees with the same.",
            $"Executor: lihat console-nya. Kalau memang menunggu: /answer {e.Step} TEKS, dan supervisor menyetujui dengan yang sama.");
    }

    public static string Decided(Moment m, AnswerDecided e) => e.Text.Length == 0
        ? m.Say.Say($"✔ Enter, decided by {m.By}.", $"✔ Enter, keputusan {m.By}.")
        : m.Say.Say($"✔ Answer {e.Text}, decided by {m.By}.", $"✔ Jawaban {e.Text}, keputusan {m.By}.");

    /// <summary>The answer that a proposal is about, as it is shown and as it is said; null where it is about none.</summary>
    public static (string Step, string Shown, string Command)? AnswerOf(DecisionProposed e) => e.Decision.Split(' ', 3) switch
    {
        ["answer", var step] => (step, "Enter", "/" + e.Decision),
        ["answer", var step, var text] => (step, text, "/" + e.Decision),
        _ => null,
    };

    public static IEnumerable<string> Proposed(Moment m, DecisionProposed e, string forRole)
    {
        var (step, shown, command) = AnswerOf(e)!.Value;
        var state = m.After.StepOf(step);
        yield return FirstLine.Of(
            m.Say.Say($"⏸ Type {shown} on {Progress.Target(state)}? Second name needed", $"⏸ Ketik {shown} di {Progress.Target(state)}? Butuh nama kedua"), "", $", {m.Clock}");
        yield return state.Talk.Last.Trim();
        yield return m.Say.Say($"First name: {m.Who}. Nothing was typed.", $"Nama pertama: {m.Who}. Belum ada yang diketik.");
        yield return m.Say.Say(
            $"Waiting for {m.People(forRole)}: {command} says the same. Another answer asks anew.",
            $"Menunggu {m.People(forRole)}: {command} dengan jawaban yang sama. Jawaban lain berarti tanya ulang.");
    }

    private static string Why(Moment m, PromptSeen e) => e.Why switch
    {
        null => m.Say.Say("The pack has no answer to this question.", "Pack tidak punya jawaban untuk pertanyaan ini."),
        "repeated" => m.Say.Say(
            "The same question comes again and again: the known answer does not help.",
            "Pertanyaan yang sama terus berulang: jawaban yang dikenal tidak membantu."),
        HostBars => "",
        _ => m.Pack.Never.FirstOrDefault(n => n.Id == e.Why) is { } row
            ? m.Say.Say($"The known answer is barred here: {row.Because.En}", $"Jawaban yang dikenal dilarang di sini: {row.Because.Id}") : "",
    };

    private static IEnumerable<string> Tail(Moment m)
    {
        if (m.Tail.Count > 0)
        {
            yield return m.Say.Say("Last lines:", "Baris terakhir:");
            foreach (var line in m.Tail)
            {
                yield return "  " + line;
            }
        }
    }
}
