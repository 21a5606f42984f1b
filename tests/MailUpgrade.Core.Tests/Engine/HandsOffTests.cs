using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Engine;

public sealed class HandsOffTests
{
    [Fact]
    public async Task A_host_in_a_persons_hands_is_not_asked_and_what_runs_there_is_found_again_afterwards()
    {
        using var night = await new EngineNight().StartAsync();
        night.Hosts.Long.Add("upgrade-store/mbs1");
        await night.ToStoresAsync();
        await night.UntilStartedAsync("upgrade-store/mbs1");
        await night.Hosts.Of("upgrade-store/mbs1").ReadAsync(true);
        await night.SayAsync(id => new TakeOver(id, "executor", "web", null, "mbs1", "I look"));
        await night.Hosts.Of("upgrade-store/mbs1").ReadAsync(false);

        night.Hosts.Of("upgrade-store/mbs1").End(0); // while nobody asks
        await night.SayAsync(id => new AddNote(id, "executor", "web", null, "still looking"));
        Assert.Equal(StepStatus.Running, night.Run.State.StepOf("upgrade-store/mbs1").Status);

        await night.SayAsync(id => new GiveBack(id, "executor", "web", null, "mbs1", "nothing was wrong"));
        await night.UntilAsync(s => s.StepOf("upgrade-store/mbs1").Status == StepStatus.Succeeded);
        Assert.Single(night.Hosts.Starts, s => s == "upgrade-store/mbs1");
    }

    [Fact]
    public async Task A_step_that_was_added_runs_its_command_and_not_a_script_of_the_pack()
    {
        using var night = await new EngineNight().StartAsync();
        night.Hosts.Long.Add("upgrade-store/mbs1");
        await night.ToStoresAsync();
        await night.UntilStartedAsync("upgrade-store/mbs1");
        foreach (var who in new[] { "executor", "supervisor" })
        {
            await night.SayAsync(id => new Amend(id, who, "web", null, "before", "upgrade-store", ["mbs2"], "rm -f /tmp/stale.lock"));
        }
        night.Hosts.Of("upgrade-store/mbs1").End(0);
        await night.UntilAsync(s => s.StepOf("amend-1/mbs2").Status == StepStatus.Succeeded);
        Assert.EndsWith("rm -f /tmp/stale.lock", night.Hosts.Programs["amend-1/mbs2"], StringComparison.Ordinal);
        await night.UntilAsync(s => s.StepOf("upgrade-store/mbs2").Status == StepStatus.Succeeded);
    }
}
