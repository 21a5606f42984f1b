namespace MailUpgrade.Practice.Telegram;

/// <summary>What the server does to a call instead of answering it, or after it did what was asked.</summary>
public enum BotFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>429 with a time to wait.</summary>
    TooMany,

    /// <summary>500 with words.</summary>
    Error,

    /// <summary>502 of a proxy, which is no JSON.</summary>
    BadGateway,

    /// <summary>The call is taken, no answer ever comes.</summary>
    Silence,

    /// <summary>It is done, and half of the answer comes.</summary>
    HalfAnswer,

    /// <summary>The connection is cut before anything is done.</summary>
    Cut,
}
