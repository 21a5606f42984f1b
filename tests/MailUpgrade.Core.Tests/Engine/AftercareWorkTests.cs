using MailUpgrade.Core.Books;
using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Time;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Engine;

public sealed class AftercareWorkTests
{
    private readonly ScriptedHosts hosts = new();
    private readonly SampleSource source = new(SamplePlan.Files with
    {
        Plan = SamplePlan.Plan() with { Aftercare = [new AftercareRow(AftercareRow.LeftOut) { Hosts = HostSelector.Parse("role=mta", out _) }] },
    });

    private readonly List<string> revoked = [];

    public AftercareWorkTests()
    {
        source.PackScripts["give.sh"] = "give";
        source.PackScripts["proof.sh"] = "proof";
    }

    [Fact]
    public async Task It_is_proven_only_where_every_host_shows_it()
    {
        hosts.Answer = (host, _) => new AskResult(EndKind.Exited, host.Name == "mbs2" ? 2 : 0, host.Name == "mbs2" ? "CRITICAL held | x=1\n" : "OK\n");
        var found = await Work().LookAsync(Entry("holds", ["mbs1", "mbs2"]), default);
        Assert.Equal([("mbs1", true, "OK"), ("mbs2", false, "CRITICAL held")], found.Select(f => (f.Host, f.Passes, f.Said)));
        Assert.Empty(hosts.Starts);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(null)]
    public async Task A_warning_an_unknown_and_a_silence_are_no_proof(int? status)
    {
        hosts.Answer = (_, _) => new AskResult(status is null ? EndKind.Lost : EndKind.Exited, status, "what");
        Assert.All(await Work().LookAsync(Entry("holds", ["mbs1"]), default), f => Assert.False(f.Passes));
        hosts.IsCut = true;
        Assert.All(await Work().LookAsync(Entry("holds", ["mbs1"]), default), f => Assert.False(f.Passes));
    }

    [Fact]
    public async Task It_is_done_by_ticket_once_for_an_order_and_proven_after()
    {
        hosts.Answer = (_, text) => new AskResult(EndKind.Exited, hosts.Starts.Count > 0 && text.EndsWith("proof", StringComparison.Ordinal) ? 0 : 2, "said");
        var entry = Entry("holds", ["mbs1"]);
        Assert.All(await Work().DoAsync(entry, "web:7", default), f => Assert.True(f.Passes));
        Assert.All(await Work().DoAsync(entry, "web:7", default), f => Assert.True(f.Passes));
        Assert.Equal(["aftercare-holds/mbs1"], hosts.Starts);
        Assert.EndsWith("give", hosts.Programs["aftercare-holds/mbs1"], StringComparison.Ordinal);
        Assert.Contains("MU_RUN='run-0'", hosts.Programs["aftercare-holds/mbs1"], StringComparison.Ordinal);
        Assert.Contains("MU_WITH_AFTERCARE='holds'", hosts.Programs["aftercare-holds/mbs1"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_was_left_out_comes_first_and_where_it_is_not_fit_its_mail_goes_on_waiting()
    {
        hosts.Play = (_, program) =>
        {
            program.Say("not on 2.0\n");
            program.End(1);
            return Task.CompletedTask;
        };
        var entry = Entry("left-out-mbs3", ["mbs3"], ["mbs3"]);
        var found = Assert.Single(await Work().DoAsync(entry, "web:8", default));
        Assert.Equal(("mbs3", false, "not on 2.0"), (found.Host, found.Passes, found.Said));
        Assert.Equal(["aftercare-left-out-mbs3/mbs3"], hosts.Starts);
        hosts.Play = null;
        Assert.Equal(["mbs3", "mta1"], (await Work().DoAsync(entry, "web:9", default)).Select(f => f.Host));
        Assert.Contains("MU_LEFT_OUT=''", hosts.Programs["aftercare-left-out-mbs3/mta1"], StringComparison.Ordinal);
        Assert.Contains("MU_WITH_BACK='mbs3'", hosts.Programs["aftercare-left-out-mbs3/mta1"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_access_is_revoked_where_a_login_was_refused_and_nowhere_else()
    {
        revoked.Add("mbs1");
        var entry = Entry(AftercareRow.Access, ["mbs1", "mbs2"]);
        Assert.Equal([true, false], (await Work().LookAsync(entry, default)).Select(f => f.Passes));
        Assert.True(AftercareWork.CanProve(entry.Item));
    }

    [Fact]
    public async Task Snapshots_are_gone_when_no_host_lists_one_of_the_sets()
    {
        var left = true;
        hosts.Answer = (_, _) => new AskResult(EndKind.Exited, 0, left ? "other-set 1\nrun-0-final 12 files\n" : "other-set 1\n");
        var entry = Entry(AftercareRow.Snapshots, ["mbs1"], sets: ["run-0-final"]);
        Assert.False(Assert.Single(await Work().LookAsync(entry, default)).Passes);
        left = false;
        Assert.True(Assert.Single(await Work().DoAsync(entry, "web:1", default)).Passes);
        Assert.Contains("MU_SET='run-0-final'\ndelete", hosts.Programs["aftercare-snapshots/mbs1"], StringComparison.Ordinal);
    }

    private AftercareWork Work() => new(
        hosts, source, new RunClock(new ManualClock(SamplePlan.Evening), new ClockDefinition(SamplePlan.Evening, SamplePlan.Evening, 1), _ => { }), new EngineTimings(),
        (fleet, run) => fleet == "sample" && run == "run-0" ? revoked : []);

    private static AftercareEntry Entry(string id, IReadOnlyList<string> on, IReadOnlyList<string>? leftOut = null, IReadOnlyList<string>? sets = null)
    {
        var item = new AftercareItem(
            id, SamplePlan.Both(id), TeamRoles.Executor, SamplePlan.Closes, on, null, sets is null ? "give.sh" : null, sets is null && id != AftercareRow.Access ? "proof.sh" : null, true, null, sets);
        return new AftercareEntry(1, new AftercareListed(
            "run-0", "sample", "sample", "en", SamplePlan.Zone, "aborted", true, SamplePlan.KickOff, SamplePlan.Closes, leftOut ?? [], [item]), item);
    }
}
