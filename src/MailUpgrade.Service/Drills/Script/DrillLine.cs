namespace MailUpgrade.Service.Drills.Script;

/// <summary>One line of a script.</summary>
/// <param name="Line">In the file, from 1.</param>
public abstract record DrillLine(int Line)
{
    /// <summary>A person types.</summary>
    /// <param name="Line">In the file.</param>
    /// <param name="By">Person id.</param>
    /// <param name="Text">What is typed.</param>
    /// <param name="Refused">Code with which it must be refused, or null where it must not be.</param>
    public sealed record Say(int Line, string By, string Text, string? Refused) : DrillLine(Line);

    /// <summary>A person presses the button that carries a command, on the newest message that has it.</summary>
    public sealed record Press(int Line, string By, string Word, string? Refused) : DrillLine(Line);

    /// <summary>Goes on at the next such time of day in the plan's zone.</summary>
    public sealed record At(int Line, TimeOnly Time) : DrillLine(Line);

    /// <summary>Goes on when something holds.</summary>
    public sealed record Wait(int Line, Condition Condition, TimeSpan Within) : DrillLine(Line);

    /// <summary>Sets a fault; without a host one of the bot's own world.</summary>
    public sealed record Fault(int Line, string Name, string? Host, IReadOnlyDictionary<string, string> Values) : DrillLine(Line);

    /// <summary>Takes a fault away.</summary>
    public sealed record Clear(int Line, string Name, string? Host) : DrillLine(Line);

    /// <summary>Cuts the link to a host, or to <see cref="Everywhere"/>.</summary>
    public sealed record Cut(int Line, string Host, TimeSpan For) : DrillLine(Line);

    /// <summary>Kills the service and starts it again after a while.</summary>
    public sealed record Crash(int Line, TimeSpan For) : DrillLine(Line);

    /// <summary>
    /// Kills the service, takes its state folder away but for the practice cluster, and lets a new service go on with the journal that was
    /// kept elsewhere, after a while.
    /// </summary>
    public sealed record Lose(int Line, TimeSpan For) : DrillLine(Line);

    /// <summary>Stops the service for a while, as a machine does that is suspended.</summary>
    public sealed record Pause(int Line, TimeSpan For) : DrillLine(Line);

    /// <summary>A person at a host's own console runs a command there as root; it must end with status 0.</summary>
    /// <param name="Line">In the file.</param>
    /// <param name="Command">For its shell; nobody answers its questions, so each gets an end of input.</param>
    /// <param name="Host">Where.</param>
    public sealed record Hands(int Line, string Command, string Host) : DrillLine(Line);

    /// <summary>Target of a cut that means every host.</summary>
    public const string Everywhere = "all";
}
