using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Chat.Texts;

/// <summary>What is wrong with an argument, and what to write instead.</summary>
internal static class ArgumentTexts
{
    public static string Head(string command, string problem, Speech say) => problem switch
    {
        "no-reason" => say.Say($"{command} needs a reason", $"{command} butuh alasan"),
        "no-text" => say.Say($"{command} needs a text", $"{command} butuh teks"),
        "no-date" => say.Say($"{command} needs a date like 2018-12-29", $"{command} butuh tanggal seperti 2018-12-29"),
        "no-time" => say.Say($"{command}: the time is written as 23:00", $"{command}: jam ditulis 23:00"),
        "outside-window" => say.Say("That time lies outside the window", "Jam itu di luar jendela waktu"),
        "in-the-past" => say.Say("That time has passed", "Waktu itu sudah lewat"),
        "no-such-issue" => say.Say("No open issue has that number", "Tidak ada issue terbuka dengan nomor itu"),
        "which-step" => say.Say("Which step is meant?", "Langkah yang mana?"),
        "answer-blanks" => say.Say("An answer has no blanks", "Jawaban tidak boleh ada spasi"),
        "answer-yes-no" => say.Say("It takes Y, N or Enter only", "Hanya menerima Y, N atau Enter"),
        "control-characters" => say.Say("Control characters are not taken", "Karakter kontrol tidak diterima"),
        _ => say.Say($"{command} cannot be read so", $"{command} tidak terbaca begitu"),
    };

    public static IEnumerable<string> Detail(
        string word, string problem, string steps, Speech say, RunState state, Plan? plan)
    {
        switch (problem)
        {
            case "which-step":
                yield return say.Say("One of: ", "Salah satu: ") + steps.Replace(",", ", ", StringComparison.Ordinal) + ".";
                break;
            case "outside-window" when plan is not null:
                yield return say.Say(
                    $"The window is {plan.Window.Opens:HH\\:mm} to {plan.Window.Closes:HH\\:mm} {plan.Zone}.",
                    $"Jendela waktu {plan.Window.Opens:HH\\:mm} sampai {plan.Window.Closes:HH\\:mm} {plan.Zone}.");
                break;
            case "no-such-issue":
                var open = state.Issues.Where(i => i.IsOpen).Select(i => say.Number(i.Number)).ToList();
                yield return open.Count == 0 ? say.Say("No issue is open.", "Tidak ada issue terbuka.")
                    : say.Say("Open: ", "Terbuka: ") + string.Join(", ", open) + ".";
                break;
        }
        if (CommandTable.Find(word) is { } entry)
        {
            yield return say.Say("Write: ", "Tulis: ") + say.Say(entry.Usage);
        }
    }
}
