using System.Globalization;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Adapters.Storage;

/// <summary>A row as it lies in the table, not yet believed.</summary>
internal sealed record JournalRow(
    string Stream, long Seq, string At, string Kind, string Actor, string Channel, string Body, string Hash)
{
    /// <summary>Stands for a sequence number that is none, or that its place in the table denies.</summary>
    public const long Damaged = -1;

    public byte[] Sealed() => JournalLineFormat.Sealed(Seq, At, Kind, Actor, Channel, Body);

    public string ToText() => JournalLineFormat.ToText(Seq, At, Kind, Actor, Channel, Body, Hash);

    /// <exception cref="InvalidDataException">The row is damaged.</exception>
    public JournalLine ToLine()
    {
        try
        {
            if (Seq == Damaged)
            {
                throw new FormatException("the sequence number and its place in the table differ");
            }
            return new JournalLine(Stream, Seq, ParseInstant(At), Kind, Actor, Channel, Body, Hash);
        }
        catch (FormatException damaged)
        {
            throw new InvalidDataException($"seq {Seq} of {Stream} is damaged; `journal verify {Stream}` says more", damaged);
        }
    }

    public static DateTimeOffset ParseInstant(string text) => DateTimeOffset.ParseExact(
        text, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
