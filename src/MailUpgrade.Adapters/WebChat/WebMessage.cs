using MailUpgrade.Core.Chat;

namespace MailUpgrade.Adapters.WebChat;

/// <summary>A message as it stands in the room.</summary>
/// <param name="Seq">Place in the room, from 1; stays when it is edited.</param>
/// <param name="Rev">Number of the change that made it so; grows over all messages.</param>
/// <param name="Key">The bot's key, or <c>in:</c> and the id of what a person typed.</param>
/// <param name="At">Run clock, UTC, of its first appearance.</param>
/// <param name="From"><see cref="Bot"/> or a person's id.</param>
/// <param name="Kind"><c>say reply notice decision status</c>.</param>
/// <param name="Rings">A person is needed.</param>
/// <param name="For">Person or role that is needed, or null.</param>
/// <param name="Text">Lines parted by <c>\n</c>.</param>
/// <param name="Buttons">What can be pressed now.</param>
/// <param name="Closed">It could be pressed once and no more.</param>
/// <param name="Edited">It was changed after it appeared.</param>
/// <param name="ReplyTo">Id of the message that it answers, or null.</param>
/// <param name="Answers">Id of the inbound message that it answers, or null.</param>
/// <param name="RefusalCode">Code where it is a refusal, or null.</param>
public sealed record WebMessage(
    long Seq, long Rev, string Key, DateTimeOffset At, string From, string Kind, bool Rings, string? For, string Text,
    IReadOnlyList<WebButton> Buttons, bool Closed, bool Edited, string? ReplyTo, string? Answers,
    string? RefusalCode = null)
{
    /// <summary>Sender of what the bot says.</summary>
    public const string Bot = "bot";

    /// <summary>Name of the message for readers.</summary>
    public string Id => $"m{Seq}";

    /// <summary>Whether it says the same as another; its place and its number of changes do not count.</summary>
    internal bool SaysTheSameAs(WebMessage other) =>
        From == other.From && Kind == other.Kind && Rings == other.Rings && For == other.For && Text == other.Text
        && Closed == other.Closed && ReplyTo == other.ReplyTo && Buttons.SequenceEqual(other.Buttons);
}

/// <summary>A button with the command behind it, which never leaves the server but to a drill.</summary>
/// <param name="Id">Made from all that it stands for: a button whose meaning was edited has another id.</param>
/// <param name="Text">What it shows.</param>
/// <param name="Style"><c>primary danger plain</c>.</param>
/// <param name="Command">Command line.</param>
/// <param name="Press">What the person saw.</param>
public sealed record WebButton(string Id, string Text, string Style, string Command, ButtonPress Press);
