using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Commands;

namespace MailUpgrade.Core.Chat;

/// <summary>Turns a text into a command, a question, or a refusal that says what to write. Pure.</summary>
public static class CommandParser
{
    /// <summary>Longest text that is read, in UTF-16 units.</summary>
    public const int LongestText = 4_000;

    /// <summary>Reads a message of a person of the team.</summary>
    /// <param name="message">As received.</param>
    /// <param name="person">Who sent it.</param>
    /// <param name="plan">Its phases may bring command words of their own.</param>
    /// <param name="fleet">Its hosts can be named.</param>
    /// <param name="ownNames">Names of the bot on this channel; a command for another name is not ours. Empty: any name is ours.</param>
    public static Reading Read(
        InboundMessage message, Person person, Plan plan, Fleet fleet, IReadOnlyCollection<string> ownNames)
    {
        if (message.Text.Length > LongestText)
        {
            return TooLong(message.Text);
        }
        if (CommandText.Read(message.Text) is not { } text || IsForAnother(text.Bot, ownNames))
        {
            return new Reading.Talk();
        }
        var isConfirm = text.Word == CommandTable.Confirm && text.IsClean;
        if (isConfirm)
        {
            if (CommandText.Read(text.Rest) is not { } inner || inner.Word == CommandTable.Confirm)
            {
                return Unclear(text.Word, "usage");
            }
            text = inner;
        }
        if (!text.IsClean)
        {
            return Unclear(CommandTable.Find(text.Word) is null ? "" : text.Word, "control-characters");
        }
        var seen = message.Press is { } press ? new SeenState(press.Run, press.PlanHash, press.SeenSeq) : null;
        var said = new Spoken(
            message.CommandId, person, message.Channel, text.Word, text.Rest, seen, KnownNames.Of(plan, fleet));
        var reading = ReadWord(said, plan);
        return isConfirm && reading is Reading.Order order ? order with { Confirmed = true } : reading;
    }

    /// <summary>The refusal of a text that is too long to be read.</summary>
    public static Reading.Unclear TooLong(string text) => new(CommandText.Read(text[..Math.Min(text.Length, 100)])?.Word ?? "", Refusal.Of(
        RefusalCodes.TooLong,
        ("length", text.Length.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ("longest", LongestText.ToString(System.Globalization.CultureInfo.InvariantCulture))));

    private static Reading ReadWord(Spoken said, Plan plan)
    {
        if (CommandTable.Find(said.Word) is { } entry)
        {
            return entry.Read(said);
        }
        if (plan.Phases.Any(p => p.Start.Command == said.Word))
        {
            return Handlers.Orders.Begin(said);
        }
        var words = CommandTable.All.Select(e => e.Word).Concat(plan.Phases.Select(p => p.Start.Command).OfType<string>()).Distinct();
        return new Reading.Unclear(said.Word, Refusal.Of(
            RefusalCodes.UnknownCommand, ("command", said.Word), ("near", string.Join(',', NearWords.Of(said.Word, words)))));
    }

    private static bool IsForAnother(string? bot, IReadOnlyCollection<string> ownNames) =>
        bot is not null && ownNames.Count > 0 && !ownNames.Contains(bot, StringComparer.OrdinalIgnoreCase);

    private static Reading.Unclear Unclear(string word, string problem) =>
        new(word, Refusal.Of(RefusalCodes.BadArgument, ("command", word), ("problem", problem)));
}
