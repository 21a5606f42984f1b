using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Testing;

/// <summary>A channel that keeps what it took, and can be down, or choke on one message.</summary>
public sealed class FakeChannel(string name) : IChatChannel
{
    private readonly Lock gate = new();
    private readonly List<OutboundMessage> taken = [];
    private readonly List<(Func<IReadOnlyList<OutboundMessage>, bool> Holds, TaskCompletionSource Done)> waits = [];

    public string Name => name;

    public bool IsDown { get; set; }

    public string? Trouble { get; set; }

    public Func<OutboundMessage, bool> ChokesOn { get; set; } = _ => false;

    public int Tries { get; private set; }

    /// <summary>All that was taken, in order, edits included.</summary>
    public IReadOnlyList<OutboundMessage> Taken
    {
        get
        {
            lock (gate)
            {
                return [.. taken];
            }
        }
    }

    public Task SendAsync(OutboundMessage message, CancellationToken ct)
    {
        lock (gate)
        {
            // The one who waits for the try may set the channel up again at once; this try has failed all the same.
            var isDown = IsDown;
            Tries++;
            if (isDown)
            {
                throw new ChannelDownException("the channel is down");
            }
            if (ChokesOn(message))
            {
                throw new InvalidOperationException("cannot be rendered");
            }
            taken.Add(message);
            foreach (var wait in waits.Where(w => w.Holds(taken)))
            {
                wait.Done.TrySetResult();
            }
        }
        return Task.CompletedTask;
    }

    /// <summary>Ends when what was taken meets a condition.</summary>
    public Task UntilAsync(Func<IReadOnlyList<OutboundMessage>, bool> holds)
    {
        lock (gate)
        {
            if (holds(taken))
            {
                return Task.CompletedTask;
            }
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waits.Add((holds, done));
            return done.Task.WaitAsync(Hang.After);
        }
    }

    /// <summary>Ends when the channel was tried so often.</summary>
    public Task TriedAsync(int times) => Until.HoldsAsync(() => Tries >= times);
}
