using MailUpgrade.Adapters.Probes;
using MailUpgrade.Adapters.Probes.Wire;
using MailUpgrade.Adapters.Storage;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Time;
using MailUpgrade.Practice.Cluster;
using MailUpgrade.Practice.Faults;

namespace MailUpgrade.Service.Hosting;

/// <summary>The practice cluster beside the service: made when missing, started when it does not run, found again after a crash.</summary>
internal static class PracticeStart
{
    // Wire clock: from a probe's request to its answer.
    private static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(10);

    public static async Task StartAsync(ClusterFolder folder, Fleet fleet, ClockDefinition clock, CancellationToken ct)
    {
        Directory.CreateDirectory(folder.Root);
        ClockFile.WriteShellCopy(folder.Clock, clock);
        if (fleet.RealMachines)
        {
            return; // whoever made the lab has made them
        }
        var cluster = new PracticeCluster(folder, fleet, PracticeCluster.OwnProgram());
        await cluster.CreateAsync(clock, ct);
        await cluster.StartAsync(ct);
    }

    /// <summary>The run clock, with a copy for the simulated hosts.</summary>
    public static RunClock ClockOf(ClusterFolder cluster, ClockFile clockFile, ClockDefinition definition)
    {
        ClockFile.WriteShellCopy(cluster.Clock, definition);
        return new RunClock(new SetBackClock(cluster, definition.Speed), definition, next =>
        {
            clockFile.Write(next);
            ClockFile.WriteShellCopy(cluster.Clock, next);
        });
    }

    /// <summary>Practice and lab clusters by their own secrets; a fleet of somebody's own by the settings and secret files of its fleet file.</summary>
    public static ISampler SamplerFor(ClusterFolder folder, StateFolder state, IHosts hosts) => new Sampler(
        new BaselineFiles(state.FullPath),
        job => MailSystems.Of(job, Directory.Exists(folder.Secrets) ? PracticeMailAccess.Of(folder, job.Fleet) : MailAccess.Of(job.Fleet), new WireLimits { Time = ProbeLimit }),
        (job, host, ct) => HostLoad.OfAsync(hosts, job.Fleet.HostOf(host), ct),
        TimeProvider.System);

    /// <summary>What `on` sets on a practice host, for the paper; null where there is no cluster to stand on.</summary>
    public static Func<FleetHost, IReadOnlyDictionary<string, string>>? PlaceOn(string state, Fleet fleet)
    {
        var folder = ClusterPlace.Of(state, fleet);
        return fleet.Kind == FleetKind.Practice && Directory.Exists(folder.Hosts) ? host => Place(folder, host) : null;
    }

    private static Dictionary<string, string> Place(ClusterFolder folder, FleetHost host)
    {
        var place = new Dictionary<string, string> { ["MU_CLUSTER"] = folder.Root, ["MU_ROOT"] = folder.RootOf(host.Name) };
        foreach (var line in File.Exists(folder.EnvOf(host.Name)) ? File.ReadLines(folder.EnvOf(host.Name)) : [])
        {
            if (line.Split('=', 2) is [var name, var value])
            {
                place[name] = value.Trim('"', '\'');
            }
        }
        return place;
    }
}
