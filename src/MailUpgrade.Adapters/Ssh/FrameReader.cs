using System.Text;

namespace MailUpgrade.Adapters.Ssh;

/// <summary>Finds one command's output and status between its marks in a stream of any pieces; keeps the tail of what lies between.</summary>
/// <param name="mark">32 hex digits, never used before.</param>
internal sealed class FrameReader(string mark)
{
    private readonly byte[] _begin = Encoding.ASCII.GetBytes(mark + "<\n");
    private readonly byte[] _end = Encoding.ASCII.GetBytes("\n>" + mark + " ");
    private byte[] _bytes = new byte[4096];
    private int _length;
    private bool _begun;

    /// <summary>The first mark was seen.</summary>
    public bool HasBegun => _begun;

    /// <summary>What lies between the marks, its head cut; what was seen of it until <see cref="Take"/> gives a status.</summary>
    public ReadOnlySpan<byte> Output => _bytes.AsSpan(0, _length);

    /// <summary>Takes a piece.</summary>
    /// <returns>The status as text when the frame is whole, else null.</returns>
    public string? Take(ReadOnlySpan<byte> piece)
    {
        Append(piece);
        if (!_begun)
        {
            var at = Output.IndexOf(_begin);
            if (at < 0)
            {
                Drop(Math.Max(0, _length - _begin.Length));
                return null;
            }

            _begun = true;
            Drop(at + _begin.Length);
        }

        // The mark cannot lie before the new bytes, but for a part of it.
        var from = Math.Max(0, _length - piece.Length - _end.Length - 8);
        var end = Output[from..].IndexOf(_end);
        if (end >= 0)
        {
            var rest = Output[(from + end + _end.Length)..];
            var line = rest.IndexOf((byte)'\n');
            if (line >= 0)
            {
                var status = Encoding.ASCII.GetString(rest[..line]);
                _length = from + end;
                Drop(Math.Max(0, _length - Runner.MaxOutput));
                return status;
            }
        }
        else if (_length > 2 * Runner.MaxOutput)
        {
            Drop(_length - Runner.MaxOutput - _end.Length);
        }

        return null;
    }

    private void Drop(int count)
    {
        _bytes.AsSpan(count, _length - count).CopyTo(_bytes);
        _length -= count;
    }

    private void Append(ReadOnlySpan<byte> piece)
    {
        if (_length + piece.Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + piece.Length));
        }

        piece.CopyTo(_bytes.AsSpan(_length));
        _length += piece.Length;
    }
}
