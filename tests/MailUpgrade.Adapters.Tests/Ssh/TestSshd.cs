using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MailUpgrade.Adapters.Ssh;
using MailUpgrade.Core.Plans;

namespace MailUpgrade.Adapters.Tests.Ssh;

/// <summary>A real sshd on loopback that lets its own key in. It can be killed with all its connections and come back.</summary>
public sealed class TestSshd : IDisposable
{
    private const string Program = "/usr/sbin/sshd";
    private Process? _sshd;

    public TestSshd()
        : this(string.Empty)
    {
    }

    private TestSshd(string settings)
    {
        Folder = Directory.CreateTempSubdirectory("mu-sshd-").FullName;
        Missing = File.Exists(Program) ? null : "there is no /usr/sbin/sshd here: tests/lab/install installs openssh-server";
        if (Missing is not null)
        {
            return;
        }

        Directory.CreateDirectory("/run/sshd");
        Directory.CreateDirectory(Path.Combine(Folder, "sockets"));
        foreach (var key in new[] { "host", "key", "stranger" })
        {
            Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", Path.Combine(Folder, key));
        }

        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Port = ((IPEndPoint)free.LocalEndpoint).Port;
        }

        File.Copy(Path.Combine(Folder, "key.pub"), Path.Combine(Folder, "authorized"));
        File.WriteAllText(Path.Combine(Folder, "known"), $"[127.0.0.1]:{Port} {File.ReadAllText(Path.Combine(Folder, "host.pub"))}");
        File.WriteAllText(Path.Combine(Folder, "boot"), "first\n");
        // A home without rc files: those of the machine are not what is tested here.
        File.WriteAllText(Config, $"""
            Port {Port}
            ListenAddress 127.0.0.1
            HostKey {Folder}/host
            AuthorizedKeysFile {Folder}/authorized
            PidFile none
            StrictModes no
            UsePAM no
            UseDNS no
            PasswordAuthentication no
            PermitRootLogin prohibit-password
            SetEnv HOME={Folder}
            {settings}
            """);
        Up();
    }

    /// <summary>One with further lines in its configuration.</summary>
    public static TestSshd With(string settings) => new(settings);

    public string Folder { get; }

    public string Config => Path.Combine(Folder, "sshd_config");

    public int Port { get; }

    /// <summary>Why nothing can be tested here, or null.</summary>
    public string? Missing { get; }

    public FleetHost Host { get; } = new("host1", "127.0.0.1", "here", ["mailbox"], []);

    public Fleet Fleet => new(
        "test", FleetKind.Lab, "example.co.id", "en", [new Site("here", new LocalText("Here", "Sini"), null, Environment.UserName, Port)], [Host], "none", "none", [], 0)
    {
        Ssh = new SshSettings(null, Path.Combine(Folder, "known"), Path.Combine(Folder, "key"), Sudo: false),
    };

    public TicketPlaces Places => new(new TicketProgram(Path.Combine(Folder, "tickets"), Path.Combine(Folder, "ledger"), Path.Combine(Folder, "boot"), StopFile));

    public string StopFile => Path.Combine(Folder, "stop");

    public string Ledger => Path.Combine(Folder, "ledger");

    public SshHosts Hosts(Fleet? fleet = null, SshTimings? timings = null) =>
        new(() => fleet ?? Fleet, Path.Combine(Folder, "sockets"), TimeProvider.System, timings ?? new SshTimings(), Places);

    /// <summary>Starts it unless it runs.</summary>
    public void Up()
    {
        if (_sshd is { HasExited: false })
        {
            return;
        }

        _sshd = Process.Start(new ProcessStartInfo(Program, ["-D", "-e", "-f", Config]) { RedirectStandardError = true })!;
        var heard = _sshd.StandardError.ReadLine();
        if (heard?.Contains("listening", StringComparison.Ordinal) != true)
        {
            throw new InvalidOperationException($"sshd: {heard} {_sshd.StandardError.ReadToEnd()}");
        }

        _ = _sshd.StandardError.ReadToEndAsync();
    }

    /// <summary>Processes of sshd that serve a connection.</summary>
    public int Connections => Children(_sshd!.Id).Count();

    /// <summary>Kills the listener and every connection. What tickets run lives on.</summary>
    public void Down()
    {
        // Stopped first: a client that comes back at once must not find it taking callers while its children are being killed.
        Run("kill", "-STOP", _sshd!.Id.ToString(CultureInfo.InvariantCulture));
        foreach (var child in Children(_sshd.Id).ToList().Append(_sshd.Id))
        {
            try
            {
                Process.GetProcessById(child).Kill();
            }
            catch (ArgumentException)
            {
                // It ended by itself.
            }
        }

        _sshd.WaitForExit();
    }

    public void Dispose()
    {
        if (_sshd is not null)
        {
            Down();
            _sshd.Dispose();
        }

        EndTickets();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Programs outlive the link and the test by design: each is a process group of its own, known by number and start time.</summary>
    private void EndTickets()
    {
        var tickets = Path.Combine(Folder, "tickets");
        foreach (var mark in Directory.Exists(tickets) ? Directory.EnumerateFiles(tickets, "pid", SearchOption.AllDirectories) : [])
        {
            if (File.ReadAllText(mark).Split(' ') is [var pid, var started, ..] && File.Exists($"/proc/{pid}/stat"))
            {
                var stat = File.ReadAllText($"/proc/{pid}/stat");
                if (stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19] == started)
                {
                    Run("kill", "-KILL", "--", "-" + pid);
                }
            }
        }
    }

    private static IEnumerable<int> Children(int parent)
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) && ParentOf(folder) == parent)
            {
                yield return pid;
                foreach (var child in Children(pid))
                {
                    // sshd keeps one process as root and one as the login; the login's shell is not sshd's and stays.
                    if (File.ReadAllText($"/proc/{child}/comm").StartsWith("sshd", StringComparison.Ordinal))
                    {
                        yield return child;
                    }
                }
            }
        }
    }

    private static int ParentOf(string folder)
    {
        try
        {
            var stat = File.ReadAllText(Path.Combine(folder, "stat"));
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static void Run(string program, params string[] words)
    {
        using var process = Process.Start(program, words);
        process.WaitForExit();
    }
}
