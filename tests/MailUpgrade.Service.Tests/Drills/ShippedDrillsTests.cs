using MailUpgrade.Service.Drills.Play;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Service.Tests.Drills;

public sealed class ShippedDrillsTests
{
    private static readonly string Root = RepositoryRoot.Path;

    public static TheoryData<string> Drills => [.. Directory.GetFiles(Path.Combine(Root, "drills"), "*.yaml").Select(f => Path.GetFileName(f))];

    [Theory]
    [MemberData(nameof(Drills))]
    public void Every_drill_that_we_ship_can_be_played(string name)
    {
        var (drill, faults) = PreparedDrill.Of(Request(Path.Combine(Root, "drills", name)), Tools);
        Assert.Empty(faults);
        Assert.NotNull(drill);
    }

    [Fact]
    public void People_hosts_phases_steps_and_faults_that_do_not_exist_are_named_with_their_lines()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, """
            drill: A night
            plan: quick
            fleet: practice-small
            mode: practice
            starts: 2018-12-29T22:00:00+07:00
            script:
            - { by: executer, say: /precheck }
            - { wait: { phase: prechek, is: succeeded }, within: 30m }
            - { fault: mailboxd-slow-strat, host: mbs1 }
            - { cut: mbs9, for: 3m }
            expect:
            - { step: upgrade-store/mbs7, ran: 1 }
            """);
        var (drill, faults) = PreparedDrill.Of(Request(file), Tools);
        File.Delete(file);
        Assert.Null(drill);
        Assert.Equal([7, 8, 9, 10, 12], faults.Select(f => int.Parse(f[(file.Length + 1)..].Split(':')[0])));
        Assert.Contains("did you mean 'executor'?", faults[0], StringComparison.Ordinal);
    }

    private static DrillTools Tools { get; } = new(
        [], PracticeWorld.Of, (_, _, _) => Task.FromResult<IReadOnlyList<string>>([]), (_, _, _) => Task.FromResult(""));

    private static DrillRequest Request(string file) => new(file, Path.Combine(Root, "config"), null, null, null, null);
}
