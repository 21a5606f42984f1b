using Microsoft.Extensions.Logging;

namespace MailUpgrade.Core.Chat;

internal static partial class ChatLog
{
    [LoggerMessage(101, LogLevel.Error, "{CommandId} was not decided")]
    public static partial void NotDecided(ILogger logger, string commandId, Exception e);

    [LoggerMessage(102, LogLevel.Warning, "Channel {Channel} does not take messages, {Waiting} wait; next try in {Delay}")]
    public static partial void ChannelDown(ILogger logger, string channel, int waiting, TimeSpan delay, Exception e);

    [LoggerMessage(103, LogLevel.Information, "Channel {Channel} takes messages again")]
    public static partial void ChannelBack(ILogger logger, string channel);

    [LoggerMessage(104, LogLevel.Error, "Fault while messages were made from the journal; tried again")]
    public static partial void ReadFault(ILogger logger, Exception e);

    [LoggerMessage(105, LogLevel.Warning, "The place of channel {Channel} in the journal could not be kept; after a restart messages are repeated")]
    public static partial void CursorFault(ILogger logger, string channel, Exception e);

    [LoggerMessage(106, LogLevel.Error, "Message {Channel}:{MessageId} was not handled")]
    public static partial void NotHandled(ILogger logger, string channel, string messageId, Exception e);
}
