using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace MailUpgrade.Core.Chat.Delivery;

/// <summary>What became of a received message.</summary>
public enum Intake
{
    /// <summary>It will be handled.</summary>
    Taken,

    /// <summary>The same id was taken before; once is enough.</summary>
    Known,

    /// <summary>Too much is waiting: nothing was taken, the same id may be sent again.</summary>
    Full,
}

/// <summary>
/// The bounded queue between a channel and the router. Lines of one person are handled in their order, those of different people
/// at the same time, and what stops things waits for nobody.
/// </summary>
public sealed class InboundQueue(Func<InboundMessage, ValueTask> handle, ILogger log)
{
    /// <summary>Messages that may wait.</summary>
    public const int Capacity = 256;

    private const int Remembered = 10_000;

    private readonly Channel<InboundMessage> queue = Channel.CreateUnbounded<InboundMessage>(new() { SingleReader = true });
    private readonly Lock gate = new();
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly Queue<string> knownInOrder = new();
    private readonly Dictionary<string, Task> bySender = new(StringComparer.Ordinal);
    private int waiting;

    /// <summary>Takes a message, once. Never waits.</summary>
    /// <param name="message">What was received.</param>
    /// <param name="first">Runs before the message can be answered, only where it is taken; keeps it short.</param>
    public Intake TryAdd(InboundMessage message, Action first)
    {
        lock (gate)
        {
            if (known.Contains(message.CommandId))
            {
                return Intake.Known;
            }
            if (waiting >= Capacity)
            {
                return Intake.Full;
            }
            first();
            waiting++;
            known.Add(message.CommandId);
            knownInOrder.Enqueue(message.CommandId);
            if (knownInOrder.Count > Remembered)
            {
                known.Remove(knownInOrder.Dequeue());
            }
            queue.Writer.TryWrite(message);
            return Intake.Taken;
        }
    }

    /// <summary>Whether a message of this id was taken before.</summary>
    public bool Knows(string channel, string messageId)
    {
        lock (gate)
        {
            return known.Contains($"{channel}:{messageId}");
        }
    }

    /// <summary>Hands messages to the handler until cancelled. To be run once.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        await foreach (var message in queue.Reader.ReadAllAsync(ct))
        {
            if (Stops(message.Text))
            {
                _ = HandleAsync(Task.CompletedTask, message);
                continue;
            }
            lock (gate)
            {
                bySender[message.Sender] = HandleAsync(bySender.GetValueOrDefault(message.Sender) ?? Task.CompletedTask, message);
            }
        }
    }

    private static bool Stops(string text) =>
        text.StartsWith("/abort", StringComparison.OrdinalIgnoreCase) || text.StartsWith("/hold", StringComparison.OrdinalIgnoreCase);

    private async Task HandleAsync(Task before, InboundMessage message)
    {
        await Task.Yield();
        await before;
        try
        {
            await handle(message);
        }
#pragma warning disable CA1031 // one line that fails must not end the ears of the bot; the person sees no reply and says it again
        catch (Exception fault)
#pragma warning restore CA1031
        {
            ChatLog.NotHandled(log, message.Channel, message.MessageId, fault);
        }
        finally
        {
            lock (gate)
            {
                waiting--;
            }
        }
    }
}
