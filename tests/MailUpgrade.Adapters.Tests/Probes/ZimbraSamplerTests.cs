using MailUpgrade.Adapters.Files;
using MailUpgrade.Adapters.Probes;
using MailUpgrade.Adapters.Probes.Wire;
using MailUpgrade.Adapters.Tests.Practice;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Sampling;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Probes;

public sealed class ZimbraSamplerTests(ServedCluster served) : IClassFixture<ServedCluster>
{
    private static readonly Pack Zimbra = PackLoader.Load(Path.Combine(RepositoryRoot.Path, "config/packs/zimbra/pack.yaml")).Required();

    // One name, so that the lot draws the same accounts each time.
    private SampleJob Job => new("run-1", served.Fleet with { Mail = new MailSettings { Tls = false, Sample = new SampleSettings { Accounts = 20, PerSecond = 1000 } } }, Zimbra);

    private string State => Path.Combine(served.Folder.Root, "state");

    private Sampler Sampler => new(
        new BaselineFiles(State), job => MailSystems.Of(job, served.Access, new WireLimits { Time = TimeSpan.FromSeconds(2) }), (_, _, _) => Task.FromResult<double?>(null), TimeProvider.System);

    [Fact]
    public async Task Nothing_changed_is_no_finding_and_it_says_what_it_shows_and_what_it_did_not_look_at()
    {
        await SettledBaselineAsync();
        var baseline = await Sampler.TakeBaselineAsync(Job, CancellationToken.None);
        var after = await Sampler.CompareAsync(Job, CancellationToken.None);
        Assert.Equal([], after.Findings.Select(f => f.ToString()));
        Assert.Equal((60, baseline.Hash, baseline.Accounts), (after.OutOf, after.Hash, after.Accounts));
        Assert.Equal((20, baseline.Accounts), (after.Strength!.Random, after.Strength.Random + after.Strength.Certain));
        Assert.InRange(after.Strength.Chance, 0.95, 1);
        Assert.Contains($"rest:{60 - baseline.Accounts}/60", after.NotLookedAt);
        Assert.All(after.Blobs, b => Assert.Equal(0, b.Failed));
        Assert.Contains(after.Blobs, b => b is { Host: "mbs6", Volume: "far-s3", Read: > 0 });
    }

