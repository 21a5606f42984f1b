using MailUpgrade.Adapters.Probes;
using MailUpgrade.Core.Plans;
using MailUpgrade.Practice.Cluster;
using MailUpgrade.Practice.Faults;
using MailUpgrade.Practice.Mail;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Practice;

/// <summary>A cluster whose mail service runs inside the test, with small limits.</summary>
public sealed class ServedCluster : IAsyncLifetime, IDisposable
{
    public static readonly MailServiceLimits Limits = new()
    {
        Line = 1024,
        Body = 64 * 1024,
        Connections = 40,
        Idle = TimeSpan.FromSeconds(2),
        Session = TimeSpan.FromSeconds(20),
    };

    private readonly CancellationTokenSource _end = new();
    private Task<int> _service = Task.FromResult(0);

    public TestCluster Test { get; private set; } = null!;

    public ClusterFolder Folder => Test.Folder;

    public Fleet Fleet => Test.Fleet;

    public PracticeFaults Faults => new(Folder, FaultCatalogue.Load(), Test.Clock);

    public MailAccess Access => PracticeMailAccess.Of(Folder, Fleet);

    public MailLogins Logins => MailLogins.Read(Folder);

    public PracticeHost At(string host) => PracticeHost.Read(Folder, host);

    public async Task InitializeAsync()
    {
        Test = await TestCluster.CreateAsync();
        _service = PracticeMailService.RunAsync(Folder.Root, Limits, _end.Token);
        await Until(() => File.Exists(Folder.Pid));
    }

    public async Task DisposeAsync()
    {
        await _end.CancelAsync();
        await _service;
        await Test.DisposeAsync();
    }

    public void Dispose() => _end.Dispose();

    /// <summary>Waits for something that another thread or process brings about.</summary>
    public static Task Until(Func<bool> holds) => Until(() => Task.FromResult(holds()));

    /// <inheritdoc cref="Until(Func{bool})"/>
    public static async Task Until(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(Hang.After);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!await holds())
        {
            await look.WaitForNextTickAsync(patience.Token);
        }
    }

    public void Service(string host, string name, bool runs)
    {
        var file = Path.Combine(Folder.ServicesOf(host), name);
        if (runs)
        {
            File.WriteAllText(file, string.Empty);
        }
        else
        {
            File.Delete(file);
        }
    }
}
