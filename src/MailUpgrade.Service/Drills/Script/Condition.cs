using System.Text.RegularExpressions;

namespace MailUpgrade.Service.Drills.Script;

/// <summary>Something that can be true of a night.</summary>
public abstract record Condition
{
    /// <summary>State of the run, by its word.</summary>
    public sealed record Run(string Is) : Condition
    {
        /// <inheritdoc/>
        public override string ToString() => $"run {Is}";
    }

    /// <summary>State of a phase.</summary>
    public sealed record Phase(string Id, string Is) : Condition
    {
        /// <inheritdoc/>
        public override string ToString() => $"phase {Id} {Is}";
    }

    /// <summary>State of a step on its host.</summary>
    public sealed record Step(string Name, string Is) : Condition
    {
        /// <inheritdoc/>
        public override string ToString() => $"step {Name} {Is}";
    }

    /// <summary>The bot said it.</summary>
    public sealed record Said(Regex Pattern) : Condition
    {
        /// <inheritdoc/>
        public override string ToString() => $"text {Pattern}";
    }
}

/// <summary>What must be true at the end.</summary>
/// <param name="Line">In the file, from 1.</param>
public abstract record Expectation(int Line)
{
    /// <summary>A condition, now; a text over all that the bot said.</summary>
    public sealed record Holds(int Line, Condition Condition) : Expectation(Line);

    /// <summary>Version and services of a host; null where it does not matter.</summary>
    public sealed record HostIs(int Line, string Host, string? Version, bool? ServicesRun) : Expectation(Line);

    /// <summary>Starts of a step, counted on the hosts.</summary>
    public sealed record Ran(int Line, string Step, int Times) : Expectation(Line);

    /// <summary>The journal's chain is whole.</summary>
    public sealed record JournalVerified(int Line) : Expectation(Line);

    /// <summary>The bot never said it.</summary>
    public sealed record Never(int Line, Regex Pattern) : Expectation(Line);

    /// <summary>Decisions that people were asked for.</summary>
    public sealed record Decisions(int Line, int AtMost) : Expectation(Line);

    /// <summary>The report can be made.</summary>
    public sealed record ReportPresent(int Line) : Expectation(Line);
}
