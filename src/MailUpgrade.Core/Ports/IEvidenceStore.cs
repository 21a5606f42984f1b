namespace MailUpgrade.Core.Ports;

/// <summary>Keeps what people send (photos, files) and what was recorded for them, beside the journal.</summary>
public interface IEvidenceStore
{
    /// <summary>Keeps bytes of a run under their hash. May be called twice: the same bytes are the same file.</summary>
    /// <param name="run">Run id.</param>
    /// <param name="name">Name as the sender wrote it; only its ending is used.</param>
    /// <param name="bytes">1 byte to 20 MB.</param>
    /// <param name="ct">Before the write begins only.</param>
    /// <exception cref="EvidenceRefusedException">Empty, or too large.</exception>
    /// <exception cref="IOException">Nothing was kept.</exception>
    Task<KeptFile> KeepAsync(string run, string name, ReadOnlyMemory<byte> bytes, CancellationToken ct);
}

/// <summary>A file that was kept.</summary>
/// <param name="Path">Below the state folder, with <c>/</c>.</param>
/// <param name="Sha256">Lower-case hex.</param>
/// <param name="Bytes">Length.</param>
public sealed record KeptFile(string Path, string Sha256, long Bytes);

/// <summary>Bytes that are not kept; the message says why.</summary>
public sealed class EvidenceRefusedException(string message) : Exception(message);
