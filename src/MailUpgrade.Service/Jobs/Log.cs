namespace MailUpgrade.Service.Jobs;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "The schedule could not be kept; it is made anew in a second")]
    public static partial void ScheduleFault(ILogger logger, Exception e);
}
