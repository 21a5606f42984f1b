using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Adapters.Storage;

/// <summary>
/// The bytes of one exported line and the hash that chains it. A change here makes every journal ever written look forged,
/// so the escaping is our own and not that of a library that may learn new rules.
/// </summary>
public static class JournalLineFormat
{
    /// <summary>Stands for the previous hash before the first line.</summary>
    public static string NoHash { get; } = new('0', 64);

    /// <summary>One line of an export, without its line end.</summary>
    public static string ToText(JournalLine line) => ToText(
        line.Seq, Instant(line.At), line.Kind, line.Actor, line.Channel, line.Body, line.Hash);

    /// <summary>ISO 8601 in UTC with milliseconds; what is finer is cut off.</summary>
    public static string Instant(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    internal static string ToText(
        long seq, string at, string kind, string actor, string channel, string body, string hash) =>
        Encoding.UTF8.GetString(Sealed(seq, at, kind, actor, channel, body)) + ",\"hash\":\"" + hash + "\"}";

    /// <summary>The bytes that are hashed: the line up to its last <c>,"hash"</c>.</summary>
    internal static byte[] Sealed(long seq, string at, string kind, string actor, string channel, string body)
    {
        var text = new StringBuilder(body.Length + 160);
        text.Append("{\"seq\":").Append(seq).Append(",\"at\":\"");
        Escape(text, at);
        text.Append("\",\"kind\":\"");
        Escape(text, kind);
        text.Append("\",\"actor\":\"");
        Escape(text, actor);
        text.Append("\",\"channel\":\"");
        Escape(text, channel);
        text.Append("\",\"body\":").Append(body);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>SHA-256 over the previous hash (its 64 letters) and the sealed bytes, in lower-case hex.</summary>
    internal static string Hash(string previous, ReadOnlySpan<byte> sealedBytes)
    {
        var length = previous.Length + sealedBytes.Length;
        var rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            Encoding.ASCII.GetBytes(previous, rented);
            sealedBytes.CopyTo(rented.AsSpan(previous.Length));
            return Convert.ToHexStringLower(SHA256.HashData(rented.AsSpan(0, length)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static void Escape(StringBuilder text, string value)
    {
        foreach (var letter in value)
        {
            if (letter is '"' or '\\')
            {
                text.Append('\\').Append(letter);
            }
            else if (letter < ' ')
            {
                text.Append("\\u").Append(((int)letter).ToString("x4", CultureInfo.InvariantCulture));
            }
            else
            {
                text.Append(letter);
            }
        }
    }
}
