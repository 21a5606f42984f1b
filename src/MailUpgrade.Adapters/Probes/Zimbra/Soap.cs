using System.Globalization;
using System.Text.Json.Nodes;

namespace MailUpgrade.Adapters.Probes.Zimbra;

/// <summary>Reads answers in the JSON form: attributes may be numbers or texts, lists may have one element or none.</summary>
internal static class Soap
{
    public static JsonNode? First(JsonNode? list) => list is JsonArray { Count: > 0 } array ? array[0] : list as JsonObject;

    public static IEnumerable<JsonObject> All(JsonNode? list) => (list as JsonArray)?.OfType<JsonObject>() ?? (list is JsonObject one ? [one] : []);

    public static string Text(JsonNode? value) => value?.ToString() ?? string.Empty;

    public static long Number(JsonNode? value) =>
        long.TryParse(Text(value), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0;

    public static bool True(JsonNode? value) => Text(value) is "1" or "true" or "True";
}
