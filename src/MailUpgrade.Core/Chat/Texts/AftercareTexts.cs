using System.Globalization;
using MailUpgrade.Core.Books;
using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Plans;

namespace MailUpgrade.Core.Chat.Texts;

/// <summary>How the list of what is to be seen to after a night is worded: in chat, on the board, in a reminder.</summary>
public static class AftercareTexts
{
    private const int HostsNamed = 6;

    /// <summary>The whole list, open things first.</summary>
    public static IReadOnlyList<string> List(IReadOnlyList<AftercareEntry> entries, DateTimeOffset now, Team team, Speech say)
    {
        if (entries.Count == 0)
        {
            return [say.Say("✔ Aftercare: nothing is on the list", "✔ Aftercare: daftarnya kosong"), say.Say("The list begins when a run has ended.", "Daftar dimulai saat satu run selesai.")];
        }
        return
        [
            Head(entries, now, say),
            .. entries.OrderBy(e => !e.IsOpen).ThenBy(e => e.Item.Due).ThenBy(e => e.Number).Select(e => Line(e, now, team, say)),
            .. entries.Any(e => e.IsOpen) ? [How(say)] : Array.Empty<string>(),
        ];
    }

    /// <summary>What is due or late, for its owners.</summary>
    public static OutboundMessage Reminder(IReadOnlyList<AftercareEntry> due, DateTimeOffset now, Team team, Speech say, DateOnly day)
    {
        var owners = due.Select(e => e.Item.Owner).Distinct(StringComparer.Ordinal).ToList();
        return new OutboundMessage(
            string.Create(CultureInfo.InvariantCulture, $"{due[0].Of.Run}:aftercare:{day:yyyy-MM-dd}:{due[0].Number}"), MessageKind.Notice, true, owners.Count == 1 ? owners[0] : null,
            [Head(due, now, say), .. due.Select(e => Line(e, now, team, say)), How(say)], OutboundMessage.NoButtons, null);
    }

    /// <summary>What came of a look or of doing it.</summary>
    public static IReadOnlyList<string> Result(AftercareEntry entry, IReadOnlyList<AftercareFinding> found, bool does, Speech say)
    {
        var bad = found.Where(f => !f.Passes).ToList();
        var (number, title) = (entry.Number, say.Say(entry.Item.Title));
        return bad.Count == 0
            ? [FirstLine.Of(say.Say($"✔ Aftercare {number} proven: {title}", $"✔ Aftercare {number} terbukti: {title}")),
                say.Say($"Seen on {found.Count} {(found.Count == 1 ? "host" : "hosts")}; it is done in the book.", $"Dilihat di {found.Count} host; di buku tercatat selesai.")]
            : [FirstLine.Of(say.Say($"✖ Aftercare {number} is still open: {title}", $"✖ Aftercare {number} masih terbuka: {title}")),
                .. bad.Take(HostsNamed).Select(f => $"{f.Host}: {f.Said}"),
                .. bad.Count > HostsNamed ? [say.Say($"and {bad.Count - HostsNamed} more hosts", $"dan {bad.Count - HostsNamed} host lagi")] : Array.Empty<string>(),
                does ? say.Say($"What was done on the others stays done. Mend it, then /aftercare do {number} again.", $"Yang sudah dikerjakan di host lain tetap. Perbaiki, lalu /aftercare kerjakan {number} lagi.")
                    : say.Say($"Nothing was changed. {Hint(entry, say)}", $"Tidak ada yang diubah. {Hint(entry, say)}")];
    }

    /// <summary>State as a word with its sign.</summary>
    public static string State(AftercareEntry entry, DateTimeOffset now, Team team, Speech say) =>
        entry.Item.Proven is { } proven ? $"✔ {say.Say(proven)}"
        : entry.Done is { How: "said" } said ? say.Say(
            $"✔ done by {say.Name(team, entry.DoneBy!)} {say.DayAndClock(entry.DoneAt!.Value)}: {said.Evidence}", $"✔ selesai oleh {say.Name(team, entry.DoneBy!)} {say.DayAndClock(entry.DoneAt!.Value)}: {said.Evidence}")
        : entry.Done is { } seen ? say.Say($"✔ proven {say.DayAndClock(entry.DoneAt!.Value)}: {seen.Evidence}", $"✔ terbukti {say.DayAndClock(entry.DoneAt!.Value)}: {seen.Evidence}")
        : entry.IsLate(now) ? say.Say("✖ late", "✖ terlambat")
        : say.Say("⏸ open", "⏸ terbuka");

    /// <summary>Role with the names of those who hold it, or the name of the person.</summary>
    public static string Owner(string owner, Team team, Speech say)
    {
        if (!TeamRoles.All.Contains(owner))
        {
            return say.Name(team, owner);
        }
        return team.Holding(owner) is [var first, ..] && !string.Equals(first.Name, say.Role(owner), StringComparison.OrdinalIgnoreCase) ? $"{say.Role(owner)} ({first.Name})" : say.Role(owner);
    }

    /// <summary>Hosts on which it is still open, where there are any.</summary>
    public static string Hosts(AftercareItem item, Speech say) =>
        item.Hosts.Count == 0 || item.LeftOutHost is not null ? ""
        : item.Hosts.Count <= HostsNamed ? string.Join(' ', item.Hosts) : say.Say($"{item.Hosts.Count} hosts", $"{item.Hosts.Count} host");

    private static string Head(IReadOnlyList<AftercareEntry> entries, DateTimeOffset now, Speech say)
    {
        var (open, late) = (entries.Count(e => e.IsOpen), entries.Count(e => e.IsLate(now)));
        return open == 0 ? say.Say($"✔ Aftercare: all {entries.Count} done", $"✔ Aftercare: semua {entries.Count} selesai")
            : say.Say($"⏸ Aftercare: {open} open, {late} late", $"⏸ Aftercare: {open} terbuka, {late} terlambat");
    }

    private static string Line(AftercareEntry e, DateTimeOffset now, Team team, Speech say)
    {
        var what = $"{e.Number}. {say.Say(e.Item.Title)}";
        if (!e.IsOpen)
        {
            return $"{what}: {State(e, now, team, say)}";
        }
        var where = Hosts(e.Item, say) is { Length: > 0 } hosts ? $" [{hosts}]" : "";
        var caution = e.Item.Caution is { } care ? $" ({say.Say(care)})" : "";
        return say.Say(
            $"{what}{where}: {Owner(e.Item.Owner, team, say)}, by {say.DayAndClock(e.Item.Due)}, {State(e, now, team, say)}{caution}",
            $"{what}{where}: {Owner(e.Item.Owner, team, say)}, paling lambat {say.DayAndClock(e.Item.Due)}, {State(e, now, team, say)}{caution}");
    }

    private static string How(Speech say) => say.Say(
        "Done: /aftercare done 1 and what shows it. The bot looks: /aftercare check 1. Where it can, it does it: /aftercare do 1.",
        "Selesai: /aftercare selesai 1 lalu buktinya. Bot melihat: /aftercare cek 1. Yang bisa bot kerjakan: /aftercare kerjakan 1.");

    private static string Hint(AftercareEntry entry, Speech say) => AftercareWork.CanDo(entry.Item)
        ? say.Say($"The bot does it on /aftercare do {entry.Number}.", $"Bot mengerjakannya dengan /aftercare kerjakan {entry.Number}.")
        : say.Say($"When it is done: /aftercare check {entry.Number} again.", $"Kalau sudah: /aftercare cek {entry.Number} lagi.");
}
