using System.Net;
using Microsoft.Extensions.Logging;

namespace MailUpgrade.Service.Endpoints;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "page: {Path} by {Person}, message {MessageId}: {Outcome}, from {Address}")]
    public static partial void Spoke(this ILogger log, string path, string person, string messageId, string outcome, IPAddress? address);

    [LoggerMessage(Level = LogLevel.Information, Message = "page: a link was opened: {Outcome}, from {Address}")]
    public static partial void LinkOpened(this ILogger log, string outcome, IPAddress? address);
}
