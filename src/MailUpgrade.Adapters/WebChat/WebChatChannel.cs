using System.Security.Cryptography;
using System.Text;
using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Ports;
using Microsoft.Extensions.Logging;

namespace MailUpgrade.Adapters.WebChat;

/// <summary>The built-in page as a channel: one room that everybody at the page sees.</summary>
public sealed class WebChatChannel : IChatChannel, IDisposable
{
    /// <summary>Name in the journal and in the team file.</summary>
    public const string ChannelName = "web";

    /// <summary>Buttons of earlier versions of a message that may still be pressed.</summary>
    private const int OlderKept = 50;

    private readonly TimeProvider runClock;
    private readonly Func<string, string> redact;
    private readonly Lock gate = new();
    private readonly Dictionary<string, List<WebButton>> earlier = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> pressedOn = new(StringComparer.Ordinal);
    private readonly Queue<string> presses = new();

    /// <summary>Opens the room kept in <c>chat.db</c> of the state folder.</summary>
    /// <param name="stateFolder">Exists.</param>
    /// <param name="runClock">For the times that people read.</param>
    /// <param name="redact">Applied to what people type before it is shown or stored.</param>
    /// <param name="log">For faults of the store.</param>
    public WebChatChannel(string stateFolder, TimeProvider runClock, Func<string, string> redact, ILogger log)
    {
        (this.runClock, this.redact) = (runClock, redact);
        Room = new WebRoom(new WebStore(Path.Combine(stateFolder, "chat.db"), log));
    }

    /// <inheritdoc/>
    public string Name => ChannelName;

    /// <summary>What was said.</summary>
    public WebRoom Room { get; }

    /// <summary>The run clock by which messages are dated.</summary>
    public DateTimeOffset Now => runClock.GetUtcNow();

    /// <inheritdoc/>
    public Task SendAsync(OutboundMessage message, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (message.To is not null)
        {
            // The page is one room for all: what is for one person alone is not for it.
            return Task.CompletedTask;
        }
        var buttons = message.Buttons.Select(ToButton).ToList();
        Room.Put(message.Key, old =>
        {
            Replaced(old, buttons);
            return new WebMessage(
                0, 0, message.Key, runClock.GetUtcNow(), WebMessage.Bot, message.Kind.ToString().ToLowerInvariant(), message.Rings,
                message.For, string.Join('\n', message.Lines), buttons, IsClosed(message, old), false,
                message.ReplyTo is { } answered ? IdOf(answered) : null, message.ReplyTo, message.RefusalCode);
        });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ChannelFinding>> ExamineAsync(CancellationToken ct)
    {
        var message = new OutboundMessage("self-test", MessageKind.Notice, false, null, ["● Self-test: posted"], OutboundMessage.NoButtons, null);
        await SendAsync(message, ct);
        await SendAsync(message with { Lines = ["✔ Self-test: posted and edited"] }, ct);
        var good = Room.FindByKey("self-test")?.Text == "✔ Self-test: posted and edited";
        return [new ChannelFinding("post and edit", good, good
            ? new("posted, edited and read back", "dikirim, diedit, dan dibaca ulang") : new("the page does not show what was posted: look at chat.db and its disk", "halaman tidak menampilkan yang dikirim: cek chat.db dan disknya"))];
    }

    /// <summary>Shows what a person typed. The same id again is no news.</summary>
    public WebMessage Show(string inboundId, string person, string text) => Room.Put(LineKey(inboundId), old => old ?? new WebMessage(
        0, 0, LineKey(inboundId), runClock.GetUtcNow(), person, "say", false, null, redact(text), [], false, false, null, null));

    /// <summary>
    /// Button of a message, or null where it is gone or the message is closed. What the message offered a moment ago and offers still may
    /// be pressed by a thumb that was on its way: the run judges by what was seen.
    /// </summary>
    public WebButton? Button(string messageId, string buttonId)
    {
        if (Room.Find(messageId) is not { } message)
        {
            return null;
        }
        lock (gate)
        {
            return message.Buttons.Concat(earlier.GetValueOrDefault(message.Key) ?? [])
                .FirstOrDefault(b => b.Id == buttonId && message.Buttons.Any(now => now.Command == b.Command));
        }
    }

    /// <summary>Remembers on which message a press was made, so that its answer stands beside it.</summary>
    public void Pressed(string inboundId, string messageId)
    {
        lock (gate)
        {
            if (pressedOn.TryAdd(inboundId, messageId))
            {
                presses.Enqueue(inboundId);
            }
            while (presses.Count > WebRoom.Kept)
            {
                pressedOn.Remove(presses.Dequeue());
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Room.Dispose();

    private static string LineKey(string inboundId) => "in:" + inboundId;

    private static bool IsClosed(OutboundMessage message, WebMessage? old) =>
        message.Buttons.Count == 0
        && (message.Kind == MessageKind.Decision || old is { Closed: true } or { Buttons.Count: > 0 });

    private void Replaced(WebMessage? old, List<WebButton> buttons)
    {
        if (old is null)
        {
            return;
        }
        lock (gate)
        {
            if (buttons.Count == 0)
            {
                earlier.Remove(old.Key);
                return;
            }
            var kept = earlier.GetValueOrDefault(old.Key) ?? [];
            earlier[old.Key] = [.. old.Buttons.Where(b => buttons.TrueForAll(now => now.Id != b.Id)).Concat(kept).Take(OlderKept)];
        }
    }

    private static WebButton ToButton(Button button)
    {
        var meaning = string.Join('\n', button.Command, button.Press.Run, button.Press.PlanHash, button.Press.SeenSeq, button.Label);
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(meaning)))[..12];
        return new WebButton($"b{id}", button.Label, button.Style.ToString().ToLowerInvariant(), button.Command, button.Press);
    }

    private string? IdOf(string inboundId)
    {
        lock (gate)
        {
            return pressedOn.GetValueOrDefault(inboundId) ?? Room.FindByKey(LineKey(inboundId))?.Id;
        }
    }
}
