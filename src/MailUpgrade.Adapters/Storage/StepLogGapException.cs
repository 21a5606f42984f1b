namespace MailUpgrade.Adapters.Storage;

/// <summary>Output between what is stored and what was given is missing: ask for the length and give it from there.</summary>
public sealed class StepLogGapException(string path, long stored, long offset)
    : Exception($"{path} has {stored} bytes, the output given begins at {offset}")
{
    /// <summary>Offset from which output is wanted.</summary>
    public long Stored { get; } = stored;
}
