using MailUpgrade.Core.Chat;

namespace MailUpgrade.Core.Ports;

/// <summary>One way to people. Best effort: an outage delays and never loses, since the journal is the outbox.</summary>
public interface IChatChannel
{
    /// <summary>Name used in the journal and in the team file.</summary>
    string Name { get; }

    /// <summary>Posts a message, or edits the one posted under the same key. May be called twice.</summary>
    /// <exception cref="ChannelDownException">Not delivered; the caller tries again later.</exception>
    Task SendAsync(OutboundMessage message, CancellationToken ct);
}

/// <summary>The channel does not take messages now. Trying again is sensible.</summary>
public sealed class ChannelDownException(string message, Exception? inner = null) : Exception(message, inner);
