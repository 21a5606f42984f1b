using System.Globalization;
using MailUpgrade.Core.Books;
using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Chat;

/// <summary>
/// <c>/freeze</c>: shows frozen days, freezes more of them with a reason, and gives back what was frozen in chat. The book has them, so
/// they bind every later run too; the days of the calendar file are that file's alone. Who only wants to start gives nothing back.
/// </summary>
/// <param name="book">Where it is recorded.</param>
/// <param name="clock">Run clock: days that are over are not frozen any more.</param>
public sealed class FreezeDesk(Book book, TimeProvider clock)
{
    private const int MostDays = 366;
    private const string Form = "yyyy-MM-dd";

    /// <summary><c>/freeze</c>, <c>/freeze FROM [THROUGH] REASON</c>, <c>/freeze release DAY REASON</c>.</summary>
    public Task<DeskReply> AnswerAsync(DeskQuestion q, CancellationToken ct)
    {
        var words = q.Argument.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words is [] ? Task.FromResult(List(q))
            : words[0].ToLowerInvariant() is "release" or "lepas" ? ReleaseAsync(q, words[1..], ct)
            : FreezeAsync(q, words, ct);
    }

    private DeskReply List(DeskQuestion q)
    {
        var today = q.Scene.LocalDay(clock.GetUtcNow());
        var ahead = q.Scene.Calendar.Freezes.Where(f => f.Through >= today).OrderBy(f => f.From).ToList();
        return new DeskReply(ahead.Count == 0
            ? [q.Say.Say("No day is frozen", "Tidak ada hari beku"), Usage(q.Say)]
            : [
                q.Say.Say($"Frozen days: {ahead.Count}, no night begins or ends on them", $"Hari beku: {ahead.Count}, tidak boleh ada malam upgrade"),
                .. ahead.Select(f => $"{Days(f.From, f.Through, q.Say)}: {q.Say.Say(f.Reason)}"), Usage(q.Say),
            ]);
    }

    private async Task<DeskReply> FreezeAsync(DeskQuestion q, string[] words, CancellationToken ct)
    {
        if (Read(words) is not { } asked)
        {
            return No(q, "✖ /freeze needs a day as 2018-12-15", "✖ /freeze perlu tanggal seperti 2018-12-15");
        }
        var (from, through, reason) = asked;
        if (reason.Length == 0)
        {
            return No(q, "✖ /freeze needs a reason", "✖ /freeze perlu alasan");
        }
        if (through < from || through < q.Scene.LocalDay(clock.GetUtcNow()) || through.DayNumber - from.DayNumber >= MostDays)
        {
            return No(q, "✖ These days cannot be frozen", "✖ Hari itu tidak bisa dibekukan",
                $"The last one is not before the first, not over yet, and at most {MostDays} days are frozen at a time.",
                $"Hari terakhir tidak boleh sebelum yang pertama atau sudah lewat; paling banyak {MostDays} hari sekaligus.");
        }
        await book.RecordAsync(
            b => b.Freezes.Contains(new DaysFrozen(from, through, reason)) ? [] : [new DaysFrozen(from, through, reason)], q.Person!.Id, q.Message.Channel, ct);
        var frozen = new Freeze(from, through, new LocalText(reason, reason));
        return new DeskReply(
        [
            q.Say.Say($"✔ Frozen: {Days(from, through, q.Say)}", $"✔ Dibekukan: {Days(from, through, q.Say)}"),
            q.Say.Say($"{reason}. It is in the book, for this run and the next.", $"{reason}. Sudah dicatat di buku, untuk run ini dan berikutnya."),
            .. Touched(q, frozen),
        ]);
    }

