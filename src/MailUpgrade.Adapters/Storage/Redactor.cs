using System.Buffers;
using System.Text;

namespace MailUpgrade.Adapters.Storage;

/// <summary>The secrets that this process knows. It hides these and nothing else; safe to use from several threads.</summary>
public sealed class Redactor
{
    /// <summary>A shorter secret would blacken ordinary output.</summary>
    public const int ShortestSecret = 4;

    private readonly Lock gate = new();
    private volatile SecretSet secrets = new([]);

    internal static ReadOnlySpan<byte> Mask => "***"u8;

    internal SecretSet Secrets => secrets;

    /// <summary>
    /// Registers a secret; from now on it is replaced by <c>***</c>. One of several lines (a key file) is hidden line by line, so that
    /// other line ends do not show it. May be called twice.
    /// </summary>
    /// <exception cref="ArgumentException">It is shorter than <see cref="ShortestSecret"/> bytes.</exception>
    public void Add(string secret)
    {
        var lines = secret.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(Encoding.UTF8.GetBytes)
            .ToList();
        if (lines.Count == 0 || (lines.Count == 1 && lines[0].Length < ShortestSecret))
        {
            throw new ArgumentException($"a secret of less than {ShortestSecret} bytes cannot be hidden in output", nameof(secret));
        }
        lock (gate)
        {
            secrets = new SecretSet([.. secrets.Values, .. lines.Where(line => line.Length >= ShortestSecret)]);
        }
    }

    /// <summary>The text with every secret replaced.</summary>
    public string Redact(string text)
    {
        var set = secrets;
        var bytes = Encoding.UTF8.GetBytes(text);
        var output = new ArrayBufferWriter<byte>(bytes.Length + 1);
        set.Redact(bytes, final: true, output, (_, _) => { });
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
