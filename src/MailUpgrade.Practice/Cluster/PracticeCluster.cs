using System.Diagnostics;
using MailUpgrade.Adapters.Local;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Time;
using MailUpgrade.Practice.Mail;

namespace MailUpgrade.Practice.Cluster;

/// <summary>
/// Makes a practice cluster, and starts, finds and stops its mail service. The service is a process of its own session: it outlives
/// the bot, is found again by pid and start time, and ends itself when its folder is gone.
/// </summary>
/// <param name="folder">Where the cluster lies or shall lie.</param>
/// <param name="fleet">Its hosts.</param>
/// <param name="serviceCommand">Program and arguments that call <see cref="PracticeMailService.RunAsync"/> on the folder given as last
/// argument; see <see cref="OwnProgram"/>.</param>
public sealed class PracticeCluster(ClusterFolder folder, Fleet fleet, IReadOnlyList<string> serviceCommand)
{
    // Wire clock: from the start of the process to its listening, and from TERM to KILL.
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    /// <summary>The hidden verb of this very program: <c>practice-cluster run</c>.</summary>
    public static IReadOnlyList<string> OwnProgram()
    {
        var program = Environment.ProcessPath ?? throw new InvalidOperationException("This process does not know its program.");
        var entry = Environment.GetCommandLineArgs()[0];
        return Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? [program, Path.GetFullPath(entry), "practice-cluster", "run"]
            : [program, "practice-cluster", "run"];
    }

    /// <summary>The mail service's process lives.</summary>
    public bool IsRunning => ProcessMark.Read(folder.Pid) is { Lives: true };

    /// <summary>Makes what is missing: hosts, mailboxes, logins. What is there stays, so that this may be called at every start.</summary>
    /// <param name="clock">The run clock.</param>
    /// <param name="ct">Ends the making; it can be called again.</param>
    /// <exception cref="InvalidOperationException">A program of the making failed; its words are the message.</exception>
    public async Task CreateAsync(ClockDefinition clock, CancellationToken ct)
    {
        SetClock(clock);
        var source = Path.Combine(AppContext.BaseDirectory, "Host");
        var list = string.Concat(fleet.Hosts.Select(h => $"{h.Name} {h.Address} {h.Site} {string.Join(',', h.Roles)}\n"));
        var mark = new MadeMark(folder, fleet, source, list);
        if (!mark.Holds)
        {
            await MakeHostsAsync(Path.Combine(source, "create-cluster.sh"), list, ct);
            mark.Write();
        }

        foreach (var host in fleet.Hosts)
        {
            ClusterFiles.CreatePrivateFolder(Path.Combine(folder.Host(host.Name), "tickets"));
            Directory.CreateDirectory(folder.FaultsOf(host.Name));

            var boot = Path.Combine(folder.Host(host.Name), "boot-id");
            if (!File.Exists(boot))
            {
                ClusterFiles.Write(boot, Guid.NewGuid() + "\n");
            }
            MarkMissing(folder.RootOf(host.Name));
        }

        MailLogins.CreateMissing(folder, fleet.Domain);
        MailSeed.CreateMissing(folder, fleet);
    }

