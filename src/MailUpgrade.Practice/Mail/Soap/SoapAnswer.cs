using System.Buffers;
using System.Text.Json;

namespace MailUpgrade.Practice.Mail.Soap;

/// <summary>Answers in Zimbra's JSON form.</summary>
internal static class SoapAnswer
{
    public static byte[] Response(string request, string space, Action<Utf8JsonWriter> body) => Envelope(json =>
    {
        json.WriteStartObject(request.Replace("Request", "Response", StringComparison.Ordinal));
        body(json);
        json.WriteString("_jsns", space);
        json.WriteEndObject();
    });

    public static byte[] Fault(string code, string reason) => Envelope(json =>
    {
        json.WriteStartObject("Fault");
        Text(json, "Code", "Value", code.StartsWith("service.PROXY", StringComparison.Ordinal) ? "soap:Receiver" : "soap:Sender");
        Text(json, "Reason", "Text", reason);
        json.WriteStartObject("Detail");
        json.WriteStartObject("Error");
        json.WriteString("Code", code);
        json.WriteString("Trace", "practice");
        json.WriteString("_jsns", "urn:zimbra");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    });

    /// <summary>`"name":[{"_content":"text"}]`</summary>
    public static void Content(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartArray(name);
        json.WriteStartObject();
        json.WriteString("_content", text);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Text(Utf8JsonWriter json, string parent, string name, string text)
    {
        json.WriteStartObject(parent);
        json.WriteString(name, text);
        json.WriteEndObject();
    }

    private static byte[] Envelope(Action<Utf8JsonWriter> body)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteStartObject("Header");
            json.WriteStartObject("context");
            json.WriteString("_jsns", "urn:zimbra");
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteStartObject("Body");
            body(json);
            json.WriteEndObject();
            json.WriteString("_jsns", "urn:zimbraSoap");
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }
}
