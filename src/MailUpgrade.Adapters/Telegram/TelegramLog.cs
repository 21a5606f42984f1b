using Microsoft.Extensions.Logging;

namespace MailUpgrade.Adapters.Telegram;

internal static partial class TelegramLog
{
    [LoggerMessage(1, LogLevel.Warning, "Telegram does not take messages for {Place}: {Why}")]
    public static partial void Down(ILogger log, string place, string why);

    [LoggerMessage(2, LogLevel.Warning, "Telegram wants quiet for {Place} for {Wait}")]
    public static partial void Throttled(ILogger log, string place, TimeSpan wait);

    [LoggerMessage(3, LogLevel.Error, "Telegram did not take {Key} for {Place} as it was: {Why}")]
    public static partial void NotTaken(ILogger log, string place, string key, string why);

    [LoggerMessage(4, LogLevel.Error, "Messages for {Place} could not be made ready")]
    public static partial void SendFault(ILogger log, string place, Exception e);

    [LoggerMessage(5, LogLevel.Warning, "Telegram cannot be polled: {Why}; again in {Wait}")]
    public static partial void Deaf(ILogger log, string why, TimeSpan wait);

    [LoggerMessage(6, LogLevel.Error, "Another process polls with the same token: only one bot may. This one tries again in {Wait}")]
    public static partial void AnotherPoller(ILogger log, TimeSpan wait);

    [LoggerMessage(7, LogLevel.Error, "Update {Update} was not handled; it is tried again")]
    public static partial void NotHandled(ILogger log, long update, Exception e);

    [LoggerMessage(8, LogLevel.Warning, "A message of {Sender} in {Place} does not count: {Why}")]
    public static partial void NotCounted(ILogger log, string place, string sender, string why);

    [LoggerMessage(9, LogLevel.Warning, "Group {Old} is now {New}: put the new id into Telegram:Chats")]
    public static partial void Moved(ILogger log, long old, long @new);

    [LoggerMessage(10, LogLevel.Warning, "The commands could not be shown in the menu: {Why}")]
    public static partial void NoMenu(ILogger log, string why);

    [LoggerMessage(11, LogLevel.Warning, "A press could not be answered: {Why}")]
    public static partial void NoAnswer(ILogger log, string why);

    [LoggerMessage(12, LogLevel.Warning, "The bot may not speak in {Chat}: {Why}")]
    public static partial void ShutOut(ILogger log, long chat, string why);

    [LoggerMessage(13, LogLevel.Debug, "Update {Update}: {Why}")]
    public static partial void Skipped(ILogger log, long update, string why);

    [LoggerMessage(14, LogLevel.Error, "A file of {Sender} could not be kept: {Why}")]
    public static partial void NoEvidence(ILogger log, string sender, string why);
}
