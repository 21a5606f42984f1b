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
}
