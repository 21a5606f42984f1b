namespace MailUpgrade.Practice.Telegram;

/// <summary>A chat as the server knows it.</summary>
/// <param name="Id">Negative for groups.</param>
/// <param name="Type"><c>private group supergroup</c>.</param>
/// <param name="Title">Or the person's name.</param>
public sealed record BotChat(long Id, string Type, string Title)
{
    /// <summary>Has topics.</summary>
    public bool IsForum { get; init; }

    /// <summary>Private: the person has pressed Start.</summary>
    public bool Started { get; set; } = true;

    /// <summary>The bot was removed or blocked.</summary>
    public bool IsShut { get; set; }

    /// <summary>The bot may pin.</summary>
    public bool MayPin { get; set; } = true;

    /// <summary>It lives under this id now.</summary>
    public long? MovedTo { get; set; }

    /// <summary>Pinned messages.</summary>
    public HashSet<long> Pinned { get; } = [];

    internal long LastMessage { get; set; } = 100;
}
