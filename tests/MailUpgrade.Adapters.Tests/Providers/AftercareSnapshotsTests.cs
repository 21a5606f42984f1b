using MailUpgrade.Adapters.Tests.Zimbra;
using MailUpgrade.Core.Books;
using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Time;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Providers;

/// <summary>The sets of a night are deleted on a person's order by the provider's own scripts, on the store itself, and nothing else is.</summary>
public sealed class AftercareSnapshotsTests : IDisposable
{
    private readonly string cluster = Directory.CreateTempSubdirectory("mu-sets-").FullName;
    private readonly ScriptedHosts hosts = new();

    public AftercareSnapshotsTests()
    {
        foreach (var member in new[] { "run-0-early/mbs1", "run-0-final/mbs1", "run-0-final/mbs2", "run-9-final/mbs1" })
        {
            Directory.CreateDirectory(Path.Combine(cluster, "snapshots", member));
            File.WriteAllText(Path.Combine(cluster, "snapshots", member, "manifest"), "12 4096 0 at 2018-12-29 23:10\n");
        }
        // On the pool: waiting here for a turn among the tests' own threads would wait for this one.
        hosts.Answer = (host, text) => new AskResult(EndKind.Exited, 0, Task.Run(() => Said(host.Name, text)).GetAwaiter().GetResult());
        hosts.Play = async (script, program) =>
        {
            program.Say(await Said(script.StepName.Split('/')[1], script.Text));
            program.End(0);
        };
    }

    public void Dispose() => Directory.Delete(cluster, recursive: true);

    [Fact]
    public async Task A_persons_order_deletes_the_sets_of_that_night_on_the_store_and_proves_it()
    {
        var entry = Entry();
        Assert.Equal([false, false], (await Work().LookAsync(entry, default)).Select(f => f.Passes));
        Assert.Equal([true, true], (await Work().DoAsync(entry, "web:1", default)).Select(f => f.Passes));
        Assert.Equal(["run-9-final"], Directory.GetDirectories(Path.Combine(cluster, "snapshots")).Select(Path.GetFileName));
        Assert.All(await Work().DoAsync(entry, "web:2", default), f => Assert.True(f.Passes));
    }

    private Task<string> Said(string host, string text)
    {
        var word = text[(text.LastIndexOf('\n') + 1)..];
        var script = File.ReadAllText(Path.Combine(RepositoryRoot.Path, $"config/providers/directory/snapshot-{word}.sh"));
        return PackShell.ShellAsync($"{text[..^word.Length]}MU_CLUSTER={cluster} MU_ROOT={cluster}/root MU_HOST={host}\n{script}");
    }

    private AftercareWork Work() => new(
        hosts, new SampleSource(), new RunClock(new ManualClock(SamplePlan.Evening), new ClockDefinition(SamplePlan.Evening, SamplePlan.Evening, 1), _ => { }),
        new EngineTimings(), (_, _) => []);

    private static AftercareEntry Entry()
    {
        var item = new AftercareItem(
            AftercareRow.Snapshots, SamplePlan.Both("sets"), TeamRoles.Supervisor, SamplePlan.Closes, ["mbs1", "mbs2"], null, null, null, false, null, ["run-0-early", "run-0-final"]);
        return new AftercareEntry(1, new AftercareListed(
            "run-0", "sample", "sample", "en", SamplePlan.Zone, "signed-off", true, SamplePlan.KickOff, SamplePlan.Closes, [], [item]), item);
    }
}
