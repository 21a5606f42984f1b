using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Chat.Delivery;
using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace MailUpgrade.Core.Tests.Chat;

public sealed class NotifierTests
{
    private readonly ManualClock wire = new(DateTimeOffset.UnixEpoch);
    private readonly List<JournalLine> heads = [];

    [Fact]
    public async Task A_channel_that_is_down_delays_its_own_messages_and_loses_none()
    {
        using var run = await SampleRun.PlannedAsync();
        var (web, far) = (new FakeChannel("web"), new FakeChannel("far") { IsDown = true });
        await using var notifier = Start(run, web, far);
        await run.SubmitAsync(new BeginPhase("t:1", "executor", "web", "precheck", null));
        await run.DriveAsync();
        await web.UntilAsync(m => Has(m, "✔ precheck done"));
        Assert.Empty(far.Taken);

        // Without a first try that failed nothing would wait on the clock.
        await far.TriedAsync(1);
        far.IsDown = false;
        await MoveWireAsync(TimeSpan.FromMinutes(1));
        await far.UntilAsync(m => Has(m, "✔ precheck done"));
        Assert.Contains(far.Taken, m => m.Kind == MessageKind.Status);
    }

    [Fact]
    public async Task Tries_come_further_and_further_apart_up_to_a_minute()
    {
        using var run = await SampleRun.PlannedAsync();
        var far = new FakeChannel("far") { IsDown = true };
        await using var notifier = Start(run, far);
        var waits = new[] { 1, 2, 4, 8, 16, 32, 60, 60 };
        for (var i = 0; i < waits.Length; i++)
        {
            await far.TriedAsync(i + 1);
            await TimersAsync();
            wire.Advance(TimeSpan.FromSeconds(waits[i]) - TimeSpan.FromMilliseconds(1));
            Assert.Equal(i + 1, far.Tries);
            wire.Advance(TimeSpan.FromMilliseconds(1));
        }
        await far.TriedAsync(waits.Length + 1);
    }

