namespace MailUpgrade.Adapters.Teams.Delivery;

/// <summary>A conversation that the bot may write to, as it was last heard from.</summary>
/// <param name="Id">Without the thread of a channel.</param>
/// <param name="Kind"><c>personal groupChat channel</c>.</param>
/// <param name="ServiceUrl">Latest address.</param>
/// <param name="Tenant">Its tenant.</param>
/// <param name="Person">Personal: identity of the person as in the team file; else empty.</param>
/// <param name="Stopped">Why nothing is sent there until somebody writes or installs the app again; empty while it takes messages.</param>
public sealed record Conversation(string Id, string Kind, string ServiceUrl, string Tenant, string Person, string Stopped)
{
    /// <summary>A conversation between one person and the bot.</summary>
    public const string Personal = "personal";

    /// <summary>A chat of several people.</summary>
    public const string GroupChat = "groupChat";

    /// <summary>A channel of a team.</summary>
    public const string Channel = "channel";

    private const string ThreadMark = ";messageid=";

    /// <summary>The conversation of an id that may name a thread.</summary>
    public static string BareId(string id) => id.IndexOf(ThreadMark, StringComparison.Ordinal) is >= 0 and var at ? id[..at] : id;

    /// <summary>Message that began the thread which an id names; empty where it names none.</summary>
    public static string RootOf(string id) => id.IndexOf(ThreadMark, StringComparison.Ordinal) is >= 0 and var at ? id[(at + ThreadMark.Length)..] : "";

    /// <summary>Id by which one writes into the thread that a message began.</summary>
    public static string ThreadId(string bareId, string rootMessage) => bareId + ThreadMark + rootMessage;
}
