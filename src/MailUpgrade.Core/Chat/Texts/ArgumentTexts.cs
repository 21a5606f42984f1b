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
        "no-such-hour" => say.Say("That time does not exist: the clocks go forward", "Jam itu tidak ada: jam dimajukan"),
        "not-later" => say.Say("That is not later, or more than 12 hours", "Itu tidak lebih lambat, atau lebih dari 12 jam"),
        "no-such-issue" => say.Say("No open issue has that number", "Tidak ada issue terbuka dengan nomor itu"),
        "no-such-difference" => say.Say("No difference has that number", "Tidak ada perbedaan dengan nomor itu"),
        "no-such-person" => say.Say("Nobody of the team has that name", "Tidak ada orang tim dengan nama itu"),
        "not-of-the-role" => say.Say($"{command}: that person does not have your role", $"{command}: orang itu tidak punya peran Anda"),
        "no-such-role" => say.Say("There is no such role", "Peran itu tidak ada"),
        "asks-and-approves" => say.Say("Nobody both asks and approves", "Tidak ada yang meminta sekaligus menyetujui"),
        "last-of-the-role" => say.Say("The last one of a role keeps it", "Orang terakhir di suatu peran tidak bisa dilepas"),
        "no-such-host" => say.Say($"{command}: there is no such host for it", $"{command}: tidak ada host itu untuk ini"),
        "no-such-step" => say.Say("The plan has no such step", "Langkah itu tidak ada di plan"),
        "already-begun" => say.Say("Too late for that: it has begun", "Terlambat: sudah dimulai"),
        "no-such-item" => say.Say("The list has no such item", "Nomor itu tidak ada di daftar"),
        "no-open-item" => say.Say("No item is marked as not OK", "Tidak ada nomor yang ditandai belum OK"),
        "one-item" => say.Say("One item at a time, each with its remark", "Satu nomor sekali, masing-masing dengan catatan"),
        "which-step" => say.Say("Which step is meant?", "Langkah yang mana?"),
        "answer-blanks" => say.Say("An answer has no blanks", "Jawaban tidak boleh ada spasi"),
        "answer-yes-no" => say.Say("It takes Y, N or Enter only", "Hanya menerima Y, N atau Enter"),
        "control-characters" => say.Say("Control characters are not taken", "Karakter kontrol tidak diterima"),
        _ => say.Say($"{command} cannot be read so", $"{command} tidak terbaca begitu"),
    };

    public static IEnumerable<string> Detail(
        string word, string problem, Func<string, string> fact, Speech say, RunState state, Plan? plan)
    {
        var steps = fact("steps");
        switch (problem)
        {
            case "no-such-person":
                yield return say.Say("The team: ", "Tim: ") + Listed(fact("people"));
                break;
            case "no-such-host" when fact("hosts").Length > 0:
                yield return say.Say("Possible: ", "Yang bisa: ") + Listed(fact("hosts"));
                break;
            case "no-such-step":
                yield return say.Say("Its steps: ", "Langkahnya: ") + Listed(steps);
                break;
            case "already-begun":
                yield return say.Say("Begun or done: ", "Sudah mulai atau selesai: ") + Listed(steps);
                break;
            case "no-such-role":
                yield return say.Say("Roles: ", "Peran: ") + string.Join(", ", TeamRoles.All) + ".";
                break;
            case "not-of-the-role":
                yield return say.Say(
                    $"A role goes by handover to somebody who has it too. With two names: /role {fact("person")} {fact("role")}.",
                    $"Serah terima hanya ke orang dengan peran yang sama. Dengan dua nama: /role {fact("person")} {fact("role")}.");
                break;
            case "last-of-the-role":
                yield return say.Say(
                    $"{fact("person")} is the only {say.Role(fact("role"))}: give somebody else the role first.",
                    $"{fact("person")} satu-satunya {say.Role(fact("role"))}: beri orang lain peran itu dulu.");
                break;
            case "no-such-item":
                yield return say.Say($"Items are 1 to {fact("count")}.", $"Nomornya 1 sampai {fact("count")}.");
                break;
            case "no-open-item":
                yield return say.Say("Mark what is not right: /notok 3 and what it is. If all is right: /ok alone.", "Tandai yang belum benar: /notok 3 beserta keterangannya. Kalau semua benar: /ok saja.");
                break;
            case "which-step":
                yield return say.Say("One of: ", "Salah satu: ") + steps.Replace(",", ", ", StringComparison.Ordinal) + ".";
                break;
            case "outside-window" when plan is not null:
                yield return say.Say(
                    $"The window is {plan.Window.Opens:HH\\:mm} to {plan.Window.Closes:HH\\:mm} {plan.Zone}.",
                    $"Jendela waktu {plan.Window.Opens:HH\\:mm} sampai {plan.Window.Closes:HH\\:mm} {plan.Zone}.");
                break;
            case "not-later":
                yield return say.Say($"The window closes {say.DayAndClock(state.WindowCloses)}.", $"Batas waktu sekarang {say.DayAndClock(state.WindowCloses)}.");
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

    private static string Listed(string words) => words.Replace(",", ", ", StringComparison.Ordinal) + ".";
}
