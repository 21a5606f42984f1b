using System.Buffers.Text;
using MailUpgrade.Adapters.Probes.Wire;

namespace MailUpgrade.Adapters.Probes.Imap;

/// <summary>One response of a server with its literals put in place; used again for the next one.</summary>
internal sealed class ImapResponse
{
    private readonly List<(int At, int Length)> _literals = [];
    private byte[] _bytes = new byte[1024];
    private int _length;

    /// <summary>Length of a message literal that stands at the end and was not read: the caller reads it and then calls again; -1 where there is none.</summary>
    public long Message { get; private set; } = -1;

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    public ImapTokens Tokens => new(Bytes, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_literals));

    /// <summary>Reads the next response.</summary>
    /// <param name="wire">From where.</param>
    /// <param name="onward">Goes on behind a message literal instead of beginning anew.</param>
    public async ValueTask ReadAsync(ProbeWire wire, bool onward)
    {
        if (!onward)
        {
            _length = 0;
            _literals.Clear();
        }
        Message = -1;
        while (true)
        {
            var line = await wire.ReadLineAsync();
            Append(line.Span, wire.Limits);
            if (LiteralOf(line.Span) is not { } literal)
            {
                return;
            }
            _length -= literal.Marker;
            if (IsMessage())
            {
                Message = literal.Length;
                return;
            }
            if (literal.Length > wire.Limits.Literal)
            {
                throw new MailFaultException("protocol: literal too long");
            }
            var at = _length;
            Room((int)literal.Length, wire.Limits);
            await wire.ReadAsync(literal.Length, piece =>
            {
                piece.CopyTo(_bytes.AsSpan(_length));
                _length += piece.Length;
            });
            _literals.Add((at, _length - at));
        }
    }

    // The literal of BODY[] is the message itself; every other one is a name or a header and short.
    private bool IsMessage()
    {
        var bytes = Bytes.TrimEnd((byte)' ');
        return bytes.EndsWith("BODY[]"u8) || bytes.EndsWith("body[]"u8);
    }

    private void Append(ReadOnlySpan<byte> line, WireLimits limits)
    {
        Room(line.Length, limits);
        line.CopyTo(_bytes.AsSpan(_length));
        _length += line.Length;
    }

    private void Room(int more, WireLimits limits)
    {
        if (_length + more > limits.Line + limits.Literal)
        {
            throw new MailFaultException("protocol: response too long");
        }
        if (_length + more > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + more));
        }
    }

    /// <summary><c>{123}</c> or <c>{123+}</c> at the end of a line (RFC 3501, 4.3; RFC 7888).</summary>
    private static (long Length, int Marker)? LiteralOf(ReadOnlySpan<byte> line)
    {
        if (line.Length < 3 || line[^1] != '}')
        {
            return null;
        }
        var from = line.LastIndexOf((byte)'{');
        if (from < 0)
        {
            return null;
        }
        var digits = line[(from + 1)..^1];
        if (digits.Length > 0 && digits[^1] == '+')
        {
            digits = digits[..^1];
        }
        return digits.Length is > 0 and < 16 && Utf8Parser.TryParse(digits, out long length, out var used) && used == digits.Length && length >= 0
            ? (length, line.Length - from) : null;
    }
}
