using System.Globalization;
using MailUpgrade.Core.Books;
using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Chat;

/// <summary>
/// Binds identities of channels to people, and takes them away. An identity proves itself by a code that only it was told, in private;
/// a person takes it where they are known already. For somebody else two people do it while a run is under way, one before it. What is
/// bound is in the book.
/// </summary>
/// <param name="book">Where it is recorded.</param>
/// <param name="bindings">Who is who; told after the book.</param>
/// <param name="code">A new code: hard to guess, easy to type.</param>
/// <param name="wire">Codes live by real time.</param>
public sealed class LinkDesk(Book book, Bindings bindings, Func<string> code, TimeProvider wire)
{
    /// <summary>How long a code can be used.</summary>
    public static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(10);

    private const int MostCodes = 200;
    private const int MostTries = 5;

    private readonly Lock gate = new();
    private readonly Dictionary<string, (string Channel, string Identity, DateTimeOffset Until)> codes = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, (int Count, DateTimeOffset Since)> wrong = [];
    private readonly Dictionary<string, (string By, DateTimeOffset At)> firstNames = [];

    /// <summary><c>/link</c>, <c>/link CODE</c>, <c>/link CODE PERSON</c>.</summary>
    public async Task<DeskReply> LinkAsync(DeskQuestion q, CancellationToken ct)
    {
        var words = q.Argument.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            return q.Message.IsPrivate ? Code(q) : No(q, RefusalCodes.BadArgument,
                "✖ /link alone is for a private chat with the bot", "✖ /link saja untuk chat pribadi dengan bot",
                "Write it there; here it is /link CODE.", "Tulis di sana; di sini bentuknya /link KODE.");
        }
        if (q.Person is not { } me)
        {
            return No(q, RefusalCodes.UnknownPerson, "✖ Nobody here knows you yet", "✖ Di sini Anda belum dikenal",
                "Say /link CODE where the bot knows you, or ask executor or supervisor for /link CODE and your name.",
                "Tulis /link KODE di tempat yang sudah mengenal Anda, atau minta executor/supervisor menulis /link KODE dan nama Anda.");
        }
        if (Found(words[0], me) is not { } identity)
        {
            return No(q, RefusalCodes.Expired, "✖ This code is not known, or its 10 minutes are over", "✖ Kode ini tidak dikenal, atau sudah lewat 10 menit",
                "Say /link in private again for a new one.", "Tulis /link lagi di chat pribadi untuk kode baru.");
        }
        var person = words.Length > 1 ? q.Scene.Team.Find(words[1]) : me;
        if (person is null)
        {
            return No(q, RefusalCodes.BadArgument, $"✖ Nobody in the team is called {FirstLine.Cut(words[1], 20)}", $"✖ Tidak ada {FirstLine.Cut(words[1], 20)} di tim",
                $"People: {string.Join(", ", q.Scene.Team.People.Select(p => p.Id))}.", $"Orangnya: {string.Join(", ", q.Scene.Team.People.Select(p => p.Id))}.");
        }
        if (person != me && Second(q, me, person, $"link {identity.Channel} {identity.Identity} {person.Id}") is { } notYet)
        {
            return notYet;
        }
        await book.RecordAsync(_ => [new IdentityBound(identity.Channel, identity.Identity, person.Id)], me.Id, q.Message.Channel, ct);
        bindings.Bind(identity.Channel, identity.Identity, person.Id);
        lock (gate)
        {
            codes.Remove(words[0]);
        }
        return new DeskReply(
        [
            q.Say.Say($"✔ {identity.Channel} is {person.Name} from now on", $"✔ Mulai sekarang {identity.Channel} itu {person.Name}"),
            q.Say.Say("It is in the book. /unlink takes it away again.", "Sudah dicatat di buku. /unlink untuk melepasnya."),
        ]);
    }

    /// <summary><c>/unlink PERSON [CHANNEL]</c>: a leaver, or a lost phone.</summary>
    public async Task<DeskReply> UnlinkAsync(DeskQuestion q, CancellationToken ct)
    {
        var words = q.Argument.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var me = q.Person!;
        if (words.Length == 0 || q.Scene.Team.Find(words[0]) is not { } person)
        {
            return No(q, RefusalCodes.BadArgument, "✖ /unlink needs a person of the team", "✖ /unlink perlu nama orang di tim",
                $"Write /unlink PERSON or /unlink PERSON telegram: {string.Join(", ", q.Scene.Team.People.Select(p => p.Id))}.",
                $"Tulis /unlink ORANG atau /unlink ORANG telegram: {string.Join(", ", q.Scene.Team.People.Select(p => p.Id))}.");
        }
        var taken = bindings.All(q.Scene.Team, person).Where(b => words.Length < 2 || b.Channel == words[1]).ToList();
        if (taken.Count == 0)
        {
            return No(q, RefusalCodes.NotReady, $"✖ {person.Name} has no such identity", $"✖ {person.Name} tidak punya identitas itu",
                "/whoami shows one's own.", "/whoami menampilkan milik sendiri.");
        }
        if (person != me && Second(q, me, person, $"unlink {person.Id} {string.Join(' ', words.Skip(1))}") is { } notYet)
        {
            return notYet;
        }
        await book.RecordAsync(_ => [.. taken.Select(b => new IdentityUnbound(b.Channel, b.Identity, person.Id))], me.Id, q.Message.Channel, ct);
        taken.ForEach(b => bindings.Unbind(b.Channel, b.Identity));
        return new DeskReply(
        [
            q.Say.Say($"✔ {person.Name} can no longer speak by {string.Join(", ", taken.Select(b => b.Channel))}", $"✔ {person.Name} tidak bisa lagi lewat {string.Join(", ", taken.Select(b => b.Channel))}"),
            q.Say.Say("It counts at once, for this run and the next.", "Berlaku sekarang juga, untuk run ini dan berikutnya."),
        ]);
    }

    private DeskReply Code(DeskQuestion q)
    {
        var next = code();
        lock (gate)
        {
            var now = wire.GetUtcNow();
            foreach (var old in codes.Where(c => c.Value.Until < now || (c.Value.Channel, c.Value.Identity) == (q.Message.Channel, q.Message.Sender)).Select(c => c.Key).ToList())
            {
                codes.Remove(old);
            }
            if (codes.Count >= MostCodes)
            {
                return No(q, RefusalCodes.NotReady, "✖ Too many codes wait just now", "✖ Terlalu banyak kode menunggu",
                    "Try again in ten minutes.", "Coba lagi sepuluh menit lagi.");
            }
            codes[next] = (q.Message.Channel, q.Message.Sender, now + CodeLife);
        }
        return new DeskReply(
        [
            q.Say.Say($"⏸ Your code: {next}, for 10 minutes", $"⏸ Kode Anda: {next}, berlaku 10 menit"),
            q.Say.Say(
                $"Say /link {next} where the bot knows you already. If it knows you nowhere: executor or supervisor says /link {next} and your name in the team.",
                $"Tulis /link {next} di tempat yang sudah mengenal Anda. Kalau belum ada: executor atau supervisor menulis /link {next} dan nama Anda di tim."),
            q.Say.Say("Nothing is bound until then. Tell nobody but them.", "Sampai itu belum ada yang terhubung. Jangan beri tahu orang lain."),
        ]);
    }

    private (string Channel, string Identity)? Found(string typed, Person by)
    {
        lock (gate)
        {
            var now = wire.GetUtcNow();
            var (count, since) = wrong.GetValueOrDefault(by.Id);
            if (now - since > CodeLife)
            {
                (count, since) = (0, now);
            }
            if (count >= MostTries)
            {
                return null;
            }
            if (codes.TryGetValue(typed, out var known) && known.Until >= now)
            {
                return (known.Channel, known.Identity);
            }
            wrong[by.Id] = (count + 1, since);
            return null;
        }
    }

    /// <summary>Null where it may be done now; else who is still needed, or why not.</summary>
    private DeskReply? Second(DeskQuestion q, Person me, Person person, string what)
    {
        if (!me.Roles.Contains(TeamRoles.Executor) && !me.Roles.Contains(TeamRoles.Supervisor))
        {
            return No(q, RefusalCodes.NotAllowed, "✖ Only executor and supervisor say this of others", "✖ Hanya executor dan supervisor yang boleh untuk orang lain",
                "Ask one of them.", "Minta salah satu dari mereka.");
        }
        if (q.State is not { HasKickedOff: true, HasEnded: false })
        {
            return null;
        }
        lock (gate)
        {
            var now = wire.GetUtcNow();
            if (firstNames.TryGetValue(what, out var first) && first.By != me.Id && now - first.At < CodeLife)
            {
                firstNames.Remove(what);
                return null;
            }
            firstNames[what] = (me.Id, now);
        }
        return No(q, RefusalCodes.ConfirmNeeded, "⏸ A second name is needed while the run is under way", "⏸ Butuh nama kedua selama run berjalan",
            $"Another executor or supervisor says the same within 10 minutes, for {person.Name}.", $"Executor atau supervisor lain menulis hal yang sama dalam 10 menit, untuk {person.Name}.");
    }

    private static DeskReply No(DeskQuestion q, string refusal, string firstEn, string firstId, string nextEn, string nextId) =>
        new([q.Say.Say(firstEn, firstId), q.Say.Say(nextEn, nextId), string.Create(CultureInfo.InvariantCulture, $"[{refusal}]")], refusal);
}
