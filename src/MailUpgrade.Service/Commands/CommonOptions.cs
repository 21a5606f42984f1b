using System.CommandLine;

namespace MailUpgrade.Service.Commands;

/// <summary>Options that every verb has, and the exit codes.</summary>
internal static class CommonOptions
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>The thing looked at is bad, or the run failed.</summary>
    public const int Bad = 1;

    /// <summary>Unreadable, unparsable or wrong usage.</summary>
    public const int Unusable = 2;

    /// <summary>State folder.</summary>
    public static Option<string> State { get; } = new("--state")
    {
        Description = "State folder (journal, clock, logs). Default var/, or MAILUPGRADE_STATE.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("MAILUPGRADE_STATE") is { Length: > 0 } dir ? dir : "var",
        Recursive = true,
    };

    /// <summary>Configuration folder.</summary>
    public static Option<string> Config { get; } = new("--config")
    {
        Description = "Folder with plans/, fleets/, packs/, team.yaml, calendar.yaml. Default config/.",
        DefaultValueFactory = _ => "config",
        Recursive = true,
    };
}
