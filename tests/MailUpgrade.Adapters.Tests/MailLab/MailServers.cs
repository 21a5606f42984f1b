using System.Diagnostics;
using System.Globalization;
using System.Net;
using MailUpgrade.Adapters.Probes;
using MailUpgrade.Adapters.Probes.Ldap;
using MailUpgrade.Adapters.Probes.Wire;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Sampling;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Adapters.Tests.MailLab;

/// <summary>Two Dovecot hosts that share the accounts, a Postfix, an LDAP master with a replica: real servers on loopback addresses of their own, in a folder that goes away.</summary>
public sealed class MailServers : IAsyncLifetime
{
    public const int Accounts = 3000;
    public const string Domain = "example.co.id";
    public const string AdminPassword = "geheim-7c1d";
    private const int Ports = 20000;

    private readonly string _net = $"127.{100 + (Environment.ProcessId % 100)}.77";

    public string Root { get; private set; } = "";

    public static string Scripts => Path.Combine(RepositoryRoot.Path, "tests/lab/mail");

    public string Store(int number) => Path.Combine(Root, $"store{number}");

    public string LdapSecretFile => Path.Combine(Root, "ldap1", "secret");

    /// <summary>Host names, addresses and roles as a fleet of somebody's own would have them.</summary>
    public Fleet Fleet => new(
        "lab-mail", FleetKind.Lab, Domain, "en", [new Site("near", new LocalText("Near", "Dekat"), null, null, 22)],
        [On("store1", 1, "store"), On("store2", 2, "store"), On("mta1", 7, "mta"), On("ldap1", 5, "ldap-master"), On("ldap2", 6, "ldap-replica")],
        "directory", "directory", [], Accounts)
    {
        Mail = new MailSettings
        {
            Tls = false,
            Admin = "admin",
            PasswordFile = Path.Combine(Root, "admin-password"),
            Directory = new MailDirectorySettings("cn=admin,dc=example,dc=co,dc=id", LdapSecretFile, "ou=people,dc=example,dc=co,dc=id", "(objectClass=inetOrgPerson)", "mail", "roomNumber", "employeeType"),
            TestAccounts = [new TestAccount($"user0001@{Domain}", Path.Combine(Root, "test1")), new TestAccount($"user0002@{Domain}", Path.Combine(Root, "test2"))],
            Sample = new SampleSettings { Accounts = 60, PerSecond = 1000, Messages = 3 },
        },
    };

    public static Pack Pack { get; } = new("postfix-dovecot", ["store", "mta", "ldap-master", "ldap-replica"], [], [], [], [], [], [])
    {
        Sampling = new SamplingKnowledge(
            "imap", ["store"], ["mta"], [], ["ldap-master", "ldap-replica"],
            new Dictionary<string, int> { ["imap"] = Ports + 143, ["pop3"] = Ports + 110, ["lmtp"] = Ports + 24, ["smtp"] = Ports + 25, ["submission"] = Ports + 587, ["ldap"] = Ports + 389 },
            ["Junk", "Trash"]),
    };

    public SampleJob Job(string run, SampleSettings? sample = null)
    {
        var fleet = Fleet;
        return new SampleJob(run, sample is null ? fleet : fleet with { Mail = fleet.Mail with { Sample = sample } }, Pack);
    }

    public Sampler Sampler => new(
        new BaselineFiles(Path.Combine(Root, "state")), job => MailSystems.Of(job, MailAccess.Of(job.Fleet), new WireLimits { Time = TimeSpan.FromSeconds(20) }), (_, _, _) => Task.FromResult<double?>(null), TimeProvider.System);

    public WireTarget Target(string host, int port, TlsMode tls) =>
        new(host, new IPEndPoint(IPAddress.Parse(Fleet.HostOf(host).Address), Ports + port), Fleet.HostOf(host).Address, tls);

    /// <summary>Folder with an account's mail on the host that has it.</summary>
    public string MailOf(string address)
    {
        var number = int.Parse(address.AsSpan(4, 4), CultureInfo.InvariantCulture);
        return Path.Combine(Store(2 - (number % 2)), "mail", address);
    }

