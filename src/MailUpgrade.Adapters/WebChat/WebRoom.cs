namespace MailUpgrade.Adapters.WebChat;

/// <summary>The one room of the page: what was said, in order, and who listens. All calls are short and safe from any thread.</summary>
public sealed class WebRoom : IDisposable
{
    /// <summary>Messages that are kept; the oldest go first. The journal is the truth, this is a screen.</summary>
    internal const int Kept = 5_000;

    private readonly Lock gate = new();
    private readonly WebStore store;
    private readonly SortedDictionary<long, WebMessage> bySeq = [];
    private readonly Dictionary<string, long> seqByKey = new(StringComparer.Ordinal);
    private readonly HashSet<WebSubscription> listeners = [];
    private long seq;
    private long rev;

    internal WebRoom(WebStore store)
    {
        this.store = store;
        foreach (var message in store.Load())
        {
            bySeq[message.Seq] = message;
            seqByKey[message.Key] = message.Seq;
            (seq, rev) = (Math.Max(seq, message.Seq), Math.Max(rev, message.Rev));
        }
    }

    /// <summary>Number of the last change.</summary>
    public long Rev
    {
        get
        {
            lock (gate)
            {
                return rev;
            }
        }
    }

    /// <summary>Messages in order, with a place after one number and a change after another, at most <paramref name="limit"/>.</summary>
    public IReadOnlyList<WebMessage> Read(long afterSeq, long afterRev, int limit)
    {
        lock (gate)
        {
            return [.. bySeq.Values.Where(m => m.Seq > afterSeq && m.Rev > afterRev).Take(limit)];
        }
    }

    /// <summary>Message by its id, or null.</summary>
    public WebMessage? Find(string id)
    {
        lock (gate)
        {
            return id is ['m', .. var digits] && long.TryParse(digits, out var at) ? bySeq.GetValueOrDefault(at) : null;
        }
    }

    /// <summary>Listens to changes from now on.</summary>
    public WebSubscription Listen()
    {
        var listener = new WebSubscription(Leave);
        lock (gate)
        {
            listeners.Add(listener);
        }
        return listener;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            foreach (var listener in listeners)
            {
                listener.End();
            }
            listeners.Clear();
        }
        store.Dispose();
    }

    internal WebMessage? FindByKey(string key)
    {
        lock (gate)
        {
            return seqByKey.TryGetValue(key, out var at) ? bySeq[at] : null;
        }
    }

    /// <summary>Puts a message under its key: new, or an edit. The same content again is no news.</summary>
    internal WebMessage Put(string key, Func<WebMessage?, WebMessage> make)
    {
        lock (gate)
        {
            var old = seqByKey.TryGetValue(key, out var at) ? bySeq[at] : null;
            var made = make(old);
            if (old is not null && made.SaysTheSameAs(old))
            {
                return old;
            }
            var message = made with
            {
                Key = key,
                Seq = old?.Seq ?? ++seq,
                Rev = ++rev,
                At = old?.At ?? made.At,
                Edited = old is not null,
            };
            bySeq[message.Seq] = message;
            seqByKey[key] = message.Seq;
            store.Save(message);
            ForgetOldest();
            foreach (var listener in listeners.Where(l => !l.TryTell(message)).ToList())
            {
                listeners.Remove(listener);
            }
            return message;
        }
    }

    private void ForgetOldest()
    {
        while (bySeq.Count > Kept)
        {
            var oldest = bySeq.Values.First(m => m.Kind != "status");
            bySeq.Remove(oldest.Seq);
            seqByKey.Remove(oldest.Key);
            store.Forget(oldest.Seq);
        }
    }

    private void Leave(WebSubscription listener)
    {
        lock (gate)
        {
            listeners.Remove(listener);
        }
    }
}
