using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Sampling;

namespace MailUpgrade.Adapters.Probes;

/// <summary>Samples the accounts of a mail system: chooses, reads gently, keeps, compares.</summary>
/// <param name="files">Where baselines are kept.</param>
/// <param name="systemOf">The mail system of a job.</param>
/// <param name="loadOf">Load per core of a host, or null.</param>
/// <param name="wire">Wire clock: pace, and the age of baselines.</param>
public sealed class Sampler(
    BaselineFiles files, Func<SampleJob, IMailSystem> systemOf, Func<SampleJob, string, CancellationToken, Task<double?>> loadOf, TimeProvider wire) : ISampler
{
    /// <inheritdoc/>
    public async Task<SampleOutcome> TakeBaselineAsync(SampleJob job, CancellationToken ct)
    {
        files.DeleteOlderThan(wire.GetUtcNow() - TimeSpan.FromDays(job.Fleet.Mail.Sample.KeepDays));
        await using var system = systemOf(job);
        var all = await system.AccountsAsync(ct);
        var sample = Chosen(job, all);
        var states = await Round(system, job).ReadAsync(sample.All, new Dictionary<string, AccountState>(), ct);
        var (blobs, left) = await system.BlobsAsync(sample.All, job.Fleet.Mail.Sample.Blobs, ct);
        var services = await system.ServicesAsync(ct);
        var unread = states.Where(s => s.Login != AccountState.Ok || s.Unjudged.Length > 0).ToList();
        var baseline = new Baseline(job.Run, all.Count, states, blobs) { Services = services, Random = sample.Random.Count, Population = sample.Population };
        var hash = await files.WriteAsync(baseline, ct);
        return new SampleOutcome(hash, states.Count, all.Count, [], SampleNotes.Of(job, system, baseline, [.. left, .. unread.Select(u => "unread-before:" + u.Address)]))
        {
            Strength = StrengthOf(job, baseline),
            Blobs = SampleNotes.Counts(blobs, blobs),
            Inconclusive = [.. unread.Select(u => $"{u.Address}: {(u.Unjudged.Length > 0 ? u.Unjudged : u.Login)}")],
        };
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The run has no baseline, or it cannot be read.</exception>
    public async Task<SampleOutcome> CompareAsync(SampleJob job, CancellationToken ct)
    {
        var (before, hash) = await files.ReadAsync(job.Run, ct);
        await using var system = systemOf(job);
        // Hosts that the night goes on without are not asked, and the outcome says so.
        var taken = job.Fleet.Hosts.Select(h => h.Name).ToHashSet(StringComparer.Ordinal);
        var looked = before with
        {
            Accounts = [.. before.Accounts.Where(a => taken.Contains(a.Host))],
            Volumes = [.. before.Volumes.Where(v => taken.Contains(v.Host))],
            Services = [.. before.Services.Where(s => taken.Contains(s.Host))],
        };
        var outcome = await CompareAsync(job, system, before, hash, looked, await system.AccountsAsync(ct), whole: true, ct);
        var left = before.Accounts.Where(a => !taken.Contains(a.Host)).GroupBy(a => a.Host, StringComparer.Ordinal).Select(g => $"left-out:{g.Count()}/{g.Key}");
        return outcome with { NotLookedAt = [.. outcome.NotLookedAt, .. left.Order(StringComparer.Ordinal)] };
    }

    /// <inheritdoc/>
    public async Task<SampleOutcome> LookAsync(SampleJob job, SampleScope scope, CancellationToken ct)
    {
        await using var system = systemOf(job);
        var all = await system.AccountsAsync(ct);
        var (kept, hash) = await KeptAsync(job, ct);
        var before = kept with
        {
            Accounts = [.. kept.Accounts.Where(a => scope.Account is { } one ? a.Address == one : a.Host == scope.Host)],
            Volumes = scope.Host is null ? [] : [.. kept.Volumes.Where(v => v.Host == scope.Host)],
            Services = scope.Host is null ? [] : [.. kept.Services.Where(s => s.Host == scope.Host)],
        };
        if (before.Accounts.Count > 0)
        {
            return await CompareAsync(job, system, kept, hash, before, all, whole: false, ct);
        }
        var wanted = scope.Account is { } address ? all.Where(a => a.Address == address).ToList() : [.. Chosen(job, all).All.Where(a => a.Host == scope.Host)];
        if (wanted.Count == 0)
        {
            throw new InvalidOperationException(scope.Account is null ? $"Host {scope.Host} has no mailbox." : "There is no such account.");
        }
        var states = await Round(system, job).ReadAsync(wanted, new Dictionary<string, AccountState>(), ct);
        return new SampleOutcome(hash, states.Count, all.Count, Failing(states), []);
    }

    /// <inheritdoc/>
    public async Task<FlowOutcome> FlowAsync(SampleJob job, CancellationToken ct)
    {
        await using var system = systemOf(job);
        return system is IFlowSystem flow ? await new MailFlow(job, system, flow.Access, wire).RunAsync(ct) : new FlowOutcome([], ["no-way:flow"]);
    }

    private async Task<SampleOutcome> CompareAsync(SampleJob job, IMailSystem system, Baseline kept, string hash, Baseline before, IReadOnlyList<AccountFacts> all, bool whole, CancellationToken ct)
    {
        var facts = all.ToDictionary(a => a.Address, StringComparer.Ordinal);
        var sample = before.Accounts.Select(a => facts.GetValueOrDefault(a.Address)).OfType<AccountFacts>().ToList();
        var states = await Round(system, job).ReadAsync(sample, before.Accounts.ToDictionary(a => a.Address, StringComparer.Ordinal), ct);
        var blobs = new List<VolumeState>();
        foreach (var blob in before.Volumes)
        {
            await job.Hold.OffAsync(ct);
            blobs.Add(await system.ReadBlobAsync(blob, ct));
        }
        var services = before.Services.Count == 0 ? [] : await system.ServicesAsync(ct);
        var asked = before.Services.Select(s => (s.Host, s.What)).ToHashSet();
        var after = before with { OutOf = whole ? all.Count : before.OutOf, Accounts = states, Volumes = blobs, Services = [.. services.Where(s => asked.Contains((s.Host, s.What)))] };
        var comparison = BaselineComparison.Compare(before, after, new ComparisonRules(job.Knowledge.Purged, job.DoorsOpen));
        return new SampleOutcome(hash, states.Count, all.Count, comparison.Findings, whole ? SampleNotes.Of(job, system, kept, []) : [])
        {
            Strength = whole ? StrengthOf(job, kept) : null,
            Blobs = SampleNotes.Counts(before.Volumes, blobs),
            Explained = comparison.Explained,
            Inconclusive = comparison.Unjudged,
        };
    }

    private async Task<(Baseline Baseline, string Hash)> KeptAsync(SampleJob job, CancellationToken ct)
    {
        try
        {
            return await files.ReadAsync(job.Run, ct);
        }
        catch (InvalidOperationException)
        {
            return (new Baseline(job.Run, 0, [], []), "");
        }
    }

    private AccountRound Round(IMailSystem system, SampleJob job) =>
        new(system, job, new SamplePace(job.Fleet.Mail.Sample.PerSecond, job.Fleet.Mail.Sample.LoadCeiling, (host, ct) => loadOf(job, host, ct), wire));

    /// <summary>The sample of a job: the same before and after.</summary>
    public static Sample Chosen(SampleJob job, IReadOnlyList<AccountFacts> all)
    {
        var s = job.Fleet.Mail.Sample;
        return SampleChoice.Choose(
            all,
            new SampleWishes(job.Fleet.Mail.Vips, [.. job.Fleet.Mail.TestAccounts.Select(t => t.Address)]),
            population => s.Detect is { } share ? SampleStrength.Needed(population, share, s.Confidence) : s.Accounts,
            job.Run);
    }

    private static SampleStrength? StrengthOf(SampleJob job, Baseline b)
    {
        if (b.Random == 0)
        {
            return null;
        }
        var s = job.Fleet.Mail.Sample;
        var certain = b.Accounts.Count - b.Random;
        return s.Detect is { } share ? SampleStrength.Of(b.Random, b.Population, certain, share) : SampleStrength.AtConfidence(b.Random, b.Population, certain, s.Confidence);
    }

    private static IReadOnlyList<Finding> Failing(IReadOnlyList<AccountState> states) =>
    [
        .. states.Where(s => s.Login != AccountState.Ok).Select(s => new Finding(s.Address, "", "login", "", s.Login, "login-broken", Severity.Grave)),
        .. states.SelectMany(s => s.Ways.Where(w => w.Value != AccountState.Ok && !SlowCodes.IsSlow(w.Value)).Select(w => new Finding(s.Address, "", w.Key, "", w.Value, "service-down", Severity.Grave))),
        .. states.SelectMany(s => s.Newest.Append(s.Oldest).OfType<MessageState>().Where(m => m.Read.Length != 64)
            .Select(m => new Finding(s.Address, m.Folder, "message", "", $"{m.Id} {m.Read}", "blob-missing", Severity.Grave))),
    ];
}
