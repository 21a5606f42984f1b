using MailUpgrade.Core.Ports;
using Microsoft.Extensions.Logging;

namespace MailUpgrade.Core.Chat.Delivery;

/// <summary>Brings one channel its messages: tries until the channel takes them, and keeps how far it has come.</summary>
public sealed class ChannelSender(IChatChannel channel, Outbox outbox, IJournal journal, string stream, TimeProvider wire, ILogger log)
{
    /// <summary>First wait after a failure, on the wire clock; it doubles up to <see cref="LongestWait"/>.</summary>
    public static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait between two tries.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private long saved = -1;

    /// <summary>Name under which a channel's place in the journal is kept.</summary>
    public static string ReaderOf(IChatChannel channel) => $"notify:{channel.Name}";

    /// <summary>Sends until cancelled.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        var wait = FirstWait;
        while (true)
        {
            if (outbox.Next(out var whenMore) is not { } item)
            {
                await SaveAsync(ct);
                await whenMore.WaitAsync(ct);
                continue;
            }
            if (await TryAsync(item, wait, ct))
            {
                wait = FirstWait;
                continue;
            }
            await Task.Delay(wait, wire, ct);
            wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
        }
    }

    private async Task<bool> TryAsync(Waiting item, TimeSpan wait, CancellationToken ct)
    {
        try
        {
            await channel.SendAsync(item.Message, ct);
            outbox.Taken(item);
            if (wait > FirstWait)
            {
                ChatLog.ChannelBack(log, channel.Name);
            }
            return true;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            // Whatever a channel throws, the other channels and the run go on; only a message it cannot digest makes way for others.
            ChatLog.ChannelDown(log, channel.Name, outbox.Count, wait, e);
            if (e is not ChannelDownException)
            {
                outbox.Postpone(item);
            }
            return false;
        }
    }

    private async Task SaveAsync(CancellationToken ct)
    {
        var cursor = outbox.Cursor;
        if (cursor == saved)
        {
            return;
        }
        try
        {
            await journal.SaveCursorAsync(ReaderOf(channel), stream, cursor, ct);
            saved = cursor;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A lost cursor only repeats messages; the full disk behind it is told by the engine.
            ChatLog.CursorFault(log, channel.Name, e);
        }
    }
}
