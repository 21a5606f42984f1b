namespace MailUpgrade.Adapters.Files;

/// <summary>One thing wrong with a file of the configuration, and what to write instead.</summary>
/// <param name="File">Path as the caller gave it or as the configuration folder resolved it.</param>
/// <param name="Line">From 1; of the key, or of the nearest thing around it that stands in the file.</param>
/// <param name="Path">Model path, e.g. <c>phases[3].steps[1].hosts</c>; empty for the file as a whole.</param>
/// <param name="Code">Stable word for the kind of fault, e.g. <c>unknown-key</c>.</param>
/// <param name="Text">What is wrong, then what to write instead.</param>
public sealed record FileFault(string File, int Line, string Path, string Code, string Text)
{
    /// <summary>The file is not there.</summary>
    public const string MissingFile = "missing-file";

    /// <summary>The file is not YAML, so nothing more can be said about it.</summary>
    public const string BrokenYaml = "broken-yaml";

    /// <summary>True where nothing of the file could be read: the command line answers 2 instead of 1.</summary>
    public bool IsUnreadable => Code is MissingFile or BrokenYaml;

    /// <summary>The line of <c>plan check</c>: <c>FILE:LINE: text [code]</c>.</summary>
    public override string ToString() => $"{File}:{Line}: {Text} [{Code}]";
}
