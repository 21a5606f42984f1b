using System.Security.Cryptography;

namespace MailUpgrade.Adapters.Files;

/// <summary>A file of the configuration as it was read: model, faults, exact text, hash and lines.</summary>
/// <param name="File">Path for faults.</param>
/// <param name="Bytes">The file's exact bytes; empty when there is no file.</param>
/// <param name="Draft">
/// The model as far as it could be read, with empty places where a fault is; null when nothing could be read. For checking only.
/// </param>
/// <param name="Faults">Every fault, in the order of the file.</param>
/// <param name="Lines">Model path to line.</param>
public sealed record Loaded<T>(string File, ReadOnlyMemory<byte> Bytes, T? Draft, IReadOnlyList<FileFault> Faults, LineMap Lines)
    where T : class
{
    /// <summary>The model, or null when the file has any fault.</summary>
    public T? Value => Faults.Count == 0 ? Draft : null;

    /// <summary>Lower-case hex SHA-256 of the file's exact bytes.</summary>
    public string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(Bytes.Span));

    /// <summary>The file as text, for a run's own copy.</summary>
    public string Text => System.Text.Encoding.UTF8.GetString(Bytes.Span);

    /// <summary>The model of a file that the caller needs whole.</summary>
    /// <exception cref="FileFaultException">The file has faults; its message lists them all.</exception>
    public T Required() => Value ?? throw new FileFaultException(Faults);
}

/// <summary>A file cannot be used. Mend the file and start again; trying again changes nothing.</summary>
public sealed class FileFaultException(IReadOnlyList<FileFault> faults) : Exception(string.Join('\n', faults))
{
    /// <summary>Every fault.</summary>
    public IReadOnlyList<FileFault> Faults { get; } = faults;
}
