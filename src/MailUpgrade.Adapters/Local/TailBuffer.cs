namespace MailUpgrade.Adapters.Local;

/// <summary>Keeps the last bytes of a stream of any length; one thread adds, another may look.</summary>
internal sealed class TailBuffer(int capacity)
{
    private readonly Lock _gate = new();
    private byte[] _kept = new byte[4096];
    private int _length;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            Append(bytes);
        }
    }

    public byte[] ToArray()
    {
        lock (_gate)
        {
            return _kept[.._length];
        }
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > capacity)
        {
            bytes = bytes[^capacity..];
        }

        var over = _length + bytes.Length - capacity;
        if (over > 0)
        {
            _kept.AsSpan(over, _length - over).CopyTo(_kept);
            _length -= over;
        }

        if (_length + bytes.Length > _kept.Length)
        {
            Array.Resize(ref _kept, Math.Min(capacity, Math.Max(_kept.Length * 2, _length + bytes.Length)));
        }

        bytes.CopyTo(_kept.AsSpan(_length));
        _length += bytes.Length;
    }
}
