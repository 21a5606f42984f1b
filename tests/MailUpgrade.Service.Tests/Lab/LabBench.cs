using System.Globalization;
using MailUpgrade.Adapters.Files;
using MailUpgrade.Adapters.Probes;
using MailUpgrade.Adapters.Probes.Wire;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Sampling;
using MailUpgrade.Core.Time;
using MailUpgrade.Practice.Cluster;
using MailUpgrade.Practice.Faults;
using MailUpgrade.Practice.Mail;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Service.Tests.Lab;

/// <summary>Hosts of the lab that were never used, with the mail service in their networks and the pack at hand.</summary>
internal sealed class LabBench : IAsyncDisposable
{
    // Wire clock: an installer that says nothing more for so long has failed the test.
    private static readonly TimeSpan InstallerLimit = TimeSpan.FromMinutes(2);

    private static readonly ConfigFolder Config = new(Path.Combine(RepositoryRoot.Path, "config"));
    private static readonly Plan Plan = Config.Plan("zimbra-8.7.1-to-8.8.10").Required();
    private static readonly Fleet Fleet = Config.Fleet("lab").Required();
    private static readonly Pack Pack = Config.Pack("zimbra").Required();

    private readonly string _state = Directory.CreateTempSubdirectory("mailupgrade-lab-").FullName;
    private readonly ClusterFolder _cluster = new(LabShell.Cluster);
    private readonly CancellationTokenSource _end = new();
    private readonly HashSet<string> _saved = [];
    private Task<int> _service = Task.FromResult(0);
    private bool _hasBaseline;

    private LabBench() => Faults = new PracticeFaults(_cluster, FaultCatalogue.Load(), TimeProvider.System);

    /// <summary>Sets and clears.</summary>
    public PracticeFaults Faults { get; }

    private static SampleJob Job => new(
        "t1", Fleet with { Mail = new MailSettings { Tls = false, Sample = new SampleSettings { Accounts = 60, PerSecond = 1000 } } }, Pack);

    private Sampler Sampler => new(
        new BaselineFiles(_state), job => MailSystems.Of(job, PracticeMailAccess.Of(_cluster, job.Fleet), new WireLimits()), (_, _, _) => Task.FromResult<double?>(null), TimeProvider.System);

    /// <param name="speed">Of the hosts' clock.</param>
    public static async Task<LabBench> UpAsync(int speed)
    {
        LabShell.Reset();
        var bench = new LabBench();
        await new PracticeCluster(bench._cluster, Fleet, []).CreateAsync(
            new ClockDefinition(new DateTimeOffset(2018, 12, 29, 11, 0, 0, TimeSpan.Zero), TimeProvider.System.GetUtcNow(), speed), CancellationToken.None);
        bench._service = PracticeMailService.RunAsync(bench._cluster.Root, bench._end.Token);
        Assert.True(await LabShell.ComesAsync(() => File.Exists(bench._cluster.Pid) || bench._service.IsCompleted) && !bench._service.IsCompleted, "the mail service did not start");
        return bench;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _service;
        _end.Dispose();
        LabShell.Reset();
        Directory.Delete(_state, recursive: true);
    }

    /// <summary>What a script of the pack says on a host.</summary>
    public static string Run(string host, string script, string first = "")
    {
        const string Here = "f=$(mktemp); cat > $f; sh $f < /dev/null; rm -f $f";
        using var shell = LabShell.Start(host, Here);
        shell.StandardInput.Write(Program(host, new ScriptRef(ScriptPlace.Pack, Pack.Id, script), first));
        shell.StandardInput.Close();
        var said = shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();
        return said;
    }

    /// <summary>What an action of the fleet's snapshot provider says about a host.</summary>
    public string Provide(string host, string script) =>
        LabShell.Run("sh", "-c", Program(host, new ScriptRef(ScriptPlace.Provider, Fleet.SnapshotProvider, script), $"MU_CLUSTER={_cluster.Root} MU_ROOT={_cluster.RootOf(host)}")).Said;

