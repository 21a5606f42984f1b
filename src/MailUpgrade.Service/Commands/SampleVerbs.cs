using MailUpgrade.Adapters.Probes;
using MailUpgrade.Adapters.Probes.Wire;
using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Sampling;
using MailUpgrade.Practice.Cluster;
using MailUpgrade.Service.Hosting;

namespace MailUpgrade.Service.Commands;

/// <summary>The verbs of <c>sample</c>, in words.</summary>
internal static class SampleVerbs
{
    private static readonly Speech Say = new("en", TimeZoneInfo.Utc);

    public static async Task<int> BaselineAsync(SampleTarget target, CancellationToken ct)
    {
        var outcome = await SamplerOf(target).TakeBaselineAsync(target.Job, ct);
        Console.WriteLine($"{outcome.Accounts} of {outcome.OutOf} accounts read, baseline '{target.Job.Run}' kept, hash {outcome.Hash}");
        Tell("baseline", outcome);
        return outcome.Accounts > 0 && outcome.Inconclusive.Count == 0 ? CommonOptions.Done : CommonOptions.Bad;
    }

    public static async Task<int> CompareAsync(SampleTarget target, CancellationToken ct) => Told("compare", await SamplerOf(target).CompareAsync(target.Job, ct));

    public static async Task<int> LookAsync(SampleTarget target, CancellationToken ct)
    {
        var isHost = target.Job.Fleet.Hosts.Any(h => h.Name == target.Address);
        return Told("look", await SamplerOf(target).LookAsync(target.Job, isHost ? new SampleScope(null, target.Address) : new SampleScope(target.Address!.ToLowerInvariant(), null), ct));
    }

    private static int Told(string what, SampleOutcome outcome)
    {
        Console.WriteLine($"{outcome.Accounts} of {outcome.OutOf} accounts compared: {outcome.Findings.Count} differences");
        foreach (var (finding, n) in outcome.Findings.Select((f, i) => (f, i + 1)))
        {
            Console.WriteLine($"{n}. {finding.Severity.ToString().ToLowerInvariant()}: {finding}; likely: {DifferenceTexts.Cause(finding.Cause, Say)}");
        }
        Tell(what, outcome);
        return outcome.Findings.Count == 0 && outcome.Inconclusive.Count == 0 ? CommonOptions.Done : CommonOptions.Bad;
    }

    private static void Tell(string what, SampleOutcome o)
    {
        foreach (var explained in o.Explained)
        {
            Console.WriteLine($"explained: {explained.Value} × {explained.Key}");
        }
        foreach (var unjudged in o.Inconclusive)
        {
            Console.WriteLine($"not judged: {unjudged}");
        }
        var fact = new Sampled(what, o.Hash, o.Accounts, o.OutOf, [], [])
        {
            Strength = o.Strength is { } s ? new SampledStrength(s.Random, s.Population, s.Certain, s.Hit, s.Chance) : null,
            Blobs = [.. o.Blobs.Select(b => $"{b.Host} {b.Volume} {b.Read} {b.Failed}")],
        };
        foreach (var line in new[] { SampleTexts.Strength(fact, Say), SampleTexts.Blobs(fact, Say) }.Where(l => l.Length > 0))
        {
            Console.WriteLine(line);
        }
        foreach (var left in o.NotLookedAt)
        {
            Console.WriteLine($"not looked at: {SampleTexts.Left(left, Say)}");
        }
    }

    private static Sampler SamplerOf(SampleTarget target)
    {
        var cluster = target.Job.Fleet.Kind is FleetKind.Practice or FleetKind.Lab ? ClusterPlace.Of(target.State, target.Job.Fleet) : null;
        return new Sampler(
            new BaselineFiles(target.State),
            job => MailSystems.Of(job, cluster is not null && Directory.Exists(cluster.Secrets) ? PracticeMailAccess.Of(cluster, job.Fleet) : MailAccess.Of(job.Fleet), new WireLimits()),
            (_, _, _) => Task.FromResult<double?>(null),
            TimeProvider.System);
    }
}
