namespace MailUpgrade.Adapters.Storage;

/// <summary>How a line is bad.</summary>
internal enum ChainFault
{
    None,
    Changed,
    Missing,
    Repeated,
    Unreadable,
    AfterEnd,
}

/// <summary>Walks along a chain and stops believing at the first line that does not fit.</summary>
internal sealed class ChainCheck
{
    /// <summary>Kind of the event that ends a run; nothing may stand behind it.</summary>
    public const string EndKind = "run-ended";

    private readonly Dictionary<long, string> hashes = [];
    private string head = JournalLineFormat.NoHash;

    /// <summary>Whole lines so far.</summary>
    public long Lines { get; private set; }

    public string Head => head;

    public bool Ended { get; private set; }

    public ChainFault Fault { get; private set; }

    public long? FirstBadSeq => Fault == ChainFault.None ? null : Lines + 1;

    /// <summary>What stood where <see cref="FirstBadSeq"/> should be.</summary>
    public long FoundSeq { get; private set; }

    /// <summary>Hash of a whole line; null where there is none.</summary>
    public string? HashAt(long seq) => hashes.GetValueOrDefault(seq);

    /// <summary>Sequence number of the whole line with this hash, or whose hash begins so; null for none.</summary>
    public long? SeqOf(string hash) => hashes.Where(line => line.Value.StartsWith(hash, StringComparison.Ordinal))
        .Select(line => (long?)line.Key).FirstOrDefault();

    /// <summary>The next line: its number, its bytes up to the hash, the hash it gives itself, its kind.</summary>
    public void Next(long seq, ReadOnlySpan<byte> sealedBytes, string statedHash, string kind)
    {
        if (Fault != ChainFault.None)
        {
            return;
        }
        var expected = Lines + 1;
        if (seq == JournalRow.Damaged)
        {
            Fault = ChainFault.Unreadable;
            return;
        }
        if (seq != expected)
        {
            FoundSeq = seq;
            Fault = seq > expected ? ChainFault.Missing : ChainFault.Repeated;
            return;
        }
        if (!string.Equals(JournalLineFormat.Hash(head, sealedBytes), statedHash, StringComparison.Ordinal))
        {
            Fault = ChainFault.Changed;
            return;
        }
        if (Ended)
        {
            Fault = ChainFault.AfterEnd;
            return;
        }
        hashes[expected] = head = statedHash;
        Lines = expected;
        Ended = kind == EndKind;
    }

    /// <summary>The next line cannot even be read.</summary>
    public void Unreadable()
    {
        if (Fault == ChainFault.None)
        {
            Fault = ChainFault.Unreadable;
        }
    }
}
