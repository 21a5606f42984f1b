using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Rules;

namespace MailUpgrade.Core.Chat.Handlers;

/// <summary><c>/verdict</c>: people's word in a shadow night; alone it compares theirs with the bot's.</summary>
internal static class ShowVerdicts
{
    public static Task<IReadOnlyList<string>> AnswerAsync(QuestionContext c, CancellationToken ct) => Task.FromResult<IReadOnlyList<string>>(
        ShadowRules.Is(c.State) ? [.. ShadowTexts.Lines(c.State, c.Speech, c.Scene.Team)]
            : [c.Speech.Say("This is no shadow night: the bot itself works", "Ini bukan malam bayangan: bot sendiri yang bekerja")]);

    public static Reading Read(Spoken s)
    {
        var words = s.Rest.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
        return words switch
        {
            [] => new Reading.Question(CommandTable.Find(s.Word)!, ""),
            [var target, var word, ..] when word.ToLowerInvariant() is "ok" or "notok" => new Reading.Order(
                new GiveVerdict(
                    s.Id, s.Person.Id, s.Channel, s.Seen, s.Names.Find(target) ?? target, word.Equals("ok", StringComparison.OrdinalIgnoreCase),
                    words.ElementAtOrDefault(2) ?? ""),
                Destroys: false, Confirmed: false),
            _ => s.Unclear("usage"),
        };
    }
}
