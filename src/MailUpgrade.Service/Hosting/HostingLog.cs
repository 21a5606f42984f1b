namespace MailUpgrade.Service.Hosting;

internal static partial class HostingLog
{
    [LoggerMessage(1, LogLevel.Error, "The book could not be written; it is tried again in a second")]
    public static partial void BookFailed(ILogger logger, Exception e);
}
