using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;

namespace MailUpgrade.Adapters.Storage;

/// <summary>Feeds the lines of an exported file to a check, byte for byte as they lie there.</summary>
internal static class JournalFileLines
{
    private const string HashKey = ",\"hash\"";

    /// <exception cref="IOException">The file cannot be read.</exception>
    public static async Task CheckAsync(string path, ChainCheck check, CancellationToken ct)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1, useAsync: true);
        var pipe = PipeReader.Create(file, new StreamPipeReaderOptions(bufferSize: 65536));
        while (true)
        {
            var result = await pipe.ReadAsync(ct);
            var buffer = result.Buffer;
            while (buffer.PositionOf((byte)'\n') is { } end)
            {
                Check(buffer.Slice(0, end).ToArray(), check);
                buffer = buffer.Slice(buffer.GetPosition(1, end));
            }
            if (result.IsCompleted)
            {
                // An export ends in a line end: without it the last line is cut, even if by one byte.
                if (!buffer.IsEmpty)
                {
                    check.Unreadable();
                }
                break;
            }
            pipe.AdvanceTo(buffer.Start, buffer.End);
        }
        await pipe.CompleteAsync();
    }

    private static void Check(ReadOnlySpan<byte> line, ChainCheck check)
    {
        var key = line.LastIndexOf(Encoding.ASCII.GetBytes(HashKey));
        // Exactly ,"hash":"64 letters"} and nothing behind it: a line is hashed up to the key, so the rest is compared instead.
        if (key < 0 || line.Length != key + HashKey.Length + 68
            || !line[(key + HashKey.Length)..].StartsWith(":\""u8) || !line.EndsWith("\"}"u8)
            || Read(line) is not { } read)
        {
            check.Unreadable();
            return;
        }
        check.Next(read.Seq, line[..key], Encoding.ASCII.GetString(line[^66..^2]), read.Kind);
    }

    private static (long Seq, string Kind)? Read(ReadOnlySpan<byte> line)
    {
        try
        {
            var json = new Utf8JsonReader(line);
            using var document = JsonDocument.ParseValue(ref json);
            return (document.RootElement.GetProperty("seq").GetInt64(), document.RootElement.GetProperty("kind").GetString() ?? "");
        }
        catch (Exception damaged) when (damaged is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            // A flipped byte can break the JSON of a line whose number is still plain: the number decides what is said about it.
            return line.StartsWith("{\"seq\":"u8) && line.IndexOf((byte)',') is > 7 and var comma
                && long.TryParse(line[7..comma], CultureInfo.InvariantCulture, out var seq) ? (seq, "") : null;
        }
    }
}
