using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace MailUpgrade.Practice.Telegram;

/// <summary>Parameters of a call: JSON, form or multipart. A name that the method does not have is refused, so that a misspelt one is found.</summary>
internal sealed class BotParameters
{
    private readonly Dictionary<string, JsonNode?> values = new(StringComparer.Ordinal);

    /// <summary>The uploaded file, or null.</summary>
    public byte[]? File { get; private init; }

    public static async Task<BotParameters> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.HasFormContentType)
        {
            var form = await request.ReadFormAsync(ct);
            byte[]? file = null;
            if (form.Files is [var first, ..])
            {
                using var read = new MemoryStream();
                await first.CopyToAsync(read, ct);
                file = read.ToArray();
            }
            var posted = new BotParameters { File = file };
            foreach (var (name, value) in form)
            {
                posted.values[name] = JsonValue.Create(value.ToString());
            }
            return posted;
        }
        var made = new BotParameters();
        foreach (var (name, value) in request.Query)
        {
            made.values[name] = JsonValue.Create(value.ToString());
        }
        if (request.ContentLength is > 0 || request.Headers.TransferEncoding.Count > 0)
        {
            try
            {
                foreach (var (name, value) in await JsonNode.ParseAsync(request.Body, cancellationToken: ct) as JsonObject ?? [])
                {
                    made.values[name] = value;
                }
            }
            catch (JsonException bad)
            {
                throw BotRefusal.Bad($"can't parse JSON: {bad.Message}");
            }
        }
        return made;
    }

    public BotParameters Only(params string[] known) =>
        values.Keys.FirstOrDefault(k => !known.Contains(k)) is { } stranger ? throw BotRefusal.Bad($"unknown parameter {stranger}") : this;

    public bool Has(string name) => values.TryGetValue(name, out var value) && value is not null;

    public string Text(string name) =>
        Has(name) ? values[name]!.GetValueKind() == JsonValueKind.String ? (string)values[name]! : values[name]!.ToJsonString() : throw BotRefusal.Bad($"{name} is empty");

    public long Long(string name) =>
        long.TryParse(Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw BotRefusal.Bad($"{name} is no number");

    public bool Bool(string name) => Has(name) && Text(name) switch
    {
        "true" => true,
        "false" => false,
        var other => throw BotRefusal.Bad($"{name} is no boolean: {other}"),
    };

    /// <summary>An object or array, sent as itself or as a text.</summary>
    public JsonNode? Node(string name)
    {
        try
        {
            return values[name]!.GetValueKind() == JsonValueKind.String ? JsonNode.Parse((string)values[name]!) : values[name];
        }
        catch (JsonException)
        {
            throw BotRefusal.Bad($"can't parse {name}");
        }
    }

    public IReadOnlyList<string>? Words(string name) => Has(name) ? [.. Node(name)!.AsArray().Select(w => (string)w!)] : null;

    public JsonObject AsJson() => new(values.Select(v => KeyValuePair.Create(v.Key, v.Value?.DeepClone())));
}
