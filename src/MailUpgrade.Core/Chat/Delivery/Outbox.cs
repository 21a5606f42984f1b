namespace MailUpgrade.Core.Chat.Delivery;

/// <summary>
/// What one channel has not taken yet. What needs a person goes first; a newer text under the same key takes the place of the older.
/// Safe for one writer and one sender at a time.
/// </summary>
public sealed class Outbox
{
    private readonly Lock gate = new();
    private readonly List<Waiting> waiting = [];
    private readonly List<(long? Seq, OutboundMessage Message)> added = [];
    private readonly long from;
    private long readUpTo;
    private long order;
    private TaskCompletionSource more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>An outbox of a channel that has taken everything up to a sequence number.</summary>
    public Outbox(long from)
    {
        this.from = from;
        readUpTo = from;
    }

    /// <summary>Messages not taken yet.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return waiting.Count;
            }
        }
    }

    /// <summary>Everything up to here was taken by the channel, or was nothing to tell.</summary>
    public long Cursor
    {
        get
        {
            lock (gate)
            {
                return Math.Min(readUpTo, waiting.Where(w => w.Seq is not null).Select(w => w.Seq!.Value - 1).DefaultIfEmpty(long.MaxValue).Min());
            }
        }
    }

    /// <summary>
    /// Messages of a journal line, unless the channel had it before; sent once <see cref="HasRead"/> says that the batch is whole.
    /// Without a line they are not repeated after a restart.
    /// </summary>
    public void Add(long? seq, IEnumerable<OutboundMessage> messages)
    {
        lock (gate)
        {
            if (seq <= from)
            {
                return;
            }
            added.AddRange(messages.Select(m => (seq, m)));
        }
    }

    /// <summary>Everything of the journal up to a line has been added: of a backlog the decision goes first, whatever was read first.</summary>
    public void HasRead(long seq)
    {
        TaskCompletionSource wake;
        lock (gate)
        {
            added.ForEach(Place);
            added.Clear();
            readUpTo = Math.Max(readUpTo, seq);
            wake = more;
            more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        wake.SetResult();
    }

    /// <summary>The message to send next, or null and a task that ends when there may be more.</summary>
    public Waiting? Next(out Task whenMore)
    {
        lock (gate)
        {
            whenMore = more.Task;
            return waiting.OrderBy(w => Rank(w.Message)).ThenBy(w => w.Order).FirstOrDefault();
        }
    }

    /// <summary>The channel took it. A newer text that came meanwhile stays.</summary>
    public void Taken(Waiting item)
    {
        lock (gate)
        {
            waiting.RemoveAll(w => ReferenceEquals(w, item));
        }
    }

    /// <summary>The channel cannot digest it: others go before it, it is not lost.</summary>
    public void Postpone(Waiting item)
    {
        lock (gate)
        {
            var at = waiting.FindIndex(w => ReferenceEquals(w, item));
            if (at >= 0)
            {
                waiting[at] = item with { Order = order++ };
            }
        }
    }

    private void Place((long? Seq, OutboundMessage Message) next)
    {
        var before = waiting.FindIndex(w => w.Message.Key == next.Message.Key);
        if (before >= 0)
        {
            waiting[before] = new Waiting(next.Message, next.Seq, waiting[before].Order);
        }
        else
        {
            waiting.Add(new Waiting(next.Message, next.Seq, order++));
        }
    }

    private static int Rank(OutboundMessage message) =>
        message.Rings ? 0 : message.Kind switch { MessageKind.Decision => 1, MessageKind.Status => 2, _ => 3 };
}

/// <summary>A message that waits for its channel.</summary>
/// <param name="Message">What.</param>
/// <param name="Seq">Journal line that it tells, or null.</param>
/// <param name="Order">Place among those of the same urgency.</param>
public sealed record Waiting(OutboundMessage Message, long? Seq, long Order);
