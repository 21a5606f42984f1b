using System.Text.Encodings.Web;
using System.Text.Json;

namespace MailUpgrade.Service.Endpoints;

/// <summary>How the page's JSON is written: never indented, so that one event is one line.</summary>
internal static class WebJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        // Signs and both languages stay readable; the page never puts text into markup.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