    [Fact]
    public async Task After_an_outage_decisions_come_before_progress_and_old_texts_are_not_repeated()
    {
        using var run = await SampleRun.AtStoresAsync();
        await run.EndAsync("upgrade-store/mbs3", "failed", "mailboxd did not start");
        var far = new FakeChannel("far") { IsDown = true };
        await using var notifier = Start(run, far);
        await far.TriedAsync(1);
        far.IsDown = false;
        await MoveWireAsync(TimeSpan.FromMinutes(1));
        await far.UntilAsync(m => Has(m, "● stores running"));
        var taken = far.Taken;
        Assert.StartsWith("✖ mbs3 failed", taken.First(m => m.Rings).Lines[0], StringComparison.Ordinal);
        Assert.True(IndexOf(taken, m => m.Rings) < IndexOf(taken, m => m.Kind == MessageKind.Notice), string.Join('\n', taken.Select(m => m.Lines[0])));
        Assert.DoesNotContain(taken, m => m.Lines[0].StartsWith("● precheck running", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_message_that_a_channel_cannot_digest_makes_way_for_the_others()
    {
        using var run = await SampleRun.AtStoresAsync();
        var odd = new FakeChannel("odd") { ChokesOn = m => m.Lines[0].StartsWith("✔ precheck", StringComparison.Ordinal) };
        await using var notifier = Start(run, odd);
        await Until.HoldsAsync(() => Has(odd.Taken, "● stores running"), () =>
        {
            wire.Advance(TimeSpan.FromMinutes(1));
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task After_a_restart_only_what_was_not_taken_is_told()
    {
        using var run = await SampleRun.AtStoresAsync();
        var first = new FakeChannel("web");
        await using (Start(run, first))
        {
            await first.UntilAsync(m => Has(m, "● stores running"));
            await SavedAsync(run, first, run.Coordinator.State.Seq);
        }
        await run.EndAsync("upgrade-store/mbs3", "failed", "mailboxd did not start");
        var second = new FakeChannel("web");
        await using var again = Start(run, second);
        await second.UntilAsync(m => Has(m, "✖ mbs3 failed"));
        Assert.DoesNotContain(second.Taken, m => m.Key.Contains(":phase:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_decision_taken_after_a_restart_closes_the_message_of_before_it()
    {
        using var run = await SampleRun.AtStoresAsync();
        await run.EndAsync("upgrade-store/mbs3", "failed", "mailboxd did not start");
        var first = new FakeChannel("web");
        await using (Start(run, first))
        {
            await first.UntilAsync(m => Has(m, "✖ mbs3 failed"));
            await SavedAsync(run, first, run.Coordinator.State.Seq);
        }
        var second = new FakeChannel("web");
        await using var again = Start(run, second);
        await run.SubmitAsync(new Retry("t:9", "executor", "web", null, "mbs3"));
        await second.UntilAsync(m => Has(m, "✖ mbs3 failed"));
        var (asked, closed) = (first.Taken.Last(m => m.Rings), second.Taken.Last(m => m.Kind == MessageKind.Decision));
        Assert.Equal(asked.Key, closed.Key);
        Assert.Empty(closed.Buttons);
    }

    [Fact]
    public async Task A_long_silence_is_broken_by_one_silent_line_on_the_run_clock()
    {
        using var run = await SampleRun.AtStoresAsync();
        var web = new FakeChannel("web");
        await using var notifier = Start(run, web);
        await web.UntilAsync(m => Has(m, "● stores running"));
        await RunTimersAsync(run);
        run.Clock.Advance(TimeSpan.FromMinutes(29));
        Assert.DoesNotContain(web.Taken, m => m.Key.Contains(":no-news:", StringComparison.Ordinal));
        run.Clock.Advance(TimeSpan.FromMinutes(1));
        await web.UntilAsync(m => Has(m, "● No news since 23:00, running: stores"));
        var line = web.Taken.Single(m => m.Key.Contains(":no-news:", StringComparison.Ordinal));
        Assert.False(line.Rings);
        Assert.Contains("upgrade-store/mbs2 for 30 min", line.Lines);
        await RunTimersAsync(run);
        run.Clock.Advance(TimeSpan.FromMinutes(30));
        await web.UntilAsync(m => m.Count(x => x.Key.Contains(":no-news:", StringComparison.Ordinal)) == 2);
    }

    [Fact]
    public async Task The_journal_head_is_kept_at_each_phase_end()
    {
        using var run = await SampleRun.AtStoresAsync();
        var web = new FakeChannel("web");
        await using var notifier = Start(run, web);
        await web.UntilAsync(m => Has(m, "● stores running"));
        Assert.Equal(4, heads.Count);
        Assert.All(heads, h => Assert.Equal("phase-ended", h.Kind));
        Assert.Contains(web.Taken, m => m.Lines[^1] == $"journal head {heads[^1].Seq} {heads[^1].Hash}");
    }

    [Fact]
    public async Task The_last_lines_of_a_failed_step_come_with_the_question()
    {
        using var run = await SampleRun.AtStoresAsync();
        run.Logs.Lines["upgrade-store/mbs3"] = ["Starting mailboxd...", "failed."];
        var web = new FakeChannel("web");
        await using var notifier = Start(run, web);
        await run.EndAsync("upgrade-store/mbs3", "failed", "mailboxd did not start");
        await web.UntilAsync(m => Has(m, "✖ mbs3 failed"));
        Assert.Contains("  Starting mailboxd...", web.Taken.Last(m => m.Rings).Lines);
    }

    private Running Start(SampleRun run, params FakeChannel[] channels)
    {
        var stop = new CancellationTokenSource();
        var notifier = new Notifier(
            run.Coordinator, run.Journal, run.Logs, channels, run.Clock, wire, heads.Add, NullLogger<Notifier>.Instance);
        return new Running(notifier.RunAsync(stop.Token), stop);
    }

    private static bool Has(IEnumerable<OutboundMessage> messages, string firstLine) =>
        messages.Any(m => m.Lines[0].StartsWith(firstLine, StringComparison.Ordinal));

    private static int IndexOf(IReadOnlyList<OutboundMessage> messages, Func<OutboundMessage, bool> which) =>
        messages.Select((m, i) => (m, i)).First(x => which(x.m)).i;

    private async Task MoveWireAsync(TimeSpan length)
    {
        await TimersAsync();
        wire.Advance(length);
    }

    /// <summary>The sender has set its timer.</summary>
    private Task TimersAsync() => Until.HoldsAsync(() => wire.Waiting > 0);

    private static Task RunTimersAsync(SampleRun run) => Until.HoldsAsync(() => run.Clock.Waiting > 0);

    private static Task SavedAsync(SampleRun run, FakeChannel channel, long seq)
    {
        long saved = -1;
        return Until.HoldsAsync(
            () => saved >= seq, async () => saved = await run.Journal.CursorAsync(ChannelSender.ReaderOf(channel), "run-1", CancellationToken.None));
    }

    private sealed class Running(Task task, CancellationTokenSource stop) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
            stop.Dispose();
        }
    }
}
