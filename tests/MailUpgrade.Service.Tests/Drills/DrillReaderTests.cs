using MailUpgrade.Service.Drills.Script;
using Xunit;

namespace MailUpgrade.Service.Tests.Drills;

public sealed class DrillReaderTests
{
    private const string Head = """
        drill: A night
        plan: quick
        fleet: practice-small
        mode: practice
        starts: 2018-12-29T22:00:00+07:00
        speed: 300

        """;

    [Fact]
    public void Hands_are_at_a_host()
    {
        var drill = Read(Head + "script:\n- { hands: zmsetup.pl, host: mbs2 }\n").Required();
        Assert.Equal(new DrillLine.Hands(8, "zmsetup.pl", "mbs2"), drill.Script[0]);
        var fault = Assert.Single(Read(Head + "script:\n- { hands: zmsetup.pl }\n").Faults);
        Assert.Equal(("missing-key", 8), (fault.Code, fault.Line));
    }

    [Fact]
    public void Every_kind_of_line_of_the_contract_is_read()
    {
        var drill = Read(Head + """
            channels: { executor: web }
            given: { rehearsal: passed }
            script:
            - { by: executor, say: /precheck }
            - { wait: { phase: precheck, is: succeeded }, within: 30m }
            - { by: executor, say: /go, refused: not-allowed }
            - { by: supervisor, press: go }
            - { at: "22:50" }
            - { fault: mailboxd-slow-start, host: mbs3, seconds: 90 }
            - { clear: mailboxd-slow-start, host: mbs3 }
            - { cut: mbs4, for: 3m }
            - { crash: service, for: 22m }
            - { pause: service, for: 4m }
            - { crash: service }
            - { wait: { step: upgrade-store/mbs3, is: failed }, within: 3h }
            - { wait: { run: paused }, within: 5m }
            - { wait: { text: "(?i)rollback safe until 03:" }, within: 5m }
            expect:
            - { run: signed-off }
            - { host: mbs1, version: 8.8.10, services: running }
            - { step: upgrade-store/mbs1, ran: 1 }
            - { journal: verified }
            - { never: { text: "(?i)password" } }
            - { decisions: { at-most: 12 } }
            - { report: present }
            """).Required();

        Assert.Equal(14, drill.Script.Count);
        Assert.Equal(new DrillLine.Say(12, "executor", "/go", "not-allowed"), drill.Script[2]);
        Assert.Equal(new DrillLine.At(14, new TimeOnly(22, 50)), drill.Script[4]);
        Assert.Equal("90", Assert.IsType<DrillLine.Fault>(drill.Script[5]).Values["seconds"]);
        Assert.Equal(new DrillLine.Crash(18, TimeSpan.FromMinutes(22)), drill.Script[8]);
        Assert.Equal(new DrillLine.Crash(20, TimeSpan.Zero), drill.Script[10]);
        Assert.Equal(new DrillLine.Wait(22, new Condition.Run("paused"), TimeSpan.FromMinutes(5)), drill.Script[12]);
        Assert.Equal(new Expectation.HostIs(26, "mbs1", "8.8.10", true), drill.Expect[1]);
        Assert.Equal(new Expectation.Decisions(30, 12), drill.Expect[5]);
        Assert.True(drill.Given.Rehearsal);
    }

    [Fact]
    public void Every_fault_is_told_at_once_with_its_line()
    {
        var faults = Read("""
            drill: A night
            plan: quick
            fleet: practice-small
            mode: practise
            starts: tonight
            speed: 9999
            colour: red
            channels: { executor: pigeon }
            script:
            - { by: executor, say: /go, refused: not-alowed }
            - { say: /go }
            - { wait: { phase: precheck, is: succeded }, within: 30 }
            - { wait: { run: paused, phase: mta } }
            - { at: "25:00" }
            - { cut: mbs4 }
            - { crash: service, host: mbs1 }
            - { by: executor, say: /go, press: go }
            - { within: 5m }
            - { wait: { text: "(" }, within: 5m }
            expect:
            - { host: mbs1 }
            - { step: upgrade-store/mbs1, ran: often }
            - { journal: checked }
            """).Faults;

        Assert.Equal(
            [4, 5, 6, 7, 8, 10, 11, 12, 12, 13, 14, 15, 16, 17, 18, 19, 21, 22, 23],
            faults.Select(f => f.Line));
        Assert.Contains("did you mean 'practice'?", faults[0].Text, StringComparison.Ordinal);
        Assert.Contains("unknown key 'colour'", faults[3].Text, StringComparison.Ordinal);
        Assert.Contains("did you mean 'succeeded'?", string.Join('\n', faults), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_yaml_is_one_fault_with_its_line()
    {
        var fault = Assert.Single(Read("drill: [A night\nplan: x: y").Faults);
        Assert.True(fault.IsUnreadable);
    }

    [Fact]
    public void A_key_given_twice_is_a_fault()
    {
        var fault = Assert.Single(Read(Head + "script:\n- { at: \"22:50\", at: \"22:55\" }\n").Faults);
        Assert.Equal((8, "duplicate-key"), (fault.Line, fault.Code));
    }

    private static Adapters.Files.Loaded<DrillFile> Read(string text) =>
        DrillReader.Read("night.yaml", System.Text.Encoding.UTF8.GetBytes(text));
}
