using System.Text.Json;
using System.Text.Json.Serialization;

namespace MailUpgrade.Adapters.Telegram.Wire;

/// <summary>JSON as the Bot API writes and reads it.</summary>
public static class TelegramJson
{
    /// <summary>Snake case; null is left out; unknown fields are no fault.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 64,
    };

    /// <summary>An update, or null where it is none: it is skipped, never half understood.</summary>
    public static TgUpdate? Update(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<TgUpdate>(json, Options);
        }
        catch (Exception bad) when (bad is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
