using MailUpgrade.Adapters.Files;
using MailUpgrade.Adapters.Probes;
using MailUpgrade.Adapters.Probes.Wire;
using MailUpgrade.Adapters.Tests.Practice;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Sampling;
using MailUpgrade.Practice.Cluster;
using MailUpgrade.Practice.Mail;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Probes;

/// <summary>Every kind of damage that the practice mail service can have, planted in sampled and other accounts among 3,000.</summary>
public sealed class PracticeDamageTests : IAsyncLifetime, IDisposable
{
    private const int Accounts = 3000;
    private static readonly Pack Zimbra = PackLoader.Load(Path.Combine(RepositoryRoot.Path, "config/packs/zimbra/pack.yaml")).Required();

    private static readonly (string Fault, string Parameter, string What)[] Kinds =
    [
        ("messages-lost", "count=3", "items"), ("mail-arrives", "count=2", "items"), ("uidvalidity-changed", "", "uidvalidity"), ("filter-lost", "", "filters"),
        ("signature-lost", "", "signatures"), ("share-lost", "", "shares"), ("blob-missing", "volume=3", "oldest"), ("wrong-host", "", "mailbox-host"), ("quota-drift", "", "quota"),
        ("gal-lost", "", "way-gal"),
    ];

    private readonly CancellationTokenSource _end = new();
    private TestCluster _test = null!;
    private Task<int> _service = Task.FromResult(0);

    private static bool IsLong => Environment.GetEnvironmentVariable("MAILUPGRADE_LONG") == "1";

    private SampleJob Job => new("run-1", _test.Fleet with { Mail = new MailSettings { Tls = false, Sample = new SampleSettings { Accounts = IsLong ? 284 : 40, PerSecond = 1000, Blobs = 2 } } }, Zimbra);

    private string State => Path.Combine(_test.Folder.Root, "state");

    private Sampler Sampler => new(
        new BaselineFiles(State), job => MailSystems.Of(job, PracticeMailAccess.Of(_test.Folder, job.Fleet), new WireLimits()), (_, _, _) => Task.FromResult<double?>(null), TimeProvider.System);

    public async Task InitializeAsync()
    {
        _test = await TestCluster.CreateAsync(Accounts);
        _service = PracticeMailService.RunAsync(_test.Folder.Root, new MailServiceLimits(), _end.Token);
        await ServedCluster.Until(() => File.Exists(_test.Folder.Pid));
    }

    public async Task DisposeAsync()
    {
        await _end.CancelAsync();
        await _service;
        await _test.DisposeAsync();
    }

    public void Dispose() => _end.Dispose();

    [Fact]
    public async Task Every_kind_of_damage_is_named_in_every_sampled_account_and_nothing_is_invented()
    {
        Assert.Equal(Accounts, (await Sampler.TakeBaselineAsync(Job, CancellationToken.None)).OutOf);
        var (baseline, _) = await new BaselineFiles(State).ReadAsync("run-1", CancellationToken.None);
        // Accounts that have all that can be lost, so that each damage shows; the blobs of volumes are read from the smallest, which stay whole.
        var blobs = baseline.Volumes.Select(v => v.Account).ToHashSet();
        var fit = baseline.Accounts.Where(a => !blobs.Contains(a.Address) && a.Counts["filters"] > 0 && a.Counts["shares"] > 0 && a.Folders.Any(f => f is { Path: "Inbox", Count: > 10 }) && a.Oldest?.Folder is { Length: > 0 }).Select(a => a.Address).ToList();
        Assert.True(fit.Count >= 2 * Kinds.Length, $"{fit.Count} fit");
        var sampled = baseline.Accounts.Select(a => a.Address).ToHashSet();
        for (var clean = 0; clean < (IsLong ? 20 : 2); clean++)
        {
            Assert.Equal([], (await Sampler.CompareAsync(Job, CancellationToken.None)).Findings.Select(f => f.ToString()));
        }
        var planted = new Dictionary<string, string>(StringComparer.Ordinal);
        var near = baseline.Accounts.Where(a => a.Host == "mbs1").Select(a => a.Address).ToHashSet();
        foreach (var (fault, parameter, what) in Kinds)
        {
            // Old mail of a store without a far volume lies on volume 3.
            var address = fit.First(a => !planted.ContainsKey(a) && (fault != "blob-missing" || near.Contains(a)));
            Plant(fault, parameter, address, "user2999@example.co.id");
            planted[address] = what;
            if (IsLong)
            {
                await NamedAsync(planted, sampled);
            }
        }
        await NamedAsync(planted, sampled);
    }

    private async Task NamedAsync(Dictionary<string, string> planted, HashSet<string> sampled)
    {
        var after = await Sampler.CompareAsync(Job, CancellationToken.None);
        Assert.Empty(after.Inconclusive);
        foreach (var (address, what) in planted)
        {
            var named = after.Findings.Any(f => f.Account == address && f.What == what);
            Assert.True(named, $"{what} of {address}: {string.Join(" | ", after.Findings.Where(f => f.Account == address))}");
        }
        Assert.Equal([], after.Findings.Where(f => !planted.ContainsKey(f.Account) && !(f.Account == "user2999@example.co.id" && sampled.Contains(f.Account))).Select(f => f.ToString()));
    }

    /// <summary>On every store, so that the one that has the account plays it.</summary>
    private void Plant(string fault, string parameter, params string[] accounts)
    {
        foreach (var host in _test.Fleet.Hosts.Where(h => h.Roles.Contains("mailbox")))
        {
            Directory.CreateDirectory(_test.Folder.FaultsOf(host.Name));
            File.WriteAllText(Path.Combine(_test.Folder.FaultsOf(host.Name), fault), $"{parameter}\naccounts={string.Join(',', accounts)}\n");
        }
    }
}
