using Microsoft.Extensions.Logging;

namespace MailUpgrade.Adapters.WebChat;

internal static partial class WebChatLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The page's chat goes on in memory only, {Path} does not take it")]
    public static partial void NotStored(ILogger log, string path, Exception fault);
}
