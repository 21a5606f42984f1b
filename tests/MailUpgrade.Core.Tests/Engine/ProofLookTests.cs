using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Engine;

public sealed class ProofLookTests
{
    [Fact]
    public async Task The_hosts_are_asked_again_and_each_lost_member_is_named()
    {
        using var night = await Proven();
        var look = new ProofLook(night.Run, night.Hosts, night);
        Assert.Equal(["backup=run-1-backup: 3 hosts"], (await look.LookAsync(default)).There);
        Assert.Empty((await look.LookAsync(default)).Lost);

        night.Hosts.Answer = (host, _) => new AskResult(EndKind.Exited, host.Name == "mbs2" ? 2 : 0, "there is no backup of mbs2 in this set\n");
        Assert.Equal(["backup on mbs2"], (await look.LookAsync(default)).Lost);
    }

    [Fact]
    public async Task A_host_that_does_not_answer_proves_nothing()
    {
        using var night = await Proven();
        night.Hosts.IsCut = true;
        var found = await new ProofLook(night.Run, night.Hosts, night).LookAsync(default);
        Assert.Equal(3, found.Lost.Count);
        Assert.All(found.Lost, line => Assert.EndsWith("(it does not answer)", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_provider_is_told_that_a_quick_look_is_enough()
    {
        using var night = await Proven();
        var asked = new List<string>();
        night.Hosts.Answer = (_, text) =>
        {
            lock (asked)
            {
                asked.Add(text);
            }
            return new AskResult(EndKind.Exited, 0, "OK\n");
        };
        await new ProofLook(night.Run, night.Hosts, night).LookAsync(default);
        Assert.All(asked, text => Assert.Contains("MU_WITH_QUICK='yes'", text, StringComparison.Ordinal));
        Assert.Equal(3, asked.Count);
    }

    /// <summary>The backup of 19:00 is recorded.</summary>
    private static async Task<EngineNight> Proven()
    {
        var night = await new EngineNight().StartAsync();
        await night.MoveToAsync(SamplePlan.Evening.AddHours(1));
        await night.UntilAsync(s => s.PhaseOf("backup").Status == PhaseStatus.Succeeded);
        return night;
    }
}
