using MailUpgrade.Core.Chat.Texts;

namespace MailUpgrade.Adapters.Cards;

/// <summary>For whom a card is laid out.</summary>
/// <param name="Language">Of the chat: <c>en</c> or <c>id</c>.</param>
/// <param name="People">People behind a role or a person's id, with their identities in the channel.</param>
/// <param name="MasksAddresses">Mail addresses lose their names: a chat is read by more people than a mailbox.</param>
public sealed record CardReader(string Language, Func<string, IReadOnlyList<CardPerson>> People, bool MasksAddresses = true)
{
    /// <summary>A line as this reader may see it.</summary>
    public string Shown(string line) => MasksAddresses ? AddressMask.Of(line) : line;

    internal string Need(IReadOnlyList<CardPerson> people)
    {
        var say = new Speech(Language, TimeZoneInfo.Utc);
        var names = say.Either(people.Select(p => p.Name));
        return say.Say($"For: {names}", $"Untuk: {names}");
    }
}
