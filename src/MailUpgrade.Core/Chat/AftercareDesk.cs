using System.Globalization;
using MailUpgrade.Core.Books;
using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs;

namespace MailUpgrade.Core.Chat;

/// <summary>Something that the bot is to look at or to do, on a person's word.</summary>
/// <param name="Entry">What.</param>
/// <param name="Does">It is to be done; otherwise only looked at.</param>
/// <param name="Person">Who asked.</param>
/// <param name="CommandId">Of the command, so that the same word again is the same work.</param>
public sealed record AftercareOrder(AftercareEntry Entry, bool Does, string Person, string CommandId);

/// <summary><c>/aftercare</c>: the list of what is to be seen to after a night, kept in the book since the run has ended.</summary>
/// <param name="book">Where it is recorded.</param>
/// <param name="clock">Run clock.</param>
/// <param name="begin">Takes an order, at once; what comes of it is told on the channels.</param>
public sealed class AftercareDesk(Book book, TimeProvider clock, Action<AftercareOrder> begin)
{
    private const int Longest = 500;

    /// <summary>Alone it lists; with a word and a number it marks done, looks, or does. Said twice it is done once.</summary>
    public async Task<DeskReply> AnswerAsync(DeskQuestion q, CancellationToken ct)
    {
        if (q.State.HasEnded)
        {
            // Who asks in the second after the end must not hear that nothing is left because nobody has written it down yet.
            await book.RecordAsync(known => Outliving.Of(q.State, q.Scene, known), ct);
        }
        var words = q.Argument.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length == 0)
        {
            return new DeskReply(AftercareTexts.List(Shown(book.State, q.State.Id), clock.GetUtcNow(), q.Scene.Team, q.Say));
        }
        var verb = words[0].ToLowerInvariant() switch { "done" or "selesai" => "done", "check" or "cek" => "check", "do" or "kerjakan" => "do", _ => "" };
        if (verb.Length == 0 || words.Length < 2 || !int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || book.State.Aftercare.FirstOrDefault(e => e.Number == number) is not { } entry)
        {
            return No(q, RefusalCodes.BadArgument, "✖ /aftercare needs a word and a number of the list", "✖ /aftercare perlu kata dan nomor dari daftar",
                "Write /aftercare done 1 and what shows it, /aftercare check 1, or /aftercare do 1; /aftercare alone shows the list.",
                "Tulis /aftercare selesai 1 lalu buktinya, /aftercare cek 1, atau /aftercare kerjakan 1; /aftercare saja menampilkan daftar.");
        }
        if (!May(q.Person!, entry, verb))
        {
            var who = verb == "do" ? q.Say.Either([TeamRoles.Executor, TeamRoles.Supervisor]) : AftercareTexts.Owner(entry.Item.Owner, q.Scene.Team, q.Say);
            return No(q, RefusalCodes.NotAllowed, $"✖ Aftercare {number} is not yours", $"✖ Aftercare {number} bukan bagian Anda",
                $"It is for: {who}. Ask them, or tell everybody with /note.", $"Itu bagian: {who}. Mintalah mereka, atau beri tahu semua dengan /note.");
        }
        if (!entry.IsOpen)
        {
            return new DeskReply([FirstLine.Of(q.Say.Say($"✔ Aftercare {number} is done already", $"✔ Aftercare {number} sudah selesai")), AftercareTexts.State(entry, clock.GetUtcNow(), q.Scene.Team, q.Say)]);
        }
        return verb == "done" ? await DoneAsync(q, entry, words.ElementAtOrDefault(2) ?? "", ct) : Begin(q, entry, verb == "do");
    }

    /// <summary>What is open of any run, and all of the run that ended last.</summary>
    public static IReadOnlyList<AftercareEntry> Shown(BookState known, string run)
    {
        var last = known.Ended.Any(e => e.Run == run) ? run : known.Ended.LastOrDefault()?.Run;
        return [.. known.Aftercare.Where(e => e.IsOpen || e.Of.Run == last)];
    }

    private async Task<DeskReply> DoneAsync(DeskQuestion q, AftercareEntry entry, string evidence, CancellationToken ct)
    {
        if (evidence.Length is 0 or > Longest)
        {
            return No(q, RefusalCodes.BadArgument, "✖ Nothing is called done without what shows it", "✖ Belum bisa selesai tanpa buktinya",
                $"Write /aftercare done {entry.Number} and where it can be seen, at most {Longest} characters: a session id, a file, a ticket.",
                $"Tulis /aftercare selesai {entry.Number} lalu di mana bisa dilihat, paling banyak {Longest} karakter: id sesi, file, tiket.");
        }
        var done = new AftercareDone(entry.Of.Run, entry.Item.Id, "said", evidence);
        await book.RecordAsync(known => known.Aftercare.Any(e => e.Number == entry.Number && e.IsOpen) ? [done] : [], q.Person!.Id, q.Message.Channel, ct);
        var left = Shown(book.State, q.State.Id).Count(e => e.IsOpen);
        return new DeskReply(
        [
            FirstLine.Of(q.Say.Say($"✔ Aftercare {entry.Number} done: {q.Say.Say(entry.Item.Title)}", $"✔ Aftercare {entry.Number} selesai: {q.Say.Say(entry.Item.Title)}")),
            q.Say.Say($"It is in the book under your name. Still open: {left}.", $"Tercatat di buku atas nama Anda. Masih terbuka: {left}."),
        ]);
    }

    private DeskReply Begin(DeskQuestion q, AftercareEntry entry, bool does)
    {
        if (does ? !AftercareWork.CanDo(entry.Item) : !AftercareWork.CanProve(entry.Item))
        {
            return No(q, RefusalCodes.NotReady, $"✖ The bot has no script for aftercare {entry.Number}", $"✖ Bot tidak punya skrip untuk aftercare {entry.Number}",
                $"A person does it: /aftercare done {entry.Number} and what shows it.", $"Dikerjakan orang: /aftercare selesai {entry.Number} lalu buktinya.");
        }
        if (does && q.State is { HasKickedOff: true, HasEnded: false })
        {
            return No(q, RefusalCodes.NotReady, "✖ A night is going on: nothing of an earlier one now", "✖ Ada malam yang berjalan: yang lama jangan dulu",
                $"Say it again when {q.State.Id} has ended.", $"Tulis lagi kalau {q.State.Id} sudah selesai.");
        }
        if (does && entry.Item.Sets is not null && clock.GetUtcNow() < entry.Item.Due)
        {
            return No(q, RefusalCodes.NotReady, $"✖ The snapshots stay until {q.Say.DayAndClock(entry.Item.Due)}", $"✖ Snapshot disimpan sampai {q.Say.DayAndClock(entry.Item.Due)}",
                $"Until then they are the way back. Sooner: by hand, then /aftercare check {entry.Number}.", $"Sampai itu snapshot adalah jalan kembali. Lebih cepat: manual, lalu /aftercare cek {entry.Number}.");
        }
        begin(new AftercareOrder(entry, does, q.Person!.Id, q.Message.CommandId));
        var title = q.Say.Say(entry.Item.Title);
        return new DeskReply(
        [
            FirstLine.Of(does ? q.Say.Say($"● Aftercare {entry.Number} is being done: {title}", $"● Aftercare {entry.Number} dikerjakan: {title}")
                : q.Say.Say($"● Aftercare {entry.Number} is being looked at: {title}", $"● Aftercare {entry.Number} sedang dilihat: {title}")),
            q.Say.Say("What comes of it is told here. Should the bot be restarted before, say it again.", "Hasilnya disampaikan di sini. Kalau bot di-restart sebelum itu, tulis lagi."),
        ]);
    }

    private static bool May(Person person, AftercareEntry entry, string verb) =>
        person.Roles.Any(r => r is TeamRoles.Executor or TeamRoles.Supervisor)
        || (verb != "do" && (person.Id == entry.Item.Owner || person.Roles.Contains(entry.Item.Owner)));

    private static DeskReply No(DeskQuestion q, string refusal, string firstEn, string firstId, string nextEn, string nextId) =>
        new([FirstLine.Of(q.Say.Say(firstEn, firstId)), q.Say.Say(nextEn, nextId), string.Create(CultureInfo.InvariantCulture, $"[{refusal}]")], refusal);
}
