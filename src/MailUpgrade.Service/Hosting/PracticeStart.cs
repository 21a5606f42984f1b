using MailUpgrade.Adapters.Storage;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Time;
using MailUpgrade.Practice.Cluster;

namespace MailUpgrade.Service.Hosting;

/// <summary>The practice cluster beside the service: made when missing, started when it does not run, found again after a crash.</summary>
internal static class PracticeStart
{
    public static async Task StartAsync(ClusterFolder folder, Fleet fleet, ClockDefinition clock, CancellationToken ct)
    {
        Directory.CreateDirectory(folder.Root);
        ClockFile.WriteShellCopy(folder.Clock, clock);
        var cluster = new PracticeCluster(folder, fleet, PracticeCluster.OwnProgram());
        await cluster.CreateAsync(clock.Start, (int)clock.Speed, ct);
        await cluster.StartAsync(ct);
    }

    public static ISampler SamplerFor(ClusterFolder folder, StateFolder state) => new NullSampler();
}

internal sealed class NullSampler : ISampler
{
    public Task<SampleOutcome> TakeBaselineAsync(string run, Fleet fleet, CancellationToken ct) => Task.FromResult(new SampleOutcome("h", 1, 1, [], []));

    public Task<SampleOutcome> CompareAsync(string run, Fleet fleet, CancellationToken ct) => TakeBaselineAsync(run, fleet, ct);
}
