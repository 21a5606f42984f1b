using MailUpgrade.Adapters.Cards;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Service.Hosting;

/// <summary>Settings of every channel beside the page; null where a channel is not set up.</summary>
public sealed record ChannelSettings;

/// <summary>Opens the channels beside the page: one line for each that is set up.</summary>
public static class ChatChannels
{
    /// <summary>Channels in the order in which they are told.</summary>
    public static IReadOnlyList<IChatChannel> Open(NightParts parts, ChannelSettings settings, ILoggerFactory logs)
    {
        var cards = CardTemplates.Load();
        return [];
    }
}
