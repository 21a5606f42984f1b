using System.Text;

namespace MailUpgrade.Adapters.Storage;

/// <summary>
/// A stream as JSON lines, the same bytes each time. Rows are written as they lie in the file, damaged ones too: an export must not
/// mend what <see cref="JournalVerify"/> is to find. Works beside a running service.
/// </summary>
public sealed class JournalExport(string databasePath)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes a stream and leaves the output open.</summary>
    /// <returns>Lines written; 0 when there is no such stream.</returns>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">The file is missing or damaged.</exception>
    public async Task<long> WriteAsync(string stream, Stream output, CancellationToken ct)
    {
        await using var writer = new StreamWriter(output, Utf8, bufferSize: 65536, leaveOpen: true);
        return await WriteAsync(stream, writer, ct);
    }

    /// <summary>The same into a writer; it decides about the encoding, which must be UTF-8 for the hashes to hold.</summary>
    public async Task<long> WriteAsync(string stream, TextWriter output, CancellationToken ct)
    {
        using var reader = new JournalReader(databasePath);
        var lines = 0L;
        foreach (var row in reader.Rows(stream, 0))
        {
            // Never the writer's own line end: an export from another system is the same bytes.
            await output.WriteAsync((row.ToText() + "\n").AsMemory(), ct);
            lines++;
        }
        await output.FlushAsync(ct);
        return lines;
    }

    /// <summary>The run begun last; null before the first.</summary>
    public string? LatestRun()
    {
        using var reader = new JournalReader(databasePath);
        return reader.Streams().LastOrDefault(stream => stream != Core.Ports.Streams.Book);
    }
}
