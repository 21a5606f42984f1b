namespace MailUpgrade.Core.Chat;

/// <summary>The last answers by command id: a message delivered twice is answered with the same words. Safe for several threads.</summary>
internal sealed class RecentAnswers(int kept)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, OutboundMessage> byId = [];
    private readonly Queue<string> order = [];

    public OutboundMessage? Find(string id)
    {
        lock (gate)
        {
            return byId.GetValueOrDefault(id);
        }
    }

    public void Keep(string id, OutboundMessage answer)
    {
        lock (gate)
        {
            if (!byId.TryAdd(id, answer))
            {
                return;
            }
            order.Enqueue(id);
            if (order.Count > kept)
            {
                byId.Remove(order.Dequeue());
            }
        }
    }
}
