using System.Threading.Channels;

namespace MailUpgrade.Adapters.WebChat;

/// <summary>One listener of the room. One that reads too slowly is let go and has to ask anew; it never holds the room up.</summary>
public sealed class WebSubscription : IDisposable
{
    /// <summary>Messages that may wait for one listener.</summary>
    internal const int Waiting = 256;

    private readonly Channel<WebMessage> queue =
        Channel.CreateBounded<WebMessage>(new BoundedChannelOptions(Waiting) { SingleReader = true });
    private readonly Action<WebSubscription> leave;

    internal WebSubscription(Action<WebSubscription> leave) => this.leave = leave;

    /// <summary>Changes in order. It completes when the listener was let go.</summary>
    public ChannelReader<WebMessage> Changes => queue.Reader;

    /// <inheritdoc/>
    public void Dispose()
    {
        leave(this);
        End();
    }

    internal void End() => queue.Writer.TryComplete();

    /// <returns>False where the listener was let go.</returns>
    internal bool TryTell(WebMessage message)
    {
        if (queue.Writer.TryWrite(message))
        {
            return true;
        }
        End();
        return false;
    }
}
