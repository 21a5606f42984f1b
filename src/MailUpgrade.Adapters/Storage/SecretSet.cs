using System.Buffers;

namespace MailUpgrade.Adapters.Storage;

/// <summary>Secrets as bytes, longest first, so that of two that begin alike the longer one is hidden whole.</summary>
internal sealed class SecretSet
{
    private readonly SearchValues<byte> firstBytes;

    public SecretSet(IEnumerable<byte[]> values)
    {
        Values = [.. values.DistinctBy(Convert.ToHexString).OrderByDescending(value => value.Length)];
        firstBytes = SearchValues.Create([.. Values.Select(value => value[0])]);
    }

    public IReadOnlyList<byte[]> Values { get; }

    /// <summary>
    /// Copies the input with secrets replaced and tells each replacement (place in the output, bytes that stood there). What may be
    /// the beginning of a secret is not copied unless this is the <paramref name="final"/> piece.
    /// </summary>
    /// <returns>How many bytes of the input were dealt with; the rest must come again in front of the next piece.</returns>
    public int Redact(ReadOnlySpan<byte> input, bool final, IBufferWriter<byte> output, Action<int, int> replaced)
    {
        var at = 0;
        var written = 0;
        while (at < input.Length)
        {
            var candidate = input[at..].IndexOfAny(firstBytes);
            var plain = candidate < 0 ? input.Length - at : candidate;
            output.Write(input.Slice(at, plain));
            at += plain;
            written += plain;
            if (candidate < 0)
            {
                break;
            }
            var length = Match(input[at..], final);
            if (length < 0)
            {
                return at;
            }
            if (length > 0)
            {
                output.Write(Redactor.Mask);
                replaced(written, length);
                at += length;
                written += Redactor.Mask.Length;
            }
            else
            {
                output.Write(input.Slice(at++, 1));
                written++;
            }
        }
        return at;
    }

    /// <summary>Length of the secret that begins here; 0 for none, -1 when more input must tell.</summary>
    private int Match(ReadOnlySpan<byte> input, bool final)
    {
        foreach (var value in Values)
        {
            if (input.StartsWith(value))
            {
                return value.Length;
            }
            if (!final && input.Length < value.Length && value.AsSpan().StartsWith(input))
            {
                return -1;
            }
        }
        return 0;
    }
}