    /// <summary>What a comparison with the baseline finds: a line for each kind, and what could not be judged.</summary>
    public async Task<string> SampleAsync()
    {
        if (!_hasBaseline)
        {
            await Sampler.TakeBaselineAsync(Job, CancellationToken.None);
            _hasBaseline = true;
        }
        var found = await Sampler.CompareAsync(Job, CancellationToken.None);
        var lines = found.Findings.Select(f => $"{f.What}, {f.Cause}").Concat(found.Inconclusive.Select(i => "not judged: " + i)).Distinct().ToList();
        return lines.Count == 0 ? "nothing found\n" : string.Join('\n', lines) + "\n";
    }

    /// <summary>Brings the master, an MTA and a store to where a night has them before the second installer: the master is on the new version.</summary>
    public static async Task MakeReadyAsync(string master, string mta, string store)
    {
        string[] close = ["holds/hold.sh", "doors/close.sh"], stop = ["services/record.sh", "services/stop.sh", "services/check-stopped.sh"];
        (string Host, IEnumerable<string> Scripts)[] night =
        [
            (store, [.. close, "plugin/save.sh", "plugin/out.sh", "plugin/check-out.sh", .. stop]),
            (mta, [.. close, .. stop]),
            (master, ["holds/hold.sh", .. stop, "services/start-ldap.sh", "services/check-ldap.sh"]),
        ];
        var said = string.Concat(night.SelectMany(n => n.Scripts.Select(s => $"{n.Host} {s}: {Run(n.Host, s)}"))) + await TalkAsync(master, toTheEnd: true);
        Assert.Contains($"{master} is on 8.8.10, services as before", said, StringComparison.Ordinal);
    }

    /// <summary>What the installer and then the verdict say. Before a whole installation the host is as at the first, and so is what the directory has of it.</summary>
    public async Task<string> InstallAsync(string host, bool toTheEnd, int speed)
    {
        PracticeClock.Write(_cluster, new ClockDefinition(new PracticeClock(_cluster).GetUtcNow(), TimeProvider.System.GetUtcNow(), speed));
        if (toTheEnd)
        {
            PutBack(host);
            PutBack(Fleet.Hosts[0].Name);
        }
        return await TalkAsync(host, toTheEnd);
    }

    private static async Task<string> TalkAsync(string host, bool toTheEnd)
    {
        LabShell.Said(host, $"cat > /root/installer << 'PROGRAM'\n{Program(host, new ScriptRef(ScriptPlace.Pack, Pack.Id, "upgrade/install.sh"), "")}\nPROGRAM");
        using var limit = new CancellationTokenSource(InstallerLimit);
        using var shell = LabShell.Start(host, "sh /root/installer");
        var said = await new InstallerTalk(Pack, toTheEnd).LeadAsync(shell.StandardOutput, shell.StandardInput, limit.Token);
        shell.StandardInput.Close();
        await shell.WaitForExitAsync(limit.Token);
        return toTheEnd ? said + Took(host) + Run(host, "upgrade/verify.sh") : said;
    }

    /// <summary>Minutes of the hosts' clock from the beginning of the installation to its first package.</summary>
    private static string Took(string host) => LabShell.Said(host, """
        awk -F: '/INSTALL SESSION START/ { at = $1; was = 0 } /: UPGRADED/ && !was { was = $1 } END { printf "packages took %d min\n", (was - at) / 60 }' /opt/zimbra/.install_history
        """);

    private void PutBack(string host)
    {
        var kept = Path.Combine(_state, host);
        var (from, to) = _saved.Add(host) ? (_cluster.RootOf(host), kept) : (kept, _cluster.RootOf(host));
        var (code, said) = LabShell.Run("rsync", "-a", "--checksum", "--delete", from + "/", to + "/");
        Assert.True(code == 0, said);
    }

    private static string Program(string host, ScriptRef script, string first)
    {
        var at = Fleet.Hosts.Single(h => h.Name == host);
        var values = StepVariables.OfHost(Plan, Fleet, at, "t1").Concat(
        [
            new("MU_ADDR", at.Address), new("MU_PHASE", "precheck"), new("MU_STEP", "look"), new("MU_ATTEMPT", "1"), new("MU_SET", "t1-set"), new("MU_LEFT_OUT", ""),
        ]);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{string.Concat(values.Select(v => $"{v.Key}={StepVariables.Quoted(v.Value)}\n"))}MU_KICKOFF=$(($(date +%s) + 18000))\n{first}\n{Config.ProgramOf(Pack.Id, script)}");
    }
}
