namespace MailUpgrade.Adapters.Storage;

/// <summary>The end of a chain as it was told to people.</summary>
/// <param name="Run">Run id, or book.</param>
/// <param name="Seq">Its last line then.</param>
/// <param name="Hash">That line's hash.</param>
/// <param name="At">When it was told, ISO 8601 UTC.</param>
public sealed record PostedHead(string Run, long Seq, string Hash, string At);
