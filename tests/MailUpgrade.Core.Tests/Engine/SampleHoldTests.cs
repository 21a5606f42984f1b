using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Core.Sampling;
using MailUpgrade.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace MailUpgrade.Core.Tests.Engine;

public sealed class SampleHoldTests
{
    [Fact]
    public async Task A_hold_stops_a_sampling_at_once_and_resume_lets_it_go_on()
    {
        using var night = await new EngineNight().StartAsync();
        var began = new TaskCompletionSource<HoldSwitch>();
        var end = new TaskCompletionSource();
        night.Samples = async (job, ct) =>
        {
            began.TrySetResult(job.Hold);
            await end.Task.WaitAsync(ct);
            return new SampleOutcome("h", 1, 1, [], []);
        };
        await night.ToStoresAsync();
        await night.UntilAsync(s => s.Status == RunStatus.Running);
        var looking = night.Sampling.LookAsync(new SampleScope("a@x", null), CancellationToken.None);
        var hold = await began.Task;
        Assert.False(hold.IsOn);
        await night.SayAsync(id => new Hold(id, "executor", "web", null, "wait"));
        var held = new TaskCompletionSource();
        await using (hold.Held.Register(held.SetResult))
        {
            await held.Task;
        }
        await night.SayAsync(id => new Resume(id, "executor", "web", null));
        await hold.OffAsync(CancellationToken.None);
        end.SetResult();
        Assert.Equal("a@x", (await looking).Scope);
    }

    [Fact]
    public async Task Mail_that_comes_in_after_the_doors_were_opened_is_explained_and_before_it_is_not()
    {
        using var night = await new EngineNight().StartAsync();
        var doors = new List<bool>();
        night.Samples = (job, _) =>
        {
            doors.Add(job.DoorsOpen);
            return Task.FromResult(new SampleOutcome("h", 1, 1, [], []));
        };
        await night.ToStoresAsync();
        await night.UntilAsync(s => s.StepOf("client-ok").Status == StepStatus.Running);
        await night.Sampling.LookAsync(new SampleScope("a@x", null), CancellationToken.None);
        await night.SayAsync(id => new Accept(id, "client-it", "web", null, ""));
        await night.UntilAsync(s => s.Gates.ContainsKey("open-doors"));
        await night.SayAsync(id => new Go(id, "supervisor", "web", null));
        await night.UntilAsync(s => s.HasEnded);
        await night.Sampling.LookAsync(new SampleScope("a@x", null), CancellationToken.None);
        Assert.Equal([false, true], doors);
    }

    [Fact]
    public async Task What_somebody_asks_for_is_looked_at_and_told_and_what_cannot_be_is_told_too()
    {
        using var night = await new EngineNight().StartAsync();
        using var stop = new CancellationTokenSource();
        var asked = 0;
        night.Samples = (_, _) => asked++ == 0 ? Task.FromResult(new SampleOutcome("h", 1, 9, [], [])) : throw new HostUnreachableException("mbs1 does not answer");
        var desk = new SampleDesk(night.Run, night.Sampling, NullLogger<SampleDesk>.Instance).RunAsync(stop.Token);
        await night.SayAsync(id => new AskSample(id, "observer", "web", null, "a@x", null));
        await night.UntilAsync(s => s.Samples.ContainsKey("look"));
        await night.SayAsync(id => new AskSample(id, "observer", "web", null, null, "mbs1"));
        await night.UntilAsync(s => s.AskedSamples.IsEmpty);
        Assert.Contains("sample-not-taken", (await night.Journal.ReadAsync("run-1", 0, CancellationToken.None)).Select(l => l.Kind));
        await stop.CancelAsync();
        await Task.WhenAny(desk);
    }
}
