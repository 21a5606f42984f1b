using System.Text;
using System.Text.Json;

namespace MailUpgrade.Adapters.Storage;

/// <summary>
/// The heads that were posted in chat and log, one JSON object a line. A journal whose tail was cut is a whole chain; only what was
/// told outside it shows that it once was longer.
/// </summary>
public sealed class PostedHeads(string path)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { RespectRequiredConstructorParameters = true };

    private readonly Lock gate = new();

    /// <summary>Notes that a head was posted; it is on disk when this returns. May be called twice.</summary>
    /// <exception cref="IOException">Not noted.</exception>
    public void Append(string run, long seq, string hash, DateTimeOffset at)
    {
        var line = JsonSerializer.Serialize(new PostedHead(run, seq, hash, JournalLineFormat.Instant(at)), Json) + "\n";
        lock (gate)
        {
            using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
            // A line that a power cut left half written must not swallow the next one.
            if (file.Length > 0)
            {
                file.Seek(-1, SeekOrigin.End);
                line = file.ReadByte() == '\n' ? line : "\n" + line;
            }
            file.Seek(0, SeekOrigin.End);
            file.Write(Encoding.UTF8.GetBytes(line));
            file.Flush(flushToDisk: true);
        }
    }

    /// <summary>All that were posted, in order; a line that cannot be read is left out.</summary>
    public IReadOnlyList<PostedHead> Read()
    {
        if (!File.Exists(path))
        {
            return [];
        }
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        var heads = new List<PostedHead>();
        while (reader.ReadLine() is { } line)
        {
            try
            {
                if (JsonSerializer.Deserialize<PostedHead>(line, Json) is { Run: not null, Hash: not null } head)
                {
                    heads.Add(head);
                }
            }
            catch (JsonException)
            {
                // Half a line, see Append. The heads before and after it still tell.
            }
        }
        return heads;
    }
}
