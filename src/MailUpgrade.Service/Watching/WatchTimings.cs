namespace MailUpgrade.Service.Watching;

/// <summary>When the watcher calls. Lengths on the run clock; the bot itself says how fast it runs.</summary>
public sealed record WatchTimings
{
    /// <summary>From the last healthy answer until people are called. Default 3 minutes.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>From one call to the next, while the bot stays silent.</summary>
    public TimeSpan Again { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Between two questions, and the longest wait for an answer.</summary>
    public TimeSpan Look { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Real time. Least pause, however fast the run clock is.</summary>
    public TimeSpan LeastLook { get; init; } = TimeSpan.FromMilliseconds(250);
}
