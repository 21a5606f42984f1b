namespace MailUpgrade.Core.Ports;

/// <summary>The full output of steps, outside the journal. Secrets are redacted before anything is stored.</summary>
public interface IStepLogs
{
    /// <summary>Appends raw output of a step's attempt; output before the stored offset is dropped, so a replay does no harm.</summary>
    ValueTask AppendAsync(string run, string step, int attempt, long offset, ReadOnlyMemory<byte> bytes, CancellationToken ct);

    /// <summary>Output between what is stored and <paramref name="offset"/> cannot be had any more: a line says so in its place.</summary>
    Task SkipAsync(string run, string step, int attempt, long offset, CancellationToken ct);

    /// <summary>The attempt is over: what was held back because it might have begun a secret is stored. May be called twice.</summary>
    Task CompleteAsync(string run, string step, int attempt, CancellationToken ct);

    /// <summary>Stores a long log of an attempt that is over in less space. Reading and even appending still work. May be called twice.</summary>
    Task CompressAsync(string run, string step, int attempt, CancellationToken ct);

    /// <summary>Bytes stored so far.</summary>
    Task<long> LengthAsync(string run, string step, int attempt, CancellationToken ct);

    /// <summary>The last lines as text without control codes, each at most <paramref name="columns"/> wide.</summary>
    Task<IReadOnlyList<string>> TailAsync(string run, string step, int lines, int columns, CancellationToken ct);
}
