using System.Runtime.InteropServices;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Practice.Cluster;
using MailUpgrade.Practice.Mail;
using MailUpgrade.Practice.Remote;

namespace MailUpgrade.Adapters.Tests.Practice;

/// <summary>Plays the hidden verb of the real program, and a bot that is killed, as processes of their own.</summary>
public static class Program
{
    public static async Task<int> Main(string[] args)
    {
        using var end = new CancellationTokenSource();
        using var term = PosixSignalRegistration.Create(
            PosixSignal.SIGTERM,
            context =>
            {
                context.Cancel = true;
                end.Cancel();
            });
        return args switch
        {
            ["practice-cluster", "run", var folder] => await PracticeMailService.RunAsync(folder, end.Token),
            ["start-and-wait", var folder] => await StartAndWaitAsync(new ClusterFolder(folder), end.Token),
            _ => 2,
        };
    }

    private static async Task<int> StartAndWaitAsync(ClusterFolder folder, CancellationToken ct)
    {
        var fleet = new Fleet("test", FleetKind.Practice, "example.co.id", "en", [], [], "directory", "directory", [], 0);
        await new PracticeCluster(folder, fleet, TestCluster.ServiceCommand).StartAsync(ct);
        var host = new FleetHost("mbs1", "127.0.0.1", "near", [], []);
        await new PracticeHosts(folder, new PracticeClock(folder)).StartAsync(
            host, new Ticket("run-1", "install.mbs1.1"), new HostScript("read a; echo \"$a\"", "install/mbs1", false), ct);
        Console.WriteLine("started");
        await new TaskCompletionSource().Task.WaitAsync(ct);
        return 0;
    }
}
