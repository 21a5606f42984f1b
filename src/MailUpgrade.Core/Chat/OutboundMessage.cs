namespace MailUpgrade.Core.Chat;

/// <summary>What the bot says, for every channel.</summary>
/// <param name="Key">Stable name of the message: the same key again is an edit of it, so repeating does no harm.</param>
/// <param name="Kind">How it is shown.</param>
/// <param name="Rings">A person is needed: a new message that rings. All else is silent.</param>
/// <param name="For">Person id or role that is needed, or null.</param>
/// <param name="Lines">First line says what and who in at most 60 characters.</param>
/// <param name="Buttons">What can be pressed; empty closes the message.</param>
/// <param name="ReplyTo">Message id that it answers, in the same channel only; null goes to everybody.</param>
public sealed record OutboundMessage(
    string Key,
    MessageKind Kind,
    bool Rings,
    string? For,
    IReadOnlyList<string> Lines,
    IReadOnlyList<Button> Buttons,
    string? ReplyTo)
{
    /// <summary>Nothing to press.</summary>
    public static IReadOnlyList<Button> NoButtons { get; } = [];

    /// <summary>Code of <see cref="Runs.RefusalCodes"/> where this answers no; the last line names it too.</summary>
    public string? RefusalCode { get; init; }

    /// <summary>Person id: for them alone, in private, on channels that know them and have private chats. Null: for everybody.</summary>
    public string? To { get; init; }

    /// <summary>
    /// A file that goes with it, as a path below the state folder, on channels that send files; the text must say as much without it. Null: none.
    /// </summary>
    public string? Document { get; init; }
}

/// <summary>How a message is shown.</summary>
public enum MessageKind
{
    /// <summary>Answer to one person.</summary>
    Reply,

    /// <summary>News for all.</summary>
    Notice,

    /// <summary>Somebody must decide.</summary>
    Decision,

    /// <summary>The pinned message, edited in place.</summary>
    Status,
}

/// <summary>A button is a command.</summary>
/// <param name="Label">What it shows.</param>
/// <param name="Command">The command line it stands for, e.g. <c>/retry upgrade-store/mbs3</c>.</param>
/// <param name="Style">How it looks.</param>
/// <param name="Press">What the person saw when it was made.</param>
public sealed record Button(string Label, string Command, ButtonStyle Style, ButtonPress Press)
{
    /// <summary>It stands at the left, below those before it.</summary>
    public bool BeginsRow { get; init; }
}

/// <summary>How a button looks.</summary>
public enum ButtonStyle
{
    /// <summary>Neither.</summary>
    Plain,

    /// <summary>The usual way on.</summary>
    Primary,

    /// <summary>Destroys or cannot be taken back; asks for a second tap that names the target.</summary>
    Danger,
}
