using System.Text;

namespace MailUpgrade.Adapters.Storage;

/// <summary>The end of a log as a person would see it on a terminal of that width.</summary>
internal static class StepLogTail
{
    /// <summary>A progress bar spends some hundred bytes on what is one line in the end; a line of 100 MB is not read for its end.</summary>
    private const int BytesPerColumn = 32;

    private const int MostBytes = 1 << 20;

    public static IReadOnlyList<string> Read(string path, int lines, int columns)
    {
        var most = (int)Math.Min(MostBytes, 4096 + ((long)lines * columns * BytesPerColumn));
        var (bytes, from) = path.EndsWith(".gz", StringComparison.Ordinal) ? CompressedLog.Tail(path, most) : Plain(path, most);
        var text = Encoding.UTF8.GetString(WholeLetters(bytes, from));
        var rows = TerminalText.Lines(text).SelectMany(line => TerminalText.Wrap(line, columns)).ToList();
        return rows[Math.Max(0, rows.Count - lines)..];
    }

    private static (byte[] Bytes, long Before) Plain(string path, int most)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var length = RandomAccess.GetLength(handle);
        var bytes = new byte[Math.Min(length, most)];
        var from = length - bytes.Length;
        return (bytes[..RandomAccess.Read(handle, bytes, from)], from);
    }

    /// <summary>What begins in the middle begins at a whole line, or, where there is none, at a whole letter.</summary>
    private static ReadOnlySpan<byte> WholeLetters(ReadOnlySpan<byte> bytes, long from)
    {
        if (from == 0)
        {
            return bytes;
        }
        var lineEnd = bytes.IndexOf((byte)'\n');
        if (lineEnd >= 0 && lineEnd < bytes.Length - 1)
        {
            return bytes[(lineEnd + 1)..];
        }
        while (bytes.Length > 0 && (bytes[0] & 0xC0) == 0x80)
        {
            bytes = bytes[1..];
        }
        return bytes;
    }
}
