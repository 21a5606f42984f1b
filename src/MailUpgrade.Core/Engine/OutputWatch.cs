using System.Text;
using System.Text.RegularExpressions;
using MailUpgrade.Core.Plans;

namespace MailUpgrade.Core.Engine;

/// <summary>
/// Looks at a stream for an installer's prompts and for the marker from which nothing kills it. Keeps the unfinished last line only,
/// so memory stays flat whatever comes.
/// </summary>
public sealed partial class OutputWatch
{
    private const int LongestTail = 4096;
    private readonly Pack pack;
    private readonly string? marker;
    private readonly Decoder decoder = Encoding.UTF8.GetDecoder();
    private string tail = "";
    private string recent = "";

    /// <summary>A watch that begins at an offset of the original stream.</summary>
    public OutputWatch(Pack pack, string? marker, long fromOffset)
    {
        this.pack = pack;
        this.marker = marker;
        End = fromOffset;
    }

    /// <summary>Offset behind the last byte seen.</summary>
    public long End { get; private set; }

    /// <summary>The marker has been seen.</summary>
    public bool MarkerSeen { get; private set; }

    /// <summary>The unfinished last line without control codes.</summary>
    public string Tail => tail;

    /// <summary>Takes bytes; those before <see cref="End"/> are dropped.</summary>
    public void Take(long offset, ReadOnlySpan<byte> bytes)
    {
        if (offset < End)
        {
            var seen = (int)Math.Min(bytes.Length, End - offset);
            bytes = bytes[seen..];
            offset += seen;
        }
        if (bytes.IsEmpty)
        {
            return;
        }
        if (offset > End)
        {
            // Output that the host gave up: what stood before it is no part of this line.
            decoder.Reset();
            tail = "";
        }
        End = offset + bytes.Length;
        var chars = new char[decoder.GetCharCount(bytes, flush: false)];
        decoder.GetChars(bytes, chars, flush: false);
        var text = Noise().Replace(new string(chars), "");
        if (marker is not null && !MarkerSeen)
        {
            recent += text;
            MarkerSeen = recent.Contains(marker, StringComparison.Ordinal);
            recent = recent.Length > LongestTail ? recent[^LongestTail..] : recent;
        }
        tail += text;
        var line = tail.LastIndexOf('\n');
        tail = line >= 0 ? tail[(line + 1)..] : tail;
        tail = tail.Length > LongestTail ? tail[^LongestTail..] : tail;
    }

    /// <summary>The prompt of the pack that the stream ends in, or null.</summary>
    public InstallerPrompt? Known() => tail.Trim().Length == 0 ? null : pack.PromptFor(tail);

    /// <summary>The prompt was taken up: the same bytes are not a prompt again.</summary>
    public void Taken() => tail = "";

    [GeneratedRegex("\u001b\\[[0-9;?]*[A-Za-z]|\u001b\\][^\u0007]*\u0007|[\u0000-\u0008\u000b-\u001f\u007f]")]
    private static partial Regex Noise();
}