    /// <summary>By what a machine is told from all others; no two simulated hosts share it.</summary>
    private static void MarkMissing(string root)
    {
        var id = Path.Combine(root, "etc/machine-id");
        if (!File.Exists(id))
        {
            ClusterFiles.Write(id, Guid.NewGuid().ToString("N") + "\n");
        }
        var key = Path.Combine(root, "etc/ssh/ssh_host_ed25519_key.pub");
        if (!File.Exists(key))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(key)!);
            ClusterFiles.Write(key, $"ssh-ed25519 {Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(51))} practice\n");
        }
    }

    private async Task MakeHostsAsync(string script, string hosts, CancellationToken ct)
    {
        var list = Path.Combine(folder.Root, "fleet.list");
        ClusterFiles.Write(list, hosts);
        var environment = new Dictionary<string, string> { ["PATH"] = "/usr/local/bin:/usr/bin:/bin", ["LANG"] = "C" };
        var made = await ShellCall.RunAsync(["/bin/sh", "-c", "exec sh \"$@\" 2>&1", "sh", script, folder.Root, list], folder.Root, environment, string.Empty, group: true, ct);
        ct.ThrowIfCancellationRequested();
        if (made.ExitStatus != 0)
        {
            throw new InvalidOperationException($"create-cluster.sh ended with {made.ExitStatus}: {made.Output.Trim()}");
        }
    }

    /// <summary>Replaces the cluster's copy of the run clock: at each start and each jump.</summary>
    public void SetClock(ClockDefinition clock) => PracticeClock.Write(folder, clock);

    /// <summary>Starts the mail service unless it runs, and waits until it listens.</summary>
    /// <exception cref="InvalidOperationException">It ended or did not listen in time; its last words are in the message.</exception>
    public async Task StartAsync(CancellationToken ct)
    {
        if (IsRunning)
        {
            return;
        }

        // Through sh, so that its output goes to a file and not to a pipe that ends with the bot. setsid keeps the number.
        var info = new ProcessStartInfo("/bin/sh") { UseShellExecute = false, WorkingDirectory = "/" };
        foreach (var word in (IEnumerable<string>)["-c", "log=$1; shift; exec setsid \"$@\" < /dev/null >> \"$log\" 2>&1", "sh", folder.Log, .. serviceCommand, folder.Root])
        {
            info.ArgumentList.Add(word);
        }

        info.Environment.Clear();
        foreach (var name in new[] { "PATH", "HOME", "DOTNET_ROOT", "LANG", "TMPDIR" })
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
            {
                info.Environment[name] = value;
            }
        }

        // Small and idle most of the night.
        info.Environment["DOTNET_gcConcurrent"] = "0";
        info.Environment["DOTNET_gcServer"] = "0";
        info.Environment["DOTNET_GCConserveMemory"] = "7";
        info.Environment["DOTNET_TieredPGO"] = "0";
        info.Environment["DOTNET_EnableWriteXorExecute"] = "0"; // 7 MB, and a tenth of the start
        using var process = new Process { StartInfo = info };
        process.Start();
        var begun = TimeProvider.System.GetTimestamp();
        while (!IsRunning)
        {
            // One that a bot began before it was killed may hold the cluster and not have said so yet: it will, or it ends.
            var other = process.HasExited && process.ExitCode == PracticeMailService.ServedAlready;
            if ((process.HasExited && !other) || TimeProvider.System.GetElapsedTime(begun) > StartLimit)
            {
                throw new InvalidOperationException($"The practice mail service did not start. {LastWords()}");
            }

            await Task.Delay(Look, ct);
            if (other && !IsRunning)
            {
                process.Start();
            }
        }
    }

    /// <summary>
    /// Ends the mail service and what tickets still run on the hosts: only processes whose number and start time are on record here.
    /// May be called when nothing runs.
    /// </summary>
    public async Task StopAsync(CancellationToken ct)
    {
        if (ProcessMark.Read(folder.Pid) is { } service)
        {
            await EndAsync(service, group: false, ct);
        }

        var tickets = folder.HostNames().Select(folder.Host).Append(folder.Bot).Select(h => Path.Combine(h, "tickets")).Where(Directory.Exists);
        foreach (var mark in tickets.SelectMany(t => Directory.EnumerateFiles(t, "pid", SearchOption.AllDirectories)).Select(ProcessMark.Read).OfType<ProcessMark>())
        {
            // The boot id of a ticket is the practice host's own.
            await EndAsync(mark with { BootId = ProcessMark.OfThisProcess().BootId }, group: true, ct);
        }
    }

    private static async Task EndAsync(ProcessMark mark, bool group, CancellationToken ct)
    {
        var begun = TimeProvider.System.GetTimestamp();
        for (var signal = Signals.Term; mark.Lives; signal = TimeProvider.System.GetElapsedTime(begun) < StopLimit ? 0 : Signals.Kill)
        {
            _ = group ? Signals.SendToGroup(mark.Pid, signal == 0 ? 0 : Signals.Kill) : Signals.Send(mark.Pid, signal);
            await Task.Delay(Look, ct);
        }
    }

    private string LastWords()
    {
        try
        {
            var lines = File.ReadAllLines(folder.Log);
            return string.Join(' ', lines.TakeLast(3));
        }
        catch (IOException)
        {
            return string.Empty;
        }
    }
}