    private async Task<DeskReply> ReleaseAsync(DeskQuestion q, string[] words, CancellationToken ct)
    {
        if (!q.Person!.Roles.Contains(TeamRoles.Supervisor) && !q.Person.Roles.Contains(TeamRoles.ClientIt))
        {
            return No(q, RefusalCodes.NotAllowed, "✖ Frozen days are given back by others", "✖ Hari beku dilepas oleh orang lain",
                "Who wants to start does not lift what forbids it. Ask the supervisor or the client's IT.",
                "Yang mau mulai tidak boleh melepas larangannya. Minta supervisor atau IT klien.");
        }
        if (Read(words) is not { } asked || asked.Reason.Length == 0)
        {
            return No(q, "✖ /freeze release needs a day and a reason", "✖ /freeze lepas perlu tanggal dan alasan");
        }
        var released = await book.RecordAsync(
            b => [.. b.Freezes.Where(f => f.From <= asked.From && asked.From <= f.Through).Select(f => new DaysReleased(f.From, f.Through, asked.Reason)).Distinct()],
            q.Person.Id, q.Message.Channel, ct);
        if (released.Count == 0)
        {
            return q.Scene.Calendar.Covering(asked.From) is { } file
                ? No(q, RefusalCodes.FrozenDay, $"✖ {Days(file.From, file.Through, q.Say)} stands in the calendar file", $"✖ {Days(file.From, file.Through, q.Say)} ada di file kalender",
                    "Chat gives back only what chat has frozen. Whoever keeps config/calendar.yaml takes it out there.",
                    "Chat hanya melepas yang dibekukan lewat chat. Hapus di config/calendar.yaml.")
                : No(q, RefusalCodes.BadArgument, "✖ That day is not frozen", "✖ Hari itu tidak beku", "/freeze shows the frozen days.", "/freeze menampilkan hari beku.");
        }
        var days = string.Join(", ", released.OfType<DaysReleased>().Select(r => Days(r.From, r.Through, q.Say)));
        return new DeskReply(
        [
            q.Say.Say($"✔ Given back: {days}", $"✔ Dilepas: {days}"),
            q.Say.Say($"{asked.Reason}. It is in the book.", $"{asked.Reason}. Sudah dicatat di buku."),
        ]);
    }

    /// <summary>What it means for the night that is planned now.</summary>
    private static IEnumerable<string> Touched(DeskQuestion q, Freeze frozen)
    {
        var night = q.State.KickOff;
        if (q.State is { HasKickedOff: false, HasEnded: false } && (q.Scene with { Calendar = new FreezeCalendar([frozen]) }).FreezeOf(night) is not null)
        {
            yield return q.Say.Say(
                $"The night of {q.Say.DayAndClock(night)} touches them: GO is refused, and a sealed start does not begin. /reschedule sets another.",
                $"Malam {q.Say.DayAndClock(night)} kena hari beku: GO ditolak, dan start yang sudah disegel tidak jalan. /reschedule untuk malam lain.");
        }
        else if (q.State is { HasKickedOff: true, HasEnded: false })
        {
            yield return q.Say.Say("The night that runs goes on.", "Malam yang sedang berjalan tetap lanjut.");
        }
    }

    /// <summary>One day or two, then a reason.</summary>
    private static (DateOnly From, DateOnly Through, string Reason)? Read(string[] words)
    {
        if (words.Length == 0 || Day(words[0].Split("..")[0]) is not { } from)
        {
            return null;
        }
        if (words[0].Split("..") is [_, var end])
        {
            return Day(end) is { } last ? (from, last, string.Join(' ', words[1..])) : null;
        }
        return words.Length > 1 && Day(words[1]) is { } through
            ? (from, through, string.Join(' ', words[2..])) : (from, from, string.Join(' ', words[1..]));
    }

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static string Days(DateOnly from, DateOnly through, Speech say) => from == through ? from.ToString(Form, CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{from:yyyy-MM-dd} {say.Say("to", "s.d.")} {through:yyyy-MM-dd}");

    private static string Usage(Speech say) => say.Say(
        "/freeze 2018-12-15 2018-12-24 REASON freezes days, /freeze release 2018-12-15 REASON gives them back.",
        "/freeze 2018-12-15 2018-12-24 ALASAN membekukan hari, /freeze lepas 2018-12-15 ALASAN melepasnya.");

    private static DeskReply No(DeskQuestion q, string firstEn, string firstId) =>
        new([q.Say.Say(firstEn, firstId), Usage(q.Say), $"[{RefusalCodes.BadArgument}]"], RefusalCodes.BadArgument);

    private static DeskReply No(DeskQuestion q, string firstEn, string firstId, string nextEn, string nextId) =>
        No(q, RefusalCodes.BadArgument, firstEn, firstId, nextEn, nextId);

    private static DeskReply No(DeskQuestion q, string code, string firstEn, string firstId, string nextEn, string nextId) =>
        new([q.Say.Say(firstEn, firstId), q.Say.Say(nextEn, nextId), $"[{code}]"], code);
}
