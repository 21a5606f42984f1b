using System.Text.Json;

namespace MailUpgrade.Service.Endpoints;

/// <summary>
/// The board as text, made once for all readers who see the same. Two hundred open pages cost as much as there are people among them, not as
/// many as there are pages.
/// </summary>
internal sealed class SharedBoards(WebChatSurface surface)
{
    /// <summary>Longest age of a text, wire clock: the run's clock moves without raising a change.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(400);

    private readonly Lock gate = new();
    private readonly Dictionary<object, string> texts = [];
    private long version = -1;
    private long madeAt;

    /// <summary>The board for a reader, at most <see cref="Fresh"/> old.</summary>
    public string For(PersonaContext reader)
    {
        // One at a time: readers whose beats coincide wait for the first one's text instead of making it again.
        lock (gate)
        {
            var now = surface.WireClock.GetTimestamp();
            if (version != surface.BoardChanged.Version || surface.WireClock.GetElapsedTime(madeAt, now) > Fresh)
            {
                texts.Clear();
                (version, madeAt) = (surface.BoardChanged.Version, now);
            }
            var same = (reader.Me?.Id, reader.MayPick, reader.NeedsKey, reader.IsWall, reader.MaySpeak);
            if (!texts.TryGetValue(same, out var text))
            {
                texts[same] = text = JsonSerializer.Serialize(surface.Board(reader), WebJson.Options);
            }
            return text;
        }
    }
}
