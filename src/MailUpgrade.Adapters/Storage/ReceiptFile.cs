using System.Text.Json;

namespace MailUpgrade.Adapters.Storage;

/// <summary>
/// <c>receipts.jsonl</c> beside the journal: which message reached which chat when, by the wire clock. Best effort; the journal is the
/// truth of what was decided, this is who could have read it.
/// </summary>
public sealed class ReceiptFile(string path, TimeProvider wire)
{
    private readonly Lock gate = new();

    /// <summary>Adds a line. Never throws: a full disk must not keep a message from people.</summary>
    public void Add(string channel, string place, string key, string message)
    {
        var line = JsonSerializer.Serialize(new { at = wire.GetUtcNow(), channel, place, key, message }) + "\n";
        lock (gate)
        {
            try
            {
                File.AppendAllText(path, line);
            }
            catch (Exception full) when (full is IOException or UnauthorizedAccessException)
            {
                // Best effort.
            }
        }
    }
}
