namespace MailUpgrade.Core.Engine;

/// <summary>All time-outs of the engine. Each says what starts and what stops its clock.</summary>
public sealed record EngineTimings
{
    /// <summary>Run clock. Between two questions to a host that does not answer.</summary>
    public TimeSpan AskAgainEvery { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Run clock. Between two questions to a host whose way in is barred: asking more often may lock the login out.</summary>
    public TimeSpan AskBarredEvery { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Run clock. From the lost link until the step is called Unknown and people must decide; stops when the host answers.</summary>
    public TimeSpan LinkPatience { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Run clock. From the start of a done- or verify-script until it is ended and asked again.</summary>
    public TimeSpan ReadLimit { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How often a read that does not end is asked in all. It only reads, so asking again does no harm.</summary>
    public int ReadTries { get; init; } = 3;

    /// <summary>Real time. From the last byte of an unfinished line that the pack does not know until it is called a prompt.</summary>
    public TimeSpan PromptSilence { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Run clock. From an installer's last byte until people are told that it says nothing; stops with its next byte.</summary>
    public TimeSpan InstallerSilence { get; init; } = TimeSpan.FromMinutes(20);

    /// <summary>Run clock. Between two looks at how far a running installer is.</summary>
    public TimeSpan ProgressEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Real time. Least pause between two such looks, however fast the run clock is.</summary>
    public TimeSpan ProgressPause { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Run clock. From the start of the collection of logs after a failure until it is given up.</summary>
    public TimeSpan CollectLimit { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Run clock. What one read of a host is expected to take; above speed 60 the clock does not run past it while it is under way.</summary>
    public TimeSpan ExpectedRead { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Run clock. What starting or asking for a ticket is expected to take.</summary>
    public TimeSpan ExpectedCall { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Run clock. What a sampling of accounts is expected to take.</summary>
    public TimeSpan ExpectedSample { get; init; } = TimeSpan.FromMinutes(8);

    /// <summary>How often one known prompt is answered in a row before a person is asked.</summary>
    public int SamePromptInARow { get; init; } = 4;

    /// <summary>The same where the installer says that it did not take the answer.</summary>
    public int RefusedAnswersInARow { get; init; } = 2;

    /// <summary>Real time. Least pause between two questions to a host that does not answer, however fast the run clock is.</summary>
    public TimeSpan LeastPause { get; init; } = TimeSpan.FromMilliseconds(50);
}
