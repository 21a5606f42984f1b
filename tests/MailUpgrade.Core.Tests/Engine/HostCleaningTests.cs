using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Core.Time;
using MailUpgrade.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace MailUpgrade.Core.Tests.Engine;

public sealed class HostCleaningTests : IDisposable
{
    private static readonly TimeSpan Patience = Hang.After;
    private static readonly string[] All = ["mbs1 run-1", "mbs2 run-1", "mbs3 run-1", "mta1 run-1"];
    private readonly EngineNight night = new();
    private readonly ManualClock wire = new(SamplePlan.Evening);

    public void Dispose() => night.Dispose();

    [Fact]
    public async Task What_a_run_left_on_its_hosts_stays_until_it_is_signed_off_and_goes_then()
    {
        await night.StartAsync();
        var cleaning = CleanAsync();
        await ToGateAsync();
        Assert.Empty(night.Hosts.Cleaned);
        await EndAsync();
        await cleaning.WaitAsync(Patience);
        Assert.Equal(All, night.Hosts.Cleaned.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_host_that_does_not_answer_or_still_works_is_asked_again_until_it_is_clean()
    {
        await night.StartAsync();
        await ToGateAsync();
        await EndAsync();
        night.Hosts.IsCut = true;
        var cleaning = CleanAsync();
        await UntilAskedAgainAsync();
        Assert.Empty(night.Hosts.Cleaned);
        night.Hosts.IsCut = false;
        night.Hosts.Long.Add("late/mbs1");
        await night.Hosts.StartAsync(SamplePlan.Fleet().HostOf("mbs1"), new("run-1", "late.mbs1.1"), new("sleep", "late/mbs1", false), default);
        wire.Advance(TimeSpan.FromSeconds(30));
        await UntilAskedAgainAsync();
        Assert.Empty(night.Hosts.Cleaned);
        night.Hosts.Of("late/mbs1").End(0);
        wire.Advance(TimeSpan.FromMinutes(10));
        await cleaning.WaitAsync(Patience);
        Assert.Equal(All, night.Hosts.Cleaned.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_an_aborted_run_left_stays_for_whoever_looks_into_it()
    {
        await night.StartAsync();
        var cleaning = CleanAsync();
        await night.SayAsync(id => new BeginPhase(id, "executor", "web", "precheck", null));
        await night.UntilAsync(s => s.PhaseOf("precheck").Status == PhaseStatus.Succeeded);
        await night.SayAsync(id => new Abort(id, "supervisor", "web", null, "not tonight"));
        await night.UntilAsync(s => s.HasEnded);
        await cleaning.WaitAsync(Patience);
        Assert.Empty(night.Hosts.Cleaned);
    }

    private async Task ToGateAsync()
    {
        await night.ToStoresAsync();
        await night.UntilAsync(s => s.StepOf("client-ok").Status == StepStatus.Running);
        await night.SayAsync(id => new Accept(id, "client-it", "web", null, ""));
        await night.UntilAsync(s => s.Gates.ContainsKey("open-doors"));
    }

    private async Task EndAsync()
    {
        await night.SayAsync(id => new Go(id, "supervisor", "web", null));
        await night.UntilAsync(s => s.HasEnded);
    }

    /// <summary>All four wait on the clock.</summary>
    private Task UntilAskedAgainAsync() => Until.HoldsAsync(() => wire.Waiting >= All.Length);

    private Task CleanAsync() => new HostCleaning(
        night.Run, night.Hosts, new RunClock(wire, new ClockDefinition(wire.GetUtcNow(), wire.GetUtcNow(), 1), _ => { }), new EngineTimings(),
        NullLogger<HostCleaning>.Instance).RunAsync(CancellationToken.None);
}
