using MailUpgrade.Core.Runs.Events;

namespace MailUpgrade.Core.Runs;

/// <summary>Answer of a run to a command.</summary>
public abstract record Decision
{
    /// <summary>These facts are to be recorded.</summary>
    public sealed record Accepted(IReadOnlyList<RunEvent> Events) : Decision;

    /// <summary>No, and why.</summary>
    public sealed record Refused(Refusal Refusal) : Decision;

    /// <summary>The same command was answered before. <paramref name="Before"/> is null where it was accepted.</summary>
    public sealed record Repeated(Refusal? Before) : Decision;

    /// <summary>Nothing to do: a timer that is early or for something that has passed.</summary>
    public sealed record Ignored : Decision;
}

/// <summary>A refusal with a stable code and the facts that its text names.</summary>
public sealed record Refusal(string Code, IReadOnlyDictionary<string, string> Facts)
{
    /// <summary>A refusal with facts given as pairs.</summary>
    public static Refusal Of(string code, params (string Key, string Value)[] facts) =>
        new(code, facts.ToDictionary(f => f.Key, f => f.Value));
}
