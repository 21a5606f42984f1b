namespace MailUpgrade.Service.Drills.Play;

/// <summary>The world that a drill disturbs and looks at, beside the bot. Works while the bot is dead.</summary>
/// <param name="Faults">Ids of all faults; empty where nobody knows them.</param>
/// <param name="SetFault">Sets a fault on a host, or in the bot's own world where the host is null. May be called twice.</param>
/// <param name="ClearFault">Takes it away. May be called where it is not set.</param>
/// <param name="Cut">Cuts the link to a host until an instant of the run clock.</param>
/// <param name="FactsOf">What the host itself says.</param>
/// <param name="StartsOf">Starts of a step on the hosts, by their own ledgers.</param>
/// <param name="PrepareAsync">Puts it back to what it was before any drill, where it outlives one; takes the fleet's file.</param>
/// <param name="StopAsync">Ends what the world runs. May be called when nothing runs.</param>
public sealed record DrillWorld(
    IReadOnlyCollection<string> Faults,
    Action<string, string?, IReadOnlyDictionary<string, string>> SetFault,
    Action<string, string?> ClearFault,
    Action<string, DateTimeOffset> Cut,
    Func<string, CancellationToken, Task<HostFacts>> FactsOf,
    Func<string, int> StartsOf,
    Func<string, CancellationToken, Task> PrepareAsync,
    Func<CancellationToken, Task> StopAsync)
{
    /// <summary>Runs a command line at a host's own console, as root; gives its exit status and its last words.</summary>
    public Func<string, string, CancellationToken, Task<(int Status, string Said)>> HandsAsync { get; init; } =
        (host, _, _) => throw new DrillFailedException($"nobody can be at the console of {host} in this world");

    /// <summary>Whether a chat channel answers nobody just now.</summary>
    public Func<string, bool> IsDown { get; init; } = _ => false;
}

/// <summary>What a host says of itself.</summary>
/// <param name="Version">E.g. <c>8.8.10</c>, or null where it does not say.</param>
/// <param name="Running">Services that run.</param>
/// <param name="Stopped">Services that should run and do not.</param>
public sealed record HostFacts(string? Version, IReadOnlyList<string> Running, IReadOnlyList<string> Stopped);
