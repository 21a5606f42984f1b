using System.Buffers.Text;
using System.Text;

namespace MailUpgrade.Adapters.Probes.Imap;

/// <summary>Walks over one response: atoms, quoted texts, literals that were put in place, brackets. Never throws, never reads beyond.</summary>
internal ref struct ImapTokens(ReadOnlySpan<byte> text, ReadOnlySpan<(int At, int Length)> literals)
{
    private readonly ReadOnlySpan<(int At, int Length)> _literals = literals;
    private ReadOnlySpan<byte> _text = text;
    private int _at;

    public enum Kind
    {
        End,
        Word,
        Text,
        Open,
        Close,
    }

    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>The next token; a quoted text keeps its backslashes, <see cref="Text()"/> takes them out.</summary>
    public Kind Next()
    {
        while (_at < _text.Length && _text[_at] == ' ')
        {
            _at++;
        }
        if (_at >= _text.Length)
        {
            return Kind.End;
        }
        foreach (var (at, length) in _literals)
        {
            if (at == _at)
            {
                Value = _text.Slice(at, length);
                _at += length;
                return Kind.Text;
            }
        }
        switch (_text[_at])
        {
            case (byte)'(':
                _at++;
                return Kind.Open;
            case (byte)')':
                _at++;
                return Kind.Close;
            case (byte)'"':
                return Quoted();
            default:
                return Word();
        }
    }

    public readonly bool Is(ReadOnlySpan<byte> upper) => Ascii.EqualsIgnoreCase(Value, upper);

    public readonly long? Number() => Value.Length is > 0 and <= 19 && Utf8Parser.TryParse(Value, out ulong n, out var used) && used == Value.Length && n <= long.MaxValue ? (long)n : null;

    /// <summary>8-bit bytes are kept as Latin-1: nothing is lost and nothing is refused.</summary>
    public readonly string Text()
    {
        var text = Encoding.Latin1.GetString(Value);
        return text.Contains('\\', StringComparison.Ordinal) ? text.Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal) : text;
    }

    private Kind Quoted()
    {
        var from = ++_at;
        while (_at < _text.Length && _text[_at] != '"')
        {
            _at += _text[_at] == '\\' ? 2 : 1;
        }
        Value = _text[from..Math.Min(_at, _text.Length)];
        _at = Math.Min(_at + 1, _text.Length);
        return Kind.Text;
    }

    private Kind Word()
    {
        var from = _at;
        var depth = 0;
        for (; _at < _text.Length; _at++)
        {
            var c = _text[_at];
            depth += c == '[' ? 1 : c == ']' && depth > 0 ? -1 : 0;
            if (depth == 0 && c is (byte)' ' or (byte)'(' or (byte)')')
            {
                break;
            }
        }
        Value = _text[from.._at];
        return Kind.Word;
    }
}
