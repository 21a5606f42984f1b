using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Engine;

public sealed class CoveredMountsTests
{
    private static readonly Plan Plan = SamplePlan.Plan();

    [Theory]
    [InlineData(0, "/\n/opt\n", "MU_COVERED='/\n/opt'\n")]
    [InlineData(0, "vda\n", "MU_COVERED_FAULT='vda'\n")]
    [InlineData(1, "the agent of mbs1 is silent\n", "MU_COVERED_FAULT='the agent of mbs1 is silent'\n")]
    [InlineData(0, "", "MU_COVERED_FAULT='it says nothing'\n")]
    public async Task The_check_of_a_host_gets_what_the_provider_on_the_bots_machine_says_of_it(int exit, string said, string before)
    {
        using var night = await new EngineNight().StartAsync();
        var asked = new List<(string Host, string Text)>();
        night.Hosts.Answer = (host, text) =>
        {
            asked.Add((host.Name, text));
            return new AskResult(EndKind.Exited, exit, said);
        };
        Assert.Equal(before, await BeforeAsync(night, "bot", "snapshot"));
        var (where, program) = Assert.Single(asked);
        Assert.Equal(HostSelector.Bot, where);
        Assert.Contains("MU_HOST='mbs1'\n", program, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("all", "snapshot")] // made on the hosts themselves
    [InlineData("bot", null)]       // the check does not ask
    public async Task Otherwise_nobody_is_asked(string place, string? of)
    {
        using var night = await new EngineNight().StartAsync();
        night.Hosts.Answer = (_, text) => throw new InvalidOperationException(text);
        Assert.Equal("", await BeforeAsync(night, place, of));
    }

    [Fact]
    public async Task A_machine_that_does_not_answer_proves_nothing()
    {
        using var night = await new EngineNight().StartAsync();
        night.Hosts.Answer = (host, _) => throw new HostUnreachableException(host.Name);
        Assert.StartsWith("MU_COVERED_FAULT=", await BeforeAsync(night, "bot", "snapshot"), StringComparison.Ordinal);
    }

    private static Task<string> BeforeAsync(EngineNight night, string place, string? of)
    {
        var phases = Plan.Phases.Select(p => p with
        {
            Steps = [.. p.Steps.Select(s => s.Kind == StepKind.Snapshot ? s with { Script = "create", Hosts = HostSelector.Parse(place, out _) } : s)],
        });
        var files = SamplePlan.Files with { Plan = Plan with { Phases = [.. phases] } };
        var check = Plan.Phases[0].Steps[0] with { With = of is null ? new Dictionary<string, string>() : new Dictionary<string, string> { [CoveredMounts.Key] = of } };
        return new CoveredMounts(night.Hosts, new SampleSource()).BeforeAsync(
            night.Run.State, files, check, StepState.NotBegun("look/mbs1") with { Phase = "precheck", Host = "mbs1", Attempt = 1 }, SamplePlan.Fleet().HostOf("mbs1"), CancellationToken.None);
    }
}
