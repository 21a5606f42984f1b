using MailUpgrade.Adapters.Cards;
using MailUpgrade.Adapters.Telegram.Hearing;
using MailUpgrade.Adapters.Telegram.Sending;
using MailUpgrade.Adapters.Telegram.Store;
using MailUpgrade.Adapters.Telegram.Wire;
using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Chat.Delivery;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs;
using Microsoft.Data.Sqlite;

namespace MailUpgrade.Adapters.Telegram;

/// <summary>
/// Telegram as a channel. What is to be said is on this disk before <see cref="SendAsync"/> returns, and what was heard is on this disk
/// before the server may forget it: an outage or a kill delays and loses nothing.
/// </summary>
public sealed class TelegramChannel : IChatChannel, IDisposable
{
    /// <summary>Name in the journal and in the team file.</summary>
    public const string ChannelName = "telegram";

    private static readonly TimeSpan StrangerQuiet = TimeSpan.FromMinutes(1);

    private readonly TelegramParts parts;
    private readonly TelegramStore store;
    private readonly BotApi api;
    private readonly Senders senders;
    private readonly AskedBook asked = new();
    private readonly Dictionary<string, DateTimeOffset> strangers = new(StringComparer.Ordinal);
    private EvidenceKeeper? evidence;
    private Ears? ears;

    /// <summary>Opens its file; talks to nobody yet.</summary>
    public TelegramChannel(TelegramParts parts, HttpMessageHandler? handler = null)
    {
        this.parts = parts;
        store = new TelegramStore(Path.Combine(parts.StateFolder, "telegram.db"));
        api = new BotApi(parts.Settings, parts.Wire, handler);
        var rendering = new Rendering(parts.Cards, Reader, store, parts.Settings.Limits, parts.Wire);
        var poster = new Poster(api, store, rendering, Receive, parts.StateFolder);
        senders = new Senders(parts, store, poster);
    }

    /// <inheritdoc/>
    public string Name => ChannelName;

    /// <inheritdoc/>
    public string? Trouble => senders.Trouble ?? ears?.Trouble;

    /// <summary>Messages that people have not got yet, over all chats.</summary>
    public int Waiting => store.Outbox.Count();

