using System.Collections.Concurrent;
using System.Diagnostics;

namespace MailUpgrade.Benchmarks.Board;

/// <summary>One open page: a stream that is read to its end, each message noted by its id with the instant at which it came.</summary>
internal sealed class OpenBoard(Uri bot) : IDisposable
{
    // A connection of its own, as a phone has.
    private readonly HttpClient http = new(new SocketsHttpHandler()) { BaseAddress = bot, Timeout = Timeout.InfiniteTimeSpan };

    private readonly Dictionary<string, string> linesById = [];

    /// <summary>Timestamp by what came: a line's word, or <c>to:</c> and the word of the line that was answered.</summary>
    public ConcurrentDictionary<string, long> Came { get; } = new();

    public int Boards { get; private set; }

    /// <summary>Streams that ended before they were told to.</summary>
    public int Broken { get; private set; }

    public async Task ReadAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri("/api/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, ct);
                answer.EnsureSuccessStatusCode();
                using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(ct));
                var kind = "";
                while (await lines.ReadLineAsync(ct) is { } line)
                {
                    if (line.StartsWith("event: ", StringComparison.Ordinal))
                    {
                        kind = line[7..];
                        Boards += kind == "board" ? 1 : 0;
                    }
                    else if (kind == "message" && line.StartsWith("data: ", StringComparison.Ordinal))
                    {
                        Note(line, Stopwatch.GetTimestamp());
                    }
                }
                Broken++;
            }
            catch (Exception e) when (e is HttpRequestException or IOException && !ct.IsCancellationRequested)
            {
                Broken++;
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    public void Dispose() => http.Dispose();

    /// <summary>Only what is needed is read: parsing whole messages two hundred times would measure this program.</summary>
    private void Note(string line, long now)
    {
        if (Field(line, "\"text\":\"/note ") is { } word && Field(line, "\"id\":\"") is { } id)
        {
            linesById[id] = word;
            Came.TryAdd(word, now);
        }
        else if (Field(line, "\"replyTo\":\"") is { } answered && linesById.TryGetValue(answered, out var asked))
        {
            Came.TryAdd("to:" + asked, now);
        }
    }

    private static string? Field(string line, string name)
    {
        var at = line.IndexOf(name, StringComparison.Ordinal);
        return at < 0 ? null : line[(at + name.Length)..line.IndexOf('"', at + name.Length)];
    }
}
