using MailUpgrade.Core.Chat;

namespace MailUpgrade.Adapters.Teams.Delivery;

/// <summary>Where a message came from.</summary>
/// <param name="Place">Conversation id with its thread.</param>
/// <param name="Activity">Id of the activity that an answer replies to.</param>
/// <param name="Pressed">The button, where one was pressed.</param>
/// <param name="Answer">Who waits for the answer of an invoke, or null.</param>
internal sealed record Origin(string Place, string Activity, LiveButton? Pressed, TaskCompletionSource<OutboundMessage?>? Answer);

/// <summary>Where the last messages came from. Safe from any thread.</summary>
internal sealed class Origins
{
    private const int Kept = 5_000;
    private readonly Lock gate = new();
    private readonly Dictionary<string, Origin> byMessage = new(StringComparer.Ordinal);
    private readonly Queue<string> inOrder = new();

    public Origin? Find(string message)
    {
        lock (gate)
        {
            return byMessage.GetValueOrDefault(message);
        }
    }

    /// <summary>Keeps the first that is said of a message.</summary>
    public Origin Keep(string message, Origin origin)
    {
        lock (gate)
        {
            if (byMessage.TryGetValue(message, out var before))
            {
                return before;
            }
            byMessage[message] = origin;
            inOrder.Enqueue(message);
            if (inOrder.Count > Kept)
            {
                byMessage.Remove(inOrder.Dequeue());
            }
            return origin;
        }
    }
}
