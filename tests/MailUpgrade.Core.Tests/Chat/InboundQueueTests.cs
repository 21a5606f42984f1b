using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Chat.Delivery;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace MailUpgrade.Core.Tests.Chat;

public sealed class InboundQueueTests
{
    [Fact]
    public void The_same_id_is_taken_once()
    {
        var queue = new InboundQueue(_ => ValueTask.CompletedTask, NullLogger.Instance);
        var shown = 0;
        Assert.Equal(Intake.Taken, queue.TryAdd(Line("1", "executor", "/go"), () => shown++));
        Assert.Equal(Intake.Known, queue.TryAdd(Line("1", "executor", "/go"), () => shown++));
        Assert.Equal(1, shown);
    }

    [Fact]
    public void A_full_queue_refuses_and_the_same_id_may_come_again()
    {
        var queue = new InboundQueue(_ => ValueTask.CompletedTask, NullLogger.Instance);
        for (var i = 0; i < InboundQueue.Capacity; i++)
        {
            queue.TryAdd(Line($"{i}", "executor", "/status"), () => { });
        }
        Assert.Equal(Intake.Full, queue.TryAdd(Line("late", "executor", "/status"), () => Assert.Fail("shown")));
        Assert.False(queue.Knows("web", "late"));
    }

    [Fact]
    public async Task Lines_of_one_person_keep_their_order_and_abort_waits_for_nobody()
    {
        var slow = new TaskCompletionSource();
        var handled = System.Threading.Channels.Channel.CreateUnbounded<string>();
        var queue = new InboundQueue(
            async m =>
            {
                if (m.Text == "/report")
                {
                    await slow.Task;
                }
                handled.Writer.TryWrite(m.Text);
            },
            NullLogger.Instance);
        using var stop = new CancellationTokenSource();
        var running = queue.RunAsync(stop.Token);
        queue.TryAdd(Line("1", "executor", "/report"), () => { });
        queue.TryAdd(Line("2", "executor", "/status"), () => { });
        queue.TryAdd(Line("3", "executor", "/abort"), () => { });
        Assert.Equal("/abort", await handled.Reader.ReadAsync());
        queue.TryAdd(Line("4", "supervisor", "/eta"), () => { });
        Assert.Equal("/eta", await handled.Reader.ReadAsync());
        slow.SetResult();
        Assert.Equal("/report", await handled.Reader.ReadAsync());
        Assert.Equal("/status", await handled.Reader.ReadAsync());
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task A_line_that_fails_does_not_end_the_ears()
    {
        var handled = new TaskCompletionSource();
        var queue = new InboundQueue(
            m =>
            {
                if (m.Text == "/bad")
                {
                    throw new InvalidOperationException("no");
                }
                handled.SetResult();
                return ValueTask.CompletedTask;
            },
            NullLogger.Instance);
        using var stop = new CancellationTokenSource();
        var running = queue.RunAsync(stop.Token);
        queue.TryAdd(Line("1", "executor", "/bad"), () => { });
        queue.TryAdd(Line("2", "executor", "/good"), () => { });
        await handled.Task;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private static InboundMessage Line(string id, string sender, string text) => new("web", id, sender, text, null, default);
}
