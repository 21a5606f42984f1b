namespace MailUpgrade.Core.Chat;

/// <summary>What a channel received, before anybody has looked at it.</summary>
/// <param name="Channel">Channel name: <c>web</c>, <c>telegram</c>, <c>teams</c>.</param>
/// <param name="MessageId">Unique in the channel; the same id again is the same message.</param>
/// <param name="Sender">Identity in the channel: numeric or directory id, never a name.</param>
/// <param name="Text">What was typed, or the command behind a button.</param>
/// <param name="Press">The button, where one was pressed.</param>
/// <param name="ReceivedAt">Wire clock.</param>
public sealed record InboundMessage(
    string Channel, string MessageId, string Sender, string Text, ButtonPress? Press, DateTimeOffset ReceivedAt)
{
    /// <summary>Id under which its command is recorded.</summary>
    public string CommandId => $"{Channel}:{MessageId}";

    /// <summary>Photos and files that came with it; they are kept as evidence, the text is their caption.</summary>
    public IReadOnlyList<ReceivedFile> Files { get; init; } = [];

    /// <summary>It was said where only this person and the bot read.</summary>
    public bool IsPrivate { get; init; }
}

/// <summary>A file as a channel received it.</summary>
/// <param name="Name">As the sender called it; only its ending is used.</param>
/// <param name="MediaType">As the channel said.</param>
/// <param name="Bytes">All of it.</param>
public sealed record ReceivedFile(string Name, string MediaType, ReadOnlyMemory<byte> Bytes);

/// <summary>A press of a button on a message of the bot.</summary>
/// <param name="Run">Run for which the button was made.</param>
/// <param name="PlanHash">Plan hash that the person saw.</param>
/// <param name="SeenSeq">Journal sequence number that the message told.</param>
public sealed record ButtonPress(string Run, string PlanHash, long SeenSeq);
