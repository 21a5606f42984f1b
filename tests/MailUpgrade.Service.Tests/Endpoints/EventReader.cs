namespace MailUpgrade.Service.Tests.Endpoints;

/// <summary>Reads server-sent events.</summary>
internal sealed class EventReader : IDisposable
{
    private readonly StreamReader reader;

    private EventReader(Stream stream) => reader = new StreamReader(stream);

    public static async Task<EventReader> OpenAsync(HttpClient client) => new(await client.GetStreamAsync("/api/events"));

    /// <summary>Data of the next event of a name; others are passed over.</summary>
    public async Task<string> NextAsync(string name)
    {
        var current = "";
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal))
            {
                current = line["event: ".Length..];
            }
            if (line.StartsWith("data: ", StringComparison.Ordinal) && current == name)
            {
                return line["data: ".Length..];
            }
        }
        throw new EndOfStreamException($"the link ended before '{name}'");
    }

    public void Dispose() => reader.Dispose();
}
