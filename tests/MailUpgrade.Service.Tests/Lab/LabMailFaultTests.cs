using MailUpgrade.Adapters.Files;
using MailUpgrade.Adapters.Probes;
using MailUpgrade.Adapters.Probes.Wire;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Sampling;
using MailUpgrade.Core.Time;
using MailUpgrade.Practice.Cluster;
using MailUpgrade.Practice.Faults;
using MailUpgrade.Practice.Mail;
using MailUpgrade.Service.Tests.Drills;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Service.Tests.Lab;

/// <summary>Faults of the mail service as they are seen from outside the lab's hosts: set, named, cleared, gone.</summary>
[Collection("lab")]
public sealed class LabMailFaultTests : IDisposable
{
    private static readonly ConfigFolder Config = new(Path.Combine(RepositoryRoot.Path, "config"));

    // How the sampler names what it finds, and the likely cause.
    private static readonly (string Fault, string Parameter, string Host, string What, string Cause)[] Findings =
    [
        ("messages-lost", "count=7", "mbs1", "items", "messages-lost"),
        ("mail-arrives", "count=3", "mbs1", "items", "mail-arrived"),
        ("uidvalidity-changed", "", "mbs1", "uidvalidity", "index-rebuilt"),
        ("filter-lost", "", "mbs1", "filters", "filters-not-migrated"),
        ("signature-lost", "", "mbs1", "signatures", "signatures-not-migrated"),
        ("share-lost", "", "mbs1", "shares", "share-target-unreachable"),
        ("gal-lost", "", "mbs1", "way-gal", "data-not-migrated"),
        ("blob-missing", "volume=3", "mbs1", "oldest", "blob-missing"),
        ("wrong-host", "", "mbs1", "mailbox-host", "moved-host"),
        ("quota-drift", "", "mbs1", "quota", "quota-not-recounted"),
        ("login-refused", "", "mbs1", "login", "login-broken"),
        ("web-down", "", "mbs1", "way-soap", "web-down"),
        ("proxy-502", "", "proxy1", "way-page", "proxy-routes"),
    ];

    private readonly string _state = Directory.CreateTempSubdirectory("mailupgrade-lab-").FullName;
    private readonly ClusterFolder _cluster = new(LabShell.Cluster);

    private static SampleJob Job => new(
        "run-1",
        Config.Fleet("lab").Required() with { Mail = new MailSettings { Tls = false, Sample = new SampleSettings { Accounts = 60, PerSecond = 1000 } } },
        PackLoader.Load(Path.Combine(RepositoryRoot.Path, "config/packs/zimbra/pack.yaml")).Required());

    private PracticeFaults Faults => new(_cluster, FaultCatalogue.Load(), TimeProvider.System);

    private Sampler Sampler => new(
        new BaselineFiles(_state), job => MailSystems.Of(job, PracticeMailAccess.Of(_cluster, job.Fleet), new WireLimits()), (_, _, _) => Task.FromResult<double?>(null), TimeProvider.System);

    public void Dispose()
    {
        LabShell.Reset();
        Directory.Delete(_state, recursive: true);
    }

    [LongLabFact]
    public async Task A_fault_of_the_mail_is_seen_from_outside_while_it_is_set_and_not_after()
    {
        LabShell.Reset();
        await new PracticeCluster(_cluster, Job.Fleet, []).CreateAsync(
            new ClockDefinition(new DateTimeOffset(2018, 12, 29, 11, 0, 0, TimeSpan.Zero), TimeProvider.System.GetUtcNow(), 60), CancellationToken.None);
        using var end = new CancellationTokenSource();
        var service = PracticeMailService.RunAsync(_cluster.Root, end.Token);
        try
        {
            Assert.True(await LabShell.ComesAsync(() => File.Exists(_cluster.Pid) || service.IsCompleted) && !service.IsCompleted, "the mail service did not start");
            Assert.Equal([], await WrongAsync());
        }
        finally
        {
            await end.CancelAsync();
            await service;
        }
    }

    [LongLabTheory]
    [InlineData("messages-lost")]
    [InlineData("mail-lost")]
    [InlineData("login-storm")]
    public async Task A_night_with_such_a_fault_ends_over_ssh_as_on_the_practice_cluster(string drill)
    {
        var (exit, output) = await PlayedDrill.PlayAsync($"drills/zimbra/{drill}.yaml", _state, "--fleet", "lab-small", "--speed", "60");
        Assert.True(exit == 0, $"{drill} ended with {exit}:\n{output[Math.Max(0, output.Length - 12_000)..]}");
    }

    private async Task<List<string>> WrongAsync()
    {
        var wrong = new List<string>();
        await Sampler.TakeBaselineAsync(Job, CancellationToken.None);
        foreach (var (fault, parameter, host, what, cause) in Findings)
        {
            Set(fault, host, parameter);
            var found = (await Sampler.CompareAsync(Job, CancellationToken.None)).Findings;
            if (!found.Any(f => f.What == what && f.Cause == cause))
            {
                wrong.Add($"{fault} shows {string.Join(" | ", found.Take(5))}");
            }
            Faults.Clear(fault, host);
            wrong.AddRange((await Sampler.CompareAsync(Job, CancellationToken.None)).Findings.Take(5).Select(f => $"{fault} stays: {f}"));
        }

        Set("rate-limited", "mbs1", "");
        var slow = await Sampler.CompareAsync(Job, CancellationToken.None);
        if (slow.Findings.Count > 0 || !slow.Inconclusive.Any(i => i.EndsWith(SlowCodes.Rate, StringComparison.Ordinal)))
        {
            wrong.Add($"rate-limited shows {string.Join(" | ", slow.Inconclusive.Take(5))}");
        }
        Faults.Clear("rate-limited", "mbs1");
        wrong.AddRange((await Sampler.CompareAsync(Job, CancellationToken.None)).Inconclusive.Take(5).Select(i => $"rate-limited stays: {i}"));

        const string Queue = "su - zimbra -c 'postqueue -p' | tail -n 1";
        Set("mail-waits", "mta1", "count=3");
        await LooksAsync("mail-waits", "mta1", Queue, "in 3 Request");
        Set("queue-lost", "mta1", "count=1");
        await LooksAsync("queue-lost", "mta1", Queue, "in 2 Request");
        Faults.Clear("queue-lost", "mta1");
        Faults.Clear("mail-waits", "mta1");
        await LooksAsync("mail-waits cleared", "mta1", Queue, "queue is empty");

        const string Storm = "grep -c 'authentication failed' $MU_ROOT/opt/zimbra/log/audit.log; cut -d . -f 1 $MU_ROOT/proc/loadavg";
        Set("login-storm", "mbs1", "count=40");
        await LooksAsync("login-storm", "mbs1", Storm, "40\n9");
        Faults.Clear("login-storm", "mbs1");
        await LooksAsync("login-storm cleared", "mbs1", Storm, "No such file");
        return wrong;

        async Task LooksAsync(string fault, string host, string command, string words)
        {
            var said = "";
            if (!await LabShell.ComesAsync(() => (said = LabShell.Said(host, command)).Contains(words, StringComparison.Ordinal)))
            {
                wrong.Add($"{fault} shows {said}");
            }
        }
    }

    private void Set(string fault, string host, string parameter) =>
        Faults.Set(fault, host, parameter.Split('=') is [var key, var value] ? new Dictionary<string, string> { [key] = value } : new Dictionary<string, string>());
}