    [Fact]
    public async Task The_baseline_at_rest_shows_nothing_without_its_key_and_opens_for_no_other_run()
    {
        await SettledBaselineAsync();
        var baseline = await Sampler.TakeBaselineAsync(Job, CancellationToken.None);
        var path = Path.Combine(State, "baselines", "run-1.sealed");
        var bytes = await File.ReadAllBytesAsync(path);
        var text = System.Text.Encoding.Latin1.GetString(bytes);
        Assert.DoesNotContain("example.co.id", text, StringComparison.Ordinal);
        Assert.DoesNotContain(served.Logins.AdminPassword, text, StringComparison.Ordinal);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Path.Combine(State, "baseline-keys", "run-1")) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        var (read, hash) = await new BaselineFiles(State).ReadAsync("run-1", CancellationToken.None);
        Assert.Equal((baseline.Hash, baseline.Accounts), (hash, read.Accounts.Count));
        File.Copy(path, path.Replace("run-1", "run-x", StringComparison.Ordinal), overwrite: true);
        File.Copy(Path.Combine(State, "baseline-keys", "run-1"), Path.Combine(State, "baseline-keys", "run-x"), overwrite: true);
        await Assert.ThrowsAsync<InvalidOperationException>(() => new BaselineFiles(State).ReadAsync("run-x", CancellationToken.None));
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);
        await Assert.ThrowsAsync<InvalidOperationException>(() => new BaselineFiles(State).ReadAsync("run-1", CancellationToken.None));
        Assert.Equal(["run-1", "run-x"], new BaselineFiles(State).DeleteOlderThan(TimeProvider.System.GetUtcNow().AddDays(1)).Order());
        Assert.False(File.Exists(Path.Combine(State, "baseline-keys", "run-1")));
    }

    [Theory]
    [InlineData("messages-lost", "mbs1", "count=7", "items", "messages-lost")]
    [InlineData("mail-arrives", "mbs1", "count=3", "items", "mail-arrived")]
    [InlineData("uidvalidity-changed", "mbs4", "", "uidvalidity", "index-rebuilt")]
    [InlineData("filter-lost", "mbs4", "", "filters", "filters-not-migrated")]
    [InlineData("signature-lost", "mbs4", "", "signatures", "signatures-not-migrated")]
    [InlineData("share-lost", "mbs1", "", "shares", "share-target-unreachable")]
    [InlineData("login-refused", "mbs6", "", "login", "login-broken")]
    [InlineData("blob-missing", "mbs1", "volume=3", "oldest", "blob-missing")]
    [InlineData("wrong-host", "mbs4", "", "mailbox-host", "moved-host")]
    [InlineData("quota-drift", "mbs1", "", "quota", "quota-not-recounted")]
    [InlineData("web-down", "mbs1", "", "way-soap", "web-down")]
    [InlineData("proxy-502", "proxy1", "", "way-page", "proxy-routes")]
    [InlineData("far-volume-lost", "mbs4", "", "blob", "blob-missing")]
    [InlineData("far-volume-hangs", "mbs4", "", "blob", "volume-unreadable")]
    [InlineData("s3-credentials-lost", "mbs6", "", "blob", "blob-missing")]
    public async Task Each_fault_of_the_mail_has_its_name_and_likely_cause(string fault, string host, string parameter, string what, string cause)
    {
        await SettledBaselineAsync();
        served.Faults.Set(fault, host, parameter.Length == 0 ? new Dictionary<string, string>() : new Dictionary<string, string> { [parameter.Split('=')[0]] = parameter.Split('=')[1] });
        try
        {
            var after = await Sampler.CompareAsync(Job, CancellationToken.None);
            Assert.Contains(after.Findings, f => f.What == what && f.Cause == cause);
            Assert.All(after.Findings, f => Assert.NotEqual(f.Before, f.After));
        }
        finally
        {
            served.Faults.Clear(fault, host);
        }

        // Connections that hung with the fault may take a look or two to be gone; what stays is a finding that was invented.
        IReadOnlyList<string> left = ["not looked yet"];
        for (var n = 0; n < 10 && left.Count > 0; n++)
        {
            left = [.. (await Sampler.CompareAsync(Job, CancellationToken.None)).Findings.Select(f => f.ToString())];
        }
        Assert.Equal([], left);
    }

    /// <summary>A fault of the test before may still be in somebody's connection: a baseline counts when a look right after finds no difference.</summary>
    private async Task SettledBaselineAsync()
    {
        for (var n = 0; n < 10; n++)
        {
            await Sampler.TakeBaselineAsync(Job, CancellationToken.None);
            if ((await Sampler.CompareAsync(Job, CancellationToken.None)).Findings.Count == 0)
            {
                return;
            }
        }
        Assert.Fail("the mail service does not come to rest");
    }

    [Fact]
    public async Task A_service_that_limits_its_rate_is_asked_more_slowly_and_is_no_finding()
    {
        await SettledBaselineAsync();
        served.Faults.Set("rate-limited", "mbs1", new Dictionary<string, string>());
        try
        {
            var slowed = new List<string>();
            var after = await Sampler.CompareAsync(Job with { Told = p => { lock (slowed) { slowed.AddRange(p.Slowed); } } }, CancellationToken.None);
            Assert.Empty(after.Findings);
            Assert.NotEmpty(after.Inconclusive);
            Assert.All(after.Inconclusive, i => Assert.EndsWith(SlowCodes.Rate, i, StringComparison.Ordinal));
            Assert.Contains("mbs1", slowed);
            Assert.DoesNotContain("mbs4", slowed);
        }
        finally
        {
            served.Faults.Clear("rate-limited", "mbs1");
        }
    }

    [Fact]
    public async Task Probe_mail_goes_through_every_mta_to_every_store_and_leaves_nothing_behind()
    {
        await SettledBaselineAsync();
        var flow = await Sampler.FlowAsync(Job, CancellationToken.None);
        Assert.All(flow.Probes, p => Assert.True(p.IsGood, p.ToString()));
        Assert.Equal(["mbs1", "mbs4", "mbs6"], flow.Probes.Where(p => p.Way == "in").Select(p => p.To).Order());
        Assert.Equal(["mbs1", "mbs4", "mbs6"], flow.Probes.Where(p => p.Way == "out").Select(p => p.To).Order());
        Assert.Equal([], (await Sampler.CompareAsync(Job, CancellationToken.None)).Findings.Select(f => f.ToString()));
    }

    [Fact]
    public async Task While_a_store_is_down_nothing_is_compared()
    {
        await SettledBaselineAsync();
        served.Service("mbs4", "mailbox", runs: false);
        try
        {
            await ServedCluster.Until(async () => !await Talk.ListensAsync(served.At("mbs4").EndPoint(7071)));
            await Assert.ThrowsAsync<HostUnreachableException>(() => Sampler.CompareAsync(Job, CancellationToken.None));
        }
        finally
        {
            served.Service("mbs4", "mailbox", runs: true);
            await ServedCluster.Until(async () => await Talk.ListensAsync(served.At("mbs4").EndPoint(7071)) && await Talk.ListensAsync(served.At("mbs4").EndPoint(7993)) && await Talk.ListensAsync(served.At("mbs4").EndPoint(8443)));
        }
    }

    [Fact]
    public async Task Without_a_baseline_it_says_so_and_still_looks_at_what_is_asked_for()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Sampler.CompareAsync(Job with { Run = "never" }, CancellationToken.None));
        Assert.Contains("no baseline", error.Message, StringComparison.Ordinal);
        var one = await Sampler.LookAsync(Job with { Run = "never" }, new SampleScope("user001@example.co.id", null), CancellationToken.None);
        Assert.Equal((1, 0), (one.Accounts, one.Findings.Count));
        Assert.True((await Sampler.LookAsync(Job with { Run = "never" }, new SampleScope(null, "mbs4"), CancellationToken.None)).Accounts > 0);
    }
}
