namespace MailUpgrade.Core.Engine;

/// <summary>All time-outs of the engine. Each says what starts and what stops its clock.</summary>
public sealed record EngineTimings
{
    /// <summary>Run clock. Between two questions to a host that does not answer.</summary>
    public TimeSpan AskAgainEvery { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Run clock. From the lost link until the step is called Unknown and people must decide; stops when the host answers.</summary>
    public TimeSpan LinkPatience { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Run clock. From the start of a read without a time-out of its own until it is ended.</summary>
    public TimeSpan ReadLimit { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Real time. From the last byte of an unfinished line that the pack does not know until it is called a prompt.</summary>
    public TimeSpan PromptSilence { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often one known prompt is answered in a row before a person is asked.</summary>
    public int SamePromptInARow { get; init; } = 4;

    /// <summary>Real time. Least pause between two questions to a host that does not answer, however fast the run clock is.</summary>
    public TimeSpan LeastPause { get; init; } = TimeSpan.FromMilliseconds(50);
}