    /// <inheritdoc/>
    public Task SendAsync(OutboundMessage message, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        foreach (var place in message.To is { } person ? PrivateOf(person) : senders.Places)
        {
            Put(place, message);
        }
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task AnsweredAsync(InboundMessage asked, OutboundMessage? answer, CancellationToken ct)
    {
        var found = this.asked.Find(asked.MessageId);
        if (answer is not null && !IsTiresome(asked, answer))
        {
            if (found is { CallbackId: { } callback })
            {
                if (answer.RefusalCode is not null)
                {
                    store.Buttons.Release(found.ButtonId!, asked.Sender);
                }
                if (!await AnswerPressAsync(callback, answer.Lines, answer.RefusalCode is not null, ct) || NeedsMessage(answer))
                {
                    Put(found.Place, answer with { ReplyTo = MessageNumber.Of(found.Place.Chat, found.MessageId) });
                }
            }
            else if (found?.Place is { } place)
            {
                Put(place, answer);
            }
            else if (MessageNumber.Of(asked.MessageId) is { } number)
            {
                Put(new TelegramPlace(number.Chat, null), answer);
            }
        }
        if (found is not null)
        {
            ears?.Done(found);
        }
    }

    /// <inheritdoc/>
    public async Task ListenAsync(Func<InboundMessage, Intake> take, CancellationToken ct)
    {
        using var ownEnd = CancellationTokenSource.CreateLinkedTokenSource(ct);
        evidence ??= new EvidenceKeeper(api, parts);
        ears?.Dispose();
        var judged = new Ears(parts, store, api, asked, evidence, new EarsActions(take, Say, AnswerPressAsync, Moved, Membership));
        ears = judged;
        var sending = senders.RunAsync(Moved, ownEnd.Token);
        try
        {
            await judged.RunAsync(ownEnd.Token);
        }
        finally
        {
            await ownEnd.CancelAsync();
            await Task.WhenAny(sending);
        }
    }

    /// <summary>Takes what the server brings by itself. True once it is on disk: only then may the server forget it.</summary>
    public bool TakeFromWebhook(string body) => ears?.TakeFromWebhook(body) ?? false;

    /// <inheritdoc/>
    public Task<IReadOnlyList<ChannelFinding>> ExamineAsync(CancellationToken ct) => new Examination(parts, api, senders.Places).RunAsync(ct);

    /// <inheritdoc/>
    public void Dispose()
    {
        ears?.Dispose();
        evidence?.Dispose();
        api.Dispose();
        store.Dispose();
    }

    /// <summary>An answer that does not fit over the chat, or that can be pressed, is a message.</summary>
    private static bool NeedsMessage(OutboundMessage answer) => answer.Buttons.Count > 0 || string.Join('\n', answer.Lines).Length > 200;

    private static string Toast(IReadOnlyList<string> lines)
    {
        const int Longest = 200;
        var text = string.Join('\n', lines);
        if (text.Length <= Longest)
        {
            return text;
        }
        // The code of a refusal is the last line, and is never what is cut.
        var end = lines[^1].StartsWith('[') && lines[^1].Length < 40 ? "…\n" + lines[^1] : "…";
        var room = Longest - end.Length;
        return text[..(char.IsHighSurrogate(text[room - 1]) ? room - 1 : room)] + end;
    }

    private CardReader Reader()
    {
        var scene = parts.Scene();
        return new CardReader(
            scene.Language,
            needed => [.. (scene.Team.Find(needed) is { } one ? [one] : scene.Team.Holding(needed))
                .Select(p => new CardPerson(p.Name, parts.Bindings.Of(p, ChannelName) is [var id, ..] ? id : null))],
            parts.Settings.MasksAddresses);
    }

    private IEnumerable<TelegramPlace> PrivateOf(string person) =>
        parts.Scene().Team.Find(person) is { } known && parts.Bindings.Of(known, ChannelName) is [var id, ..] && TelegramPlace.Parse(id) is { } place ? [place] : [];

    private void Put(TelegramPlace place, OutboundMessage message)
    {
        try
        {
            store.Outbox.Put(place, message);
        }
        catch (SqliteException full)
        {
            throw new ChannelDownException($"telegram.db does not take messages: {full.Message}", full);
        }
        senders.Wake(place);
    }

    /// <summary>Strangers are told once a minute who may speak here, not with every line they send.</summary>
    private bool IsTiresome(InboundMessage message, OutboundMessage answer)
    {
        if (answer.RefusalCode != RefusalCodes.UnknownPerson)
        {
            return false;
        }
        lock (strangers)
        {
            var now = parts.Wire.GetUtcNow();
            if (strangers.Count > 1000)
            {
                strangers.Clear();
            }
            var tired = strangers.TryGetValue(message.Sender, out var told) && now - told < StrangerQuiet;
            if (!tired)
            {
                strangers[message.Sender] = now;
            }
            return tired;
        }
    }

    private void Say(TelegramPlace place, long messageId, string sender, string code, LocalText first, LocalText next)
    {
        var scene = parts.Scene();
        var language = parts.Bindings.Who(scene.Team, ChannelName, sender)?.Language ?? scene.Language;
        var number = MessageNumber.Of(place.Chat, messageId);
        Put(place, new OutboundMessage(
            $"not:{number}", MessageKind.Reply, false, null, [first.In(language), next.In(language), $"[{code}]"], OutboundMessage.NoButtons, number)
        { RefusalCode = code });
    }

    /// <summary>False where the server has forgotten the press: then a message has to say it.</summary>
    private async Task<bool> AnswerPressAsync(string callback, IReadOnlyList<string> lines, bool alert, CancellationToken ct)
    {
        try
        {
            return await api.CallAsync<bool>("answerCallbackQuery", new AnswerCallbackQuery(callback, Toast(lines), alert), ct);
        }
        catch (TelegramFaultException fault)
        {
            TelegramLog.NoAnswer(parts.Log, fault.Message);
            return false;
        }
    }

    private void Moved(long from, long to)
    {
        TelegramLog.Moved(parts.Log, from, to);
        senders.Move(from, to);
    }

    private void Membership(long chat, bool isIn)
    {
        if (!isIn)
        {
            TelegramLog.ShutOut(parts.Log, chat, "it was removed or blocked");
        }
        senders.WakeChat(chat);
    }

    private void Receive(TelegramPlace place, IReadOnlyList<string> keys, long messageId)
    {
        foreach (var key in keys)
        {
            parts.Receipt(ChannelName, place.ToString(), key, FormattableString.Invariant($"{messageId}"));
        }
    }
}
