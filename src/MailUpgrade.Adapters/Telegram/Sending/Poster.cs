using System.Text;
using MailUpgrade.Adapters.Telegram.Store;
using MailUpgrade.Adapters.Telegram.Wire;
using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Plans;

namespace MailUpgrade.Adapters.Telegram.Sending;

/// <summary>Brings messages to one place: posts, edits, pins. Each call sends one message, and remembers it before it returns.</summary>
/// <param name="api">The server.</param>
/// <param name="store">What was posted.</param>
/// <param name="rendering">How it looks.</param>
/// <param name="receipt">Told of each message that was taken: place, keys, message id.</param>
/// <param name="stateFolder">Where files that go with a message lie.</param>
public sealed class Poster(
    BotApi api, TelegramStore store, Rendering rendering, Action<TelegramPlace, IReadOnlyList<string>, long> receipt, string stateFolder)
{
    /// <summary>Most news in one message.</summary>
    public const int MostParts = 25;

    /// <summary>What goes with the first of the waiting: news that came thick, or edits of the same message.</summary>
    public IReadOnlyList<OutboxItem> Together(TelegramPlace place, IReadOnlyList<OutboxItem> waiting)
    {
        var first = waiting[0];
        if (store.Posted.Find(place, first.Message.Key) is { } posted)
        {
            var keys = store.Posted.Parts(place, posted.MessageId).Select(p => p.Key).ToHashSet(StringComparer.Ordinal);
            return [.. waiting.Where(w => keys.Contains(w.Message.Key))];
        }
        if (!IsNews(first.Message))
        {
            return [first];
        }
        var together = new List<OutboxItem>();
        var length = 0;
        foreach (var next in waiting.TakeWhile(w => IsNews(w.Message) && store.Posted.Find(place, w.Message.Key) is null).Take(MostParts))
        {
            length += rendering.LengthOf(next.Message) + 2;
            if (together.Count > 0 && length > Rendering.Longest)
            {
                break;
            }
            together.Add(next);
        }
        return together;
    }

    /// <summary>Posts or edits.</summary>
    /// <param name="place">Where.</param>
    /// <param name="items">Of <see cref="Together"/>.</param>
    /// <param name="plainness">0 as it should be; 1 without markup; 2 without markup and buttons, cut: the last try for what the server does not take.</param>
    /// <param name="ct">Between two calls only.</param>
    /// <exception cref="TelegramFaultException">Nothing was remembered.</exception>
    public async Task SendAsync(TelegramPlace place, IReadOnlyList<OutboxItem> items, int plainness, CancellationToken ct)
    {
        var messages = items.Select(i => i.Message).ToList();
        if (store.Posted.Find(place, messages[0].Key) is { } posted && !IsOfAnotherRun(place, messages[0]))
        {
            await EditAsync(place, posted, messages, plainness, ct);
        }
        else
        {
            await PostAsync(place, messages, plainness, ct);
        }
    }

    private static bool IsNews(OutboundMessage message) => message is { Kind: MessageKind.Notice, Rings: false, Buttons.Count: 0, Document: null };

    /// <summary>Each run has a status message of its own.</summary>
    private bool IsOfAnotherRun(TelegramPlace place, OutboundMessage message) =>
        message is { Kind: MessageKind.Status, Buttons: [var hold, ..] } && store.Mark($"status:{place}") is { } run && run != hold.Press.Run;

    private async Task PostAsync(TelegramPlace place, List<OutboundMessage> parts, int plainness, CancellationToken ct)
    {
        var rendered = rendering.Of(place, 0, parts);
        var first = parts[0];
        var replyTo = first.ReplyTo is { } answered && MessageNumber.Of(answered) is { } number && number.Chat == place.Chat ? number.Message : (long?)null;
        if (first.Document is { } name && Path.Combine(stateFolder, name) is var paper && File.Exists(paper))
        {
            var sent = await api.SendDocumentAsync(
                place, Path.GetFileName(paper), await File.ReadAllBytesAsync(paper, ct), Cut(rendered.Plain, 1000), replyTo, silent: !first.Rings, ct);
            Remember(place, parts, sent.MessageId, rendered.Print);
            return;
        }
        if (rendered.Plain.Length > Rendering.Longest)
        {
            var file = await api.SendDocumentAsync(
                place, "mailupgrade.txt", Encoding.UTF8.GetBytes(rendered.Plain), Cut(first.Lines[0], 1000), replyTo, silent: !first.Rings, ct);
            Remember(place, parts, file.MessageId, rendered.Print);
            return;
        }
        var message = await api.CallAsync<TgMessage>("sendMessage", new SendMessage(
            place.Chat, place.Topic, Text(rendered, plainness), plainness == 0 ? "HTML" : null, !first.Rings,
            replyTo is { } to ? new ReplyParameters(to, true) : null, plainness < 2 ? rendered.Keyboard : null), ct);
        Remember(place, parts, message.MessageId, rendered.Print);
        if (first.Kind == MessageKind.Status)
        {
            await PinAsync(place, first, message.MessageId, ct);
        }
    }

    private async Task EditAsync(TelegramPlace place, PostedPart posted, List<OutboundMessage> changed, int plainness, CancellationToken ct)
    {
        var parts = store.Posted.Parts(place, posted.MessageId).Select(p => changed.LastOrDefault(c => c.Key == p.Key) ?? p.Message).ToList();
        var rendered = rendering.Of(place, posted.MessageId, parts);
        // The text under a file is never another one: what was sent is a document of that hour.
        if (rendered.Print == posted.Shown || parts.Any(p => p.Document is not null))
        {
            return;
        }
        try
        {
            await api.CallAsync<TgMessage>("editMessageText", new EditMessageText(
                place.Chat, posted.MessageId, Cut(Text(rendered, plainness), Rendering.Longest * 2), plainness == 0 ? "HTML" : null,
                plainness < 2 ? rendered.Keyboard : null), ct);
        }
        catch (TelegramRefusedException no) when (no.IsNotModified)
        {
            // It is there already: an edit whose answer was lost.
        }
        catch (TelegramRefusedException no) when (no.IsMessageLost)
        {
            store.Posted.Forget(place, posted.MessageId);
            await PostAsync(place, parts, plainness, ct);
            return;
        }
        Remember(place, parts, posted.MessageId, rendered.Print);
    }

    private void Remember(TelegramPlace place, List<OutboundMessage> parts, long messageId, string print)
    {
        store.Posted.Put(place, messageId, parts, print);
        foreach (var part in parts.Where(p => p.Buttons.Count > 0))
        {
            store.Buttons.Posted(place, part.Key, messageId);
        }
        receipt(place, [.. parts.Select(p => p.Key)], messageId);
    }

    /// <summary>Best effort: without the right to pin, the message is there all the same, and the self-test says so.</summary>
    private async Task PinAsync(TelegramPlace place, OutboundMessage status, long messageId, CancellationToken ct)
    {
        if (status.Buttons is [var hold, ..])
        {
            store.Mark($"status:{place}", hold.Press.Run);
        }
        try
        {
            await api.CallAsync<bool>("pinChatMessage", new PinChatMessage(place.Chat, messageId, DisableNotification: true), ct);
        }
        catch (TelegramFaultException)
        {
            // Told by the self-test.
        }
    }

    private static string Text(Rendered rendered, int plainness) => plainness == 0 ? rendered.Html : Cut(rendered.Plain, Rendering.Longest);

    /// <summary>Never inside a pair of surrogates.</summary>
    private static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}

/// <summary>Ids of messages as the journal knows them.</summary>
internal static class MessageNumber
{
    /// <summary>Id of a typed line.</summary>
    public static string Of(long chat, long message) => FormattableString.Invariant($"{chat}.{message}");

    /// <summary>Chat and message of such an id; null for a press.</summary>
    public static (long Chat, long Message)? Of(string id) =>
        id.Split('.') is [var chat, var message] && long.TryParse(chat, out var c) && long.TryParse(message, out var m) ? (c, m) : null;
}
