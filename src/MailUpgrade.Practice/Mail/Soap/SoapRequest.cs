using System.Globalization;
using System.Text.Json;

namespace MailUpgrade.Practice.Mail.Soap;

/// <summary>One request in Zimbra's JSON form: the single child of Body, and the token of the header.</summary>
internal sealed class SoapRequest : IDisposable
{
    private readonly JsonDocument _document;

    private SoapRequest(JsonDocument document, string name, JsonElement body, string? token) =>
        (_document, Name, Body, Token) = (document, name, body, token);

    public string Name { get; }

    public JsonElement Body { get; }

    public string? Token { get; }

    /// <exception cref="SoapFaultException">Not such a request.</exception>
    public static SoapRequest Parse(byte[] bytes, string? cookieToken)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 32 });
        }
        catch (JsonException)
        {
            throw SoapFaultException.Invalid("not JSON");
        }

        if (document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty(nameof(Body), out var envelope) || envelope.ValueKind != JsonValueKind.Object
            || envelope.EnumerateObject().FirstOrDefault() is not { Value.ValueKind: JsonValueKind.Object } request)
        {
            document.Dispose();
            throw SoapFaultException.Invalid("no request in Body");
        }

        var token = document.RootElement.TryGetProperty("Header", out var header)
            && header.ValueKind == JsonValueKind.Object && header.TryGetProperty("context", out var context)
            && context.ValueKind == JsonValueKind.Object && context.TryGetProperty("authToken", out var given)
            ? Content(given)
            : null;
        return new SoapRequest(document, request.Name, request.Value, token ?? cookieToken);
    }

    /// <summary>An attribute or the text of a child; null where absent.</summary>
    public string? Text(string name) => Body.TryGetProperty(name, out var value) ? Content(value) : null;

    public int Number(string name, int otherwise, int most) =>
        int.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Min(number, most) : otherwise;

    /// <summary>An attribute of the first child of that name.</summary>
    public string? Of(string child, string attribute)
    {
        if (!Body.TryGetProperty(child, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Array)
        {
            value = value.GetArrayLength() > 0 ? value[0] : default;
        }

        return value.ValueKind == JsonValueKind.Object && value.TryGetProperty(attribute, out var found) ? Content(found) : null;
    }

    public void Dispose() => _document.Dispose();

    private static string? Content(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "1",
        JsonValueKind.False => "0",
        JsonValueKind.Object => value.TryGetProperty("_content", out var content) ? Content(content) : null,
        JsonValueKind.Array => value.GetArrayLength() > 0 ? Content(value[0]) : null,
        _ => null,
    };
}
