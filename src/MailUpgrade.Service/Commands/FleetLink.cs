using System.CommandLine;
using MailUpgrade.Adapters.Files;
using MailUpgrade.Adapters.Ssh;
using MailUpgrade.Core.Plans;
using MailUpgrade.Service.Options;

namespace MailUpgrade.Service.Commands;

/// <summary>The way to a fleet's hosts for verbs of the command line, beside a running bot: with its own connections.</summary>
/// <param name="Fleet">With full paths.</param>
/// <param name="Sockets">Folder of its control sockets.</param>
internal sealed record FleetLink(Fleet Fleet, string Sockets)
{
    /// <summary>Fleet of a verb.</summary>
    public static Option<string?> FleetOption { get; } = new("--fleet") { Description = "Fleet name or path; default Run:Fleet." };

    /// <summary>Reads the fleet.</summary>
    /// <exception cref="InvalidDataException">It has faults, or is one of simulated hosts.</exception>
    public static FleetLink Of(ParseResult parsed)
    {
        var config = new ConfigFolder(parsed.GetValue(CommonOptions.Config)!);
        var read = config.Fleet(parsed.GetValue(FleetOption) ?? Settings.DefaultFleet());
        if (read.Faults.Count > 0)
        {
            throw new InvalidDataException(string.Join('\n', read.Faults));
        }

        var fleet = SshPaths.Full(read.Required(), config.FleetsPath);
        return fleet.Kind == FleetKind.Practice
            ? throw new InvalidDataException($"fleet {fleet.Id} is a practice one: its hosts are folders of this machine, not reached over ssh; name another with --fleet")
            : OperatingSystem.IsWindows() ? throw new InvalidDataException("ssh's control sockets need Linux or macOS: run this there")
            : new(fleet, ControlFolder.Of(parsed.GetValue(CommonOptions.State)! + "/command-line"));
    }

    /// <summary>Hosts by name; all where none is named.</summary>
    /// <exception cref="InvalidDataException">The fleet has no such host.</exception>
    public IReadOnlyList<FleetHost> Named(IReadOnlyCollection<string> names) =>
        names.FirstOrDefault(n => Fleet.Hosts.All(h => h.Name != n)) is { } unknown
            ? throw new InvalidDataException($"fleet {Fleet.Id} has no host '{unknown}': it has {string.Join(' ', Fleet.Hosts.Select(h => h.Name))}")
            : names.Count == 0 ? Fleet.Hosts : [.. Fleet.Hosts.Where(h => names.Contains(h.Name))];

    /// <summary>Opens the way.</summary>
    public SshHosts Open() => new(() => Fleet, Sockets, TimeProvider.System, new SshTimings(), TicketPlaces.Default);

    /// <summary>Runs a verb; what the caller can mend is told in words.</summary>
    public static async Task<int> GuardAsync(Func<Task<int>> verb)
    {
        try
        {
            return await verb();
        }
        catch (Exception e) when (e is InvalidDataException or FileFaultException or IOException or UnauthorizedAccessException or Core.Ports.HostBarredException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return CommonOptions.Unusable;
        }
    }
}
