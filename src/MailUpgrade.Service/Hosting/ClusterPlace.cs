using MailUpgrade.Core.Plans;
using MailUpgrade.Practice.Cluster;
using MailUpgrade.Service.Options;

namespace MailUpgrade.Service.Hosting;

/// <summary>Where the simulated part of a fleet lies: faults, ledgers, the hosts' copy of the clock.</summary>
internal static class ClusterPlace
{
    /// <summary>A practice fleet's is in the state folder, or where <c>Run:Cluster</c> says; a lab's is in the lab's own.</summary>
    /// <param name="state">State folder.</param>
    /// <param name="fleet">Practice or lab.</param>
    public static ClusterFolder Of(string state, Fleet fleet) =>
        new(Path.GetFullPath(fleet.Lab is { } lab ? Path.Combine(lab, "pool/cluster")
            : Path.Combine(Settings.Cluster() ?? Path.Combine(state, "practice"), fleet.Id)));
}
