using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Time;
using MailUpgrade.Service.Hosting;
using MailUpgrade.Service.Options;
using MailUpgrade.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace MailUpgrade.Service.Tests.Hosting;

/// <summary>A decision that nobody takes goes on to every channel in private, to the next person, to the ring command; a failing channel is said on the others.</summary>
public sealed class EscalationHostTests : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("escalation").FullName;
    private readonly ManualClock wire = new(SamplePlan.KickOff);
    private readonly FakeChannel page = new("web");
    private readonly FakeChannel phone = new("telegram");
    private readonly CancellationTokenSource life = new();
    private Task telling = Task.CompletedTask;
    private EscalationHost? host;
    private SampleRun? run;

    [Fact]
    public async Task The_person_on_each_channel_then_the_next_person_then_the_ring_command_and_all_is_taken_back_with_the_decision()
    {
        var rung = Path.Combine(folder, "rung");
        await StartAsync($"printf '%s' \"$MAILUPGRADE_WHO\" > {rung}.new && mv {rung}.new {rung}");
        await UntilAsync(() => CallsOn(page) == 1 && CallsOn(phone) == 1);
        Assert.All(new[] { page, phone }, c => Assert.Equal("executor", c.Taken.First(IsCall).To));
        Assert.False(File.Exists(rung));
        await UntilAsync(() => CallsOn(page) == 2 && CallsOn(phone) == 2);
        Assert.NotEqual("executor", phone.Taken.Last(IsCall).To);
        await UntilAsync(() => File.Exists(rung));
        Assert.Equal("executor", await File.ReadAllTextAsync(rung));
        await run!.SubmitAsync(new Core.Runs.Commands.Retry("t:9", "executor", "web", null, "upgrade-store/mbs3"));
        await UntilAsync(() => phone.Taken.Count(m => IsCall(m) && m.Buttons.Count == 0) == 2);
    }

    [Fact]
    public async Task A_channel_that_fails_is_said_on_the_other_alone()
    {
        await StartAsync("");
        phone.Trouble = "getUpdates: no answer in 60 s";
        await UntilAsync(() => page.Taken.Any(m => m.Lines[0] == "✖ telegram failed: people there hear nothing"));
        Assert.DoesNotContain(phone.Taken, m => m.Lines[0].StartsWith("✖ telegram", StringComparison.Ordinal));
        phone.Trouble = null;
        await UntilAsync(() => page.Taken.Any(m => m.Lines[0] == "✔ telegram reaches people again"));
    }

    [Fact]
    public async Task A_channel_that_takes_no_call_keeps_it_from_no_other()
    {
        await StartAsync("");
        page.IsDown = true;
        await UntilAsync(() => CallsOn(phone) == 2);
    }

    public async ValueTask DisposeAsync()
    {
        await life.CancelAsync();
        if (host is not null)
        {
            await host.StopAsync(CancellationToken.None);
            host.Dispose();
        }
        await telling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        run?.Dispose();
        life.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static bool IsCall(Core.Chat.OutboundMessage m) => m.Key.Contains(":call:", StringComparison.Ordinal);

    private static int CallsOn(FakeChannel channel) => channel.Taken.Where(IsCall).Select(m => m.Key).Distinct().Count();

    private async Task StartAsync(string ring)
    {
        run = await SampleRun.AtStoresAsync();
        await run.EndAsync("upgrade-store/mbs3", "failed", "mailboxd did not start");
        var notifier = new Notifier(run.Coordinator, run.Journal, run.Logs, [page, phone], run.Clock, wire, _ => { }, NullLogger<Notifier>.Instance);
        telling = notifier.RunAsync(life.Token);
        await page.UntilAsync(all => all.Any(m => m.Lines[0].StartsWith("✖ mbs3 failed", StringComparison.Ordinal)));
        var clock = new RunClock(wire, new ClockDefinition(SamplePlan.KickOff, wire.GetUtcNow(), 60), _ => { });
        host = new EscalationHost(
            run.Coordinator, notifier, [page, phone], clock, wire, new EscalationOptions { After = TimeSpan.FromMinutes(5), Ring = ring }, NullLogger<EscalationHost>.Instance);
        await host.StartAsync(CancellationToken.None);
    }

    /// <summary>Lets seconds pass, each when the host waits for it.</summary>
    private async Task UntilAsync(Func<bool> holds)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        while (!holds())
        {
            wire.Advance(TimeSpan.FromSeconds(1));
            await pace.WaitForNextTickAsync();
        }
    }
}
