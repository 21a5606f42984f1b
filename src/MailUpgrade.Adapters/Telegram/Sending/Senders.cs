using System.Text.Json;
using MailUpgrade.Adapters.Telegram.Store;
using MailUpgrade.Core.Chat;

namespace MailUpgrade.Adapters.Telegram.Sending;

/// <summary>One sender for each place: a chat that is slow, full or shut never keeps another waiting.</summary>
public sealed class Senders
{
    private readonly TelegramParts parts;
    private readonly TelegramStore store;
    private readonly Poster poster;
    private readonly SendRate rate;
    private readonly Lock gate = new();
    private readonly Dictionary<TelegramPlace, PlaceSender> byPlace = [];
    private readonly List<Task> tasks = [];
    private Action<PlaceSender>? start;

    /// <summary>No sender runs yet.</summary>
    public Senders(TelegramParts parts, TelegramStore store, Poster poster)
    {
        (this.parts, this.store, this.poster) = (parts, store, poster);
        rate = new SendRate(parts.Settings.Limits, parts.Wire);
        foreach (var (chat, at) in store.Posted.SentSince(parts.Wire.GetUtcNow().AddMinutes(-2)))
        {
            rate.Remember(chat, at);
        }
    }

    /// <summary>Chats of the run, under the ids they have now.</summary>
    public IReadOnlyList<TelegramPlace> Places
    {
        get
        {
            var moved = store.Moved();
            return [.. parts.Settings.Chats.Select(p => moved.TryGetValue(p.Chat, out var to) ? new TelegramPlace(to, p.Topic) : p).Distinct()];
        }
    }

    /// <summary>The longest trouble of a chat of the run, in plain words, or null.</summary>
    public string? Trouble
    {
        get
        {
            var chats = Places;
            lock (gate)
            {
                return byPlace.Values.Where(s => chats.Contains(s.Place) && s.Trouble is not null).OrderBy(s => s.Trouble!.Value.Since)
                    .Select(s => $"{s.Place}: {s.Trouble!.Value.Why}").FirstOrDefault();
            }
        }
    }

    /// <summary>Sends until cancelled, and what was left by an earlier process first.</summary>
    public async Task RunAsync(Action<long, long> onMoved, CancellationToken ct)
    {
        lock (gate)
        {
            byPlace.Clear();
            tasks.Clear();
            start = sender => tasks.Add(Task.Run(() => sender.RunAsync(onMoved, ct), CancellationToken.None));
        }
        foreach (var place in Places.Concat(store.Outbox.Places().Select(TelegramPlace.Parse).OfType<TelegramPlace>()).Distinct())
        {
            Wake(place);
        }
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, parts.Wire, ct);
        }
        finally
        {
            Task[] all;
            lock (gate)
            {
                start = null;
                all = [.. tasks];
            }
            await Task.WhenAll(all.Select(t => t.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default)));
        }
    }

    /// <summary>Something waits for a place.</summary>
    public void Wake(TelegramPlace place)
    {
        lock (gate)
        {
            if (start is null)
            {
                return;
            }
            if (!byPlace.TryGetValue(place, out var sender))
            {
                byPlace[place] = sender = new PlaceSender(place, poster, store, rate, parts.Settings.Limits, parts.Wire, parts.Log);
                start(sender);
            }
            sender.Wake();
        }
    }

    /// <summary>The bot may speak in a chat again, or not any more: it is tried at once.</summary>
    public void WakeChat(long chat)
    {
        lock (gate)
        {
            foreach (var sender in byPlace.Values.Where(s => s.Place.Chat == chat))
            {
                sender.Wake();
            }
        }
    }

    /// <summary>A group has a new id: open decisions are posted there anew, old buttons can do nothing.</summary>
    public void Move(long from, long to)
    {
        foreach (var body in store.Move(from, to))
        {
            foreach (var place in Places.Where(p => p.Chat == to))
            {
                store.Outbox.Put(place, JsonSerializer.Deserialize<OutboundMessage>(body)!);
            }
        }
        foreach (var place in Places.Where(p => p.Chat == to))
        {
            Wake(place);
        }
    }
}
