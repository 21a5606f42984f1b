using MailUpgrade.Core.Chat.Texts;

namespace MailUpgrade.Core.Chat.Handlers;

/// <summary><c>/help</c>: the handful that is legal now for the asker; <c>/help all</c> the table; <c>/help WORD</c> one entry.</summary>
internal static class ShowHelp
{
    public static Task<IReadOnlyList<string>> AnswerAsync(QuestionContext c, CancellationToken ct)
    {
        var asked = c.Argument.TrimStart('/').ToLowerInvariant();
        IReadOnlyList<string> lines = asked switch
        {
            "" => Handful(c),
            "all" => [c.Speech.Say("All commands", "Semua perintah"), .. CommandTable.All.Select(e => Line(e, c.Speech))],
            _ => CommandTable.Find(asked) is { } entry ? One(entry, c.Speech)
                : [FirstLine.Of(c.Speech.Say($"/{asked} is not a command", $"/{asked} bukan perintah")), c.Speech.Say("/help all shows every word.", "/help all menampilkan semuanya.")],
        };
        return Task.FromResult(lines);
    }

    private static List<string> Handful(QuestionContext c)
    {
        var legal = LegalNow.Words(c.State, c.Scene, c.Person);
        // Notes and issues are always open; they are named last so that the decisions of the moment stand out.
        var now = legal.Where(w => w is not ("note" or "issue")).ToList();
        var lines = new List<string>
        {
            now.Count == 0 ? c.Speech.Say("Nothing waits for you now", "Saat ini tidak ada yang menunggu Anda")
                : c.Speech.Say($"You can decide now: {now.Count}", $"Yang bisa Anda putuskan sekarang: {now.Count}"),
        };
        lines.AddRange(now.Select(w => CommandTable.Find(w) is { } entry ? Line(entry, c.Speech) : "/" + w));
        lines.Add(c.Speech.Say("To look: ", "Untuk melihat: ") + string.Join(" ", CommandTable.All
            .Where(e => e.Use == CommandUse.Shows && e.Word is "status" or "timeline" or "eta" or "log" or "plan" or "report").Select(e => "/" + e.Word)));
        if (legal.Contains("note"))
        {
            lines.Add(c.Speech.Say("To keep: ", "Untuk mencatat: ") + (legal.Contains("issue") ? "/note /issue" : "/note"));
        }
        lines.Add(c.Speech.Say("All words: /help all", "Semua kata: /help all"));
        return lines;
    }

    private static string Line(CommandEntry entry, Speech say) => $"{say.Say(entry.Usage)} - {say.Say(entry.Help)}";

    private static List<string> One(CommandEntry entry, Speech say) =>
    [
        FirstLine.Of(say.Say(entry.Usage)), say.Say(entry.Help),
        say.Say($"Who may: {say.Either(entry.Who.Select(say.Role))}.", $"Yang boleh: {say.Either(entry.Who.Select(say.Role))}."),
    ];
}
