using System.Text;

namespace MailUpgrade.Core.Engine;

/// <summary>
/// The line that a terminal would show at the end of a stream: UTF-8 decoded, escape sequences and control codes left out, however the
/// bytes are cut into pieces. Memory stays flat whatever comes.
/// </summary>
internal sealed class TerminalLine(Action<string> onLine)
{
    /// <summary>Of a longer line only the end is kept.</summary>
    public const int Longest = 4096;

    private readonly Decoder decoder = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder line = new();
    private char[] chars = new char[1024];
    private Escape escape;
    private bool returned;

    private enum Escape
    {
        None,
        Began,
        Sequence,
        Command,
        CommandEnds,
        OneMore,
    }

    /// <summary>The unfinished line.</summary>
    public string Text => line.ToString();

    public bool IsEmpty => line.Length == 0;

    public void Take(ReadOnlySpan<byte> bytes)
    {
        var count = decoder.GetCharCount(bytes, flush: false);
        if (chars.Length < count)
        {
            chars = new char[count];
        }
        foreach (var c in chars.AsSpan(0, decoder.GetChars(bytes, chars, flush: false)))
        {
            Take(c);
        }
        if (line.Length > Longest)
        {
            line.Remove(0, line.Length - Longest);
        }
    }

    public void Clear() => line.Clear();

    /// <summary>What comes next has nothing to do with what came before.</summary>
    public void Reset()
    {
        decoder.Reset();
        line.Clear();
        escape = Escape.None;
        returned = false;
    }

    private void Take(char c)
    {
        if (escape != Escape.None)
        {
            escape = Next(c);
            return;
        }
        switch (c)
        {
            case '\u001b':
                escape = Escape.Began;
                break;
            case '\n':
                End();
                break;
            case '\r':
                returned = true;
                break;
            case '\b':
                line.Length = Math.Max(0, line.Length - 1);
                break;
            case '\t':
            case >= ' ' and not '\u007f':
                if (returned)
                {
                    // written over, as a progress bar does
                    End();
                }
                line.Append(c);
                break;
        }
    }

    private void End()
    {
        returned = false;
        onLine(line.Length > Longest ? line.ToString(line.Length - Longest, Longest) : line.ToString());
        line.Clear();
    }

    private Escape Next(char c) => escape switch
    {
        Escape.Began => c switch
        {
            '[' => Escape.Sequence,
            ']' => Escape.Command,
            '(' or ')' or '#' => Escape.OneMore,
            _ => Escape.None,
        },
        Escape.Sequence => c is >= '@' and <= '~' ? Escape.None : Escape.Sequence,
        Escape.Command => c == '\u0007' ? Escape.None : c == '\u001b' ? Escape.CommandEnds : Escape.Command,
        _ => Escape.None,
    };
}
