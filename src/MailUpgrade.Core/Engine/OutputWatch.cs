using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Rules;

namespace MailUpgrade.Core.Engine;

/// <summary>
/// Looks at a stream for an installer's prompts, for lines on which answers depend and for the marker from which nothing kills it. Keeps
/// the unfinished last line and a few whole ones, so memory stays flat whatever comes.
/// </summary>
public sealed class OutputWatch
{
    private const int KeptLines = 6;
    private readonly Pack pack;
    private readonly string? marker;
    private readonly TerminalLine tail;
    private readonly Queue<string> lines = new();
    private readonly List<string> shown = [];
    private readonly HashSet<string> everShown = [];

    /// <summary>A watch that begins at an offset of the original stream.</summary>
    public OutputWatch(Pack pack, string? marker, long fromOffset)
    {
        this.pack = pack;
        this.marker = marker;
        tail = new TerminalLine(OnLine);
        End = fromOffset;
    }

    /// <summary>Offset behind the last byte seen.</summary>
    public long End { get; private set; }

    /// <summary>The marker has been seen in a whole line: whatever was asked there has been answered.</summary>
    public bool MarkerSeen { get; private set; }

    /// <summary>A line since the last prompt said that the answer before was not taken.</summary>
    public bool AnswerWasRefused { get; private set; }

    /// <summary>Whole lines came since the last prompt was taken up.</summary>
    public bool HasMovedOn { get; private set; }

    /// <summary>The unfinished last line without control codes.</summary>
    public string Tail => tail.Text;

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
            tail.Reset();
        }
        End = offset + bytes.Length;
        tail.Take(bytes);
    }

    /// <summary>The prompt of the pack that the stream ends in, or null.</summary>
    public InstallerPrompt? Known() => tail.IsEmpty ? null : Tail is var text && text.Trim().Length == 0 ? null : pack.PromptFor(text);

    /// <summary>
    /// What looks like a question after a silence: the unfinished line, or a known prompt that other output has pushed up. Null where
    /// there is none; a line like <c>Starting servers...</c> is none.
    /// </summary>
    public string? LooksAsked() =>
        PromptRules.LooksLikeQuestion(Tail) ? Tail : lines.LastOrDefault(l => pack.PromptFor(l) is not null || pack.PromptFor(l + " ") is not null);

    /// <summary>Ids of lines shown since the last call, each once.</summary>
    public IReadOnlyList<string> TakeShown()
    {
        LookAt(Tail);
        var news = shown.ToList();
        shown.Clear();
        return news;
    }

    /// <summary>The marker stands in the unfinished line: it counts when the answer is known.</summary>
    public bool MarkerWaits => marker is not null && Tail.Contains(marker, StringComparison.Ordinal);

    /// <summary>The prompt was taken up: the same bytes are not a prompt again.</summary>
    public void Taken()
    {
        tail.Clear();
        lines.Clear();
        AnswerWasRefused = false;
        HasMovedOn = false;
    }

    private void OnLine(string line)
    {
        HasMovedOn = true;
        LookAt(line);
        AnswerWasRefused |= pack.Repeats.Any(r => r.IsMatch(line));
        if (marker is not null && line.IndexOf(marker, StringComparison.Ordinal) is >= 0 and var at)
        {
            // typed by somebody else; a typed No is seen where the terminal echoes it
            MarkerSeen |= !PromptRules.Declines(marker, line[(at + marker.Length)..].Trim(), whenEmpty: false);
        }
        if (line.Length > 0)
        {
            lines.Enqueue(line);
            if (lines.Count > KeptLines)
            {
                lines.Dequeue();
            }
        }
    }

    private void LookAt(string line)
    {
        foreach (var row in pack.Never)
        {
            if (row.UnlessShown is { } needed && !everShown.Contains(row.Id) && needed.IsMatch(line))
            {
                everShown.Add(row.Id);
                shown.Add(row.Id);
            }
        }
    }
}