    public async Task InitializeAsync()
    {
        if (MailLabFactAttribute.Reason is not null)
        {
            return;
        }
        Root = Directory.CreateTempSubdirectory("mu-mail-").FullName;
        if (!OperatingSystem.IsWindows())
        {
            // The mail servers run as users of their own.
            File.SetUnixFileMode(Root, (UnixFileMode)Convert.ToInt32("755", 8));
        }
        await File.WriteAllTextAsync(Path.Combine(Root, "admin-password"), AdminPassword + "\n");
        await Task.WhenAll(StoreAsync(1), StoreAsync(2), DirectoryAsync());
        await File.WriteAllTextAsync(Path.Combine(Root, "test1"), Password($"user0001@{Domain}"));
        await File.WriteAllTextAsync(Path.Combine(Root, "test2"), Password($"user0002@{Domain}"));
        var mta = Path.Combine(Root, "mta1");
        Directory.CreateDirectory(mta);
        Directory.CreateSymbolicLink(Path.Combine(mta, "auth"), Path.Combine(Store(1), "run"));
        await File.WriteAllLinesAsync(Path.Combine(mta, "transport"), [$"user0001@{Domain} lmtp:inet:{_net}.1:{Ports + 24}", $"user0002@{Domain} lmtp:inet:{_net}.2:{Ports + 24}"]);
        // The second store's accounts log in at submission too.
        await File.AppendAllTextAsync(Path.Combine(Store(1), "users"), File.ReadLines(Path.Combine(Store(2), "users")).First() + "\n");
        // What is compared must be still: the replica has all before anything is sealed.
        await Practice.ServedCluster.Until(async () => await PeopleAsync("ldap2") == Accounts);
        await RunAsync("postfix", mta, $"{_net}.7", $"{Ports}", Domain);
    }

    public async Task DisposeAsync()
    {
        if (Root.Length > 0)
        {
            await RunAsync("stop", Store(1), Store(2), Path.Combine(Root, "mta1"), Path.Combine(Root, "ldap2"), Path.Combine(Root, "ldap1"));
            Directory.Delete(Root, recursive: true);
        }
    }

    public static async Task RunAsync(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Scripts, script)) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
        start.RedirectStandardError = false;
        start.RedirectStandardOutput = false;
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{script} ended with {process.ExitCode}");
    }

    /// <summary>Password of an account, as the provisioning made it.</summary>
    public string Password(string address) =>
        File.ReadLines(Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(MailOf(address)))!, "users")).First(l => l.StartsWith(address + ":", StringComparison.Ordinal)).Split("{PLAIN}")[1];

    private async Task<int> PeopleAsync(string host)
    {
        var people = 0;
        await using var ldap = await LdapClient.ConnectAsync(Target(host, 389, TlsMode.None), new WireLimits(), CancellationToken.None);
        await ldap.BindAsync("cn=admin,dc=example,dc=co,dc=id", await File.ReadAllTextAsync(LdapSecretFile));
        try
        {
            await ldap.SearchAsync("ou=people,dc=example,dc=co,dc=id", whole: true, "(mail=*)", ["1.1"], (_, _) => people++);
        }
        catch (MailFaultException)
        {
            // Its tree has not begun to come.
        }
        return people;
    }

    private async Task StoreAsync(int number)
    {
        var folder = Store(number);
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "masters"), $"admin:{{PLAIN}}{AdminPassword}\n");
        await RunAsync("accounts", folder, Domain, $"{Accounts}", $"{number}", "2", "messages=4");
        await RunAsync("dovecot", folder, $"{_net}.{number}", $"{Ports}", "fast");
    }

    private async Task DirectoryAsync()
    {
        var master = Path.Combine(Root, "ldap1");
        Directory.CreateDirectory(master);
        await File.WriteAllLinesAsync(
            Path.Combine(master, "people"), Enumerable.Range(1, Accounts).Select(n => string.Create(CultureInfo.InvariantCulture, $"user{n:d4}@{Domain} store{2 - (n % 2)} {(n % 5 == 0 ? "manager" : "standard")}")));
        await RunAsync("slapd", master, $"{_net}.5", $"{Ports + 389}");
        var replica = Path.Combine(Root, "ldap2");
        Directory.CreateDirectory(replica);
        File.Copy(Path.Combine(master, "secret"), Path.Combine(replica, "secret"));
        await RunAsync("slapd", replica, $"{_net}.6", $"{Ports + 389}", $"ldap://{_net}.5:{Ports + 389}");
    }

    private FleetHost On(string name, int last, string role) => new(name, $"{_net}.{last}", "near", [role], []);
}
