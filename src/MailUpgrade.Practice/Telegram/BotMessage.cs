using System.Text.Json.Nodes;

namespace MailUpgrade.Practice.Telegram;

/// <summary>A message as people see it.</summary>
/// <param name="Chat">Where.</param>
/// <param name="Id">In the chat.</param>
/// <param name="From">User id.</param>
/// <param name="Text">Without markup.</param>
/// <param name="Keyboard">Inline keyboard as it was sent, or null.</param>
public sealed record BotMessage(long Chat, long Id, long From, string Text, JsonNode? Keyboard)
{
    /// <summary>With markup, as it was sent.</summary>
    public string Source { get; init; } = "";

    /// <summary>No sound.</summary>
    public bool Silent { get; init; }

    /// <summary>Message it answers, or null.</summary>
    public long? ReplyTo { get; init; }

    /// <summary>Topic, or null.</summary>
    public long? Topic { get; init; }

    /// <summary>The server's clock.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>It was changed.</summary>
    public bool Edited { get; init; }

    /// <summary>Content of a document, or null.</summary>
    public byte[]? Document { get; init; }

    /// <summary>Grows with each change over all messages.</summary>
    public long Rev { get; init; }

    /// <summary>Buttons in reading order: label and data.</summary>
    public IReadOnlyList<(string Label, string Data)> Buttons =>
        [.. (Keyboard?["inline_keyboard"] as JsonArray ?? []).SelectMany(r => r!.AsArray()).Select(b => ((string)b!["text"]!, (string)b["callback_data"]!))];
}
