using Microsoft.Extensions.Logging;

namespace MailUpgrade.Adapters.Teams;

internal static partial class TeamsLog
{
    [LoggerMessage(401, LogLevel.Warning, "The keys of Teams' tokens could not be read from {Host}")]
    public static partial void KeysUnread(ILogger log, string host, Exception fault);

    [LoggerMessage(402, LogLevel.Warning, "An activity was not heard ({Status}): {Why}")]
    public static partial void NotHeard(ILogger log, int status, string why);

    [LoggerMessage(403, LogLevel.Warning, "Teams conversation {Conversation} does not take messages: {Why} Next try in {Delay}")]
    public static partial void Down(ILogger log, string conversation, string why, TimeSpan delay);

    [LoggerMessage(404, LogLevel.Warning, "Teams conversation {Conversation} gets nothing until somebody writes there or installs the app again: {Why}")]
    public static partial void Stopped(ILogger log, string conversation, string why);

    [LoggerMessage(405, LogLevel.Error, "Message {Key} was not taken by Teams conversation {Conversation}: {Why} It stays on its way")]
    public static partial void NotTaken(ILogger log, string key, string conversation, string why);

    [LoggerMessage(406, LogLevel.Warning, "Teams:AllowUnsignedOnLoopback is on: activities without a token are heard from this machine. For development only")]
    public static partial void Unsigned(ILogger log);

    [LoggerMessage(407, LogLevel.Error, "Sending to Teams conversation {Conversation} met a fault; it goes on")]
    public static partial void SenderFault(ILogger log, string conversation, Exception fault);

    [LoggerMessage(408, LogLevel.Warning, "Teams conversation {Conversation} is written to but was never heard from: install the app there")]
    public static partial void NeverHeard(ILogger log, string conversation);
}
