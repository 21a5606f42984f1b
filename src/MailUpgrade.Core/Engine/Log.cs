using Microsoft.Extensions.Logging;

namespace MailUpgrade.Core.Engine;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "The journal cannot be written; nothing new begins until it can")]
    public static partial void JournalFailed(ILogger logger, Exception e);

    [LoggerMessage(2, LogLevel.Error, "Fault in the runner of {Step}; the host is asked again by ticket")]
    public static partial void RunnerFault(ILogger logger, string step, Exception e);

    [LoggerMessage(3, LogLevel.Warning, "{Step} could not be cancelled: its host does not answer")]
    public static partial void CancelUnreachable(ILogger logger, string step, Exception e);

    [LoggerMessage(4, LogLevel.Warning, "A look at {Scope} was not possible")]
    public static partial void NotLooked(ILogger logger, string scope, Exception e);

    [LoggerMessage(11, LogLevel.Information, "{Host}: what run {Run} left there is gone, read back as gone")]
    public static partial void Cleaned(ILogger logger, string host, string run);

    [LoggerMessage(12, LogLevel.Warning, "{Host}: what run {Run} left there is still there, because {Why}; asked again")]
    public static partial void NotCleaned(ILogger logger, string host, string run, string why, Exception? e);
}
