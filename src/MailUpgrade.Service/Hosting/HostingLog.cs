namespace MailUpgrade.Service.Hosting;

internal static partial class HostingLog
{
    [LoggerMessage(11, LogLevel.Error, "Somebody could not be called")]
    public static partial void NotCalled(ILogger logger, Exception e);

    [LoggerMessage(12, LogLevel.Warning, "The ring command was run for: {What}; it ended with {Code}")]
    public static partial void Rung(ILogger logger, string what, int code);

    [LoggerMessage(13, LogLevel.Warning, "The papers of the night are not made or not told yet; it is tried again in {Wait}")]
    public static partial void PaperWaits(ILogger logger, TimeSpan wait, Exception e);

    [LoggerMessage(14, LogLevel.Warning, "The questions after the night are not asked yet; it is tried again in {Wait}")]
    public static partial void ReviewWaits(ILogger logger, TimeSpan wait, Exception e);

    [LoggerMessage(15, LogLevel.Warning, "Something of the aftercare could not be seen to or told; what is due is tried again in {Wait}")]
    public static partial void AftercareWaits(ILogger logger, TimeSpan wait, Exception e);

    [LoggerMessage(1, LogLevel.Error, "The book could not be written; it is tried again in a second")]
    public static partial void BookFailed(ILogger logger, Exception e);

    [LoggerMessage(2, LogLevel.Error, "Channel {Channel} does not hear; it is opened again in {Wait}")]
    public static partial void Deaf(ILogger logger, string channel, TimeSpan wait, Exception e);

    [LoggerMessage(3, LogLevel.Error, "The run could not be copied outside the bot's disk; it is tried again in a minute")]
    public static partial void AwayFailed(ILogger logger, Exception e);

    [LoggerMessage(4, LogLevel.Error, "A person's session on a host could not be recorded; it is tried again in a second")]
    public static partial void Unrecorded(ILogger logger, Exception e);
}
