using System.Security.Cryptography;
using MailUpgrade.Adapters.Telegram.Store;
using MailUpgrade.Core.Plans;

namespace MailUpgrade.Adapters.Telegram.Hearing;

/// <summary>Photos and files that people send: kept in the state folder under their hash, and named in a note of the run.</summary>
public sealed class EvidenceKeeper(BotApi api, TelegramParts parts) : IDisposable
{
    private const long Largest = 20 * 1024 * 1024;
    private const int Tries = 5;

    private readonly SemaphoreSlim two = new(2, 2);

    /// <summary>Fetches it beside everything else, then hands on a note. Handed on again it is fetched again, to the same name.</summary>
    /// <returns>True: dealt with. False: under way.</returns>
    public bool? Begin(
        Heard.Evidence file, long update, Func<string, long, bool?> handOn, Action<LocalText, LocalText> refuse, TelegramStore store, CancellationToken ct)
    {
        if (file.Size > Largest)
        {
            refuse(
                new LocalText("The file is larger than 20 MB and was not kept", "Filenya lebih dari 20 MB dan tidak disimpan"),
                new LocalText("Send it smaller, or put it aside and /note where it is.", "Kirim yang lebih kecil, atau simpan di tempat lain dan /note di mana."));
            return true;
        }
        _ = Task.Run(() => FetchAsync(file, update, handOn, refuse, store, ct), CancellationToken.None);
        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => two.Dispose();

    private async Task FetchAsync(
        Heard.Evidence file, long update, Func<string, long, bool?> handOn, Action<LocalText, LocalText> refuse, TelegramStore store, CancellationToken ct)
    {
        await two.WaitAsync(ct);
        try
        {
            var note = await KeepAsync(file, ct);
            while (handOn(note, update) is null)
            {
                await Task.Delay(parts.Settings.Limits.FirstWait, parts.Wire, ct);
            }
        }
        catch (Exception fault) when (fault is TelegramFaultException or IOException or UnauthorizedAccessException)
        {
            TelegramLog.NoEvidence(parts.Log, FormattableString.Invariant($"{file.Sender}"), fault.Message);
            refuse(
                new LocalText("The file could not be kept", "Filenya tidak bisa disimpan"),
                new LocalText("Nothing was noted. Send it again.", "Tidak ada yang dicatat. Kirim lagi."));
            store.Inbox.Done([update]);
        }
        finally
        {
            two.Release();
        }
    }

    private async Task<string> KeepAsync(Heard.Evidence file, CancellationToken ct)
    {
        var bytes = await DownloadAsync(file.FileId, ct);
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var name = Path.Combine("evidence", parts.Scene().Run, hash[..16] + file.Extension);
        var path = Path.Combine(parts.StateFolder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path + ".part", bytes, ct);
        File.Move(path + ".part", path, overwrite: true);
        var caption = Core.Chat.CommandText.Read(file.Caption) is { } command ? command.Rest : file.Caption;
        var words = parts.Redact(caption.Length > 500 ? caption[..500] : caption);
        return $"/note {name} sha256 {hash} {words}".TrimEnd();
    }

    private async Task<byte[]> DownloadAsync(string fileId, CancellationToken ct)
    {
        for (var n = 1; ; n++)
        {
            try
            {
                var file = await api.CallAsync<Wire.TgFile>("getFile", new Wire.GetFile(fileId), ct);
                return await api.DownloadAsync(file.FilePath ?? throw new TelegramRefusedException(400, "the file has no path", null), ct);
            }
            catch (TelegramFaultException fault) when (fault is not TelegramRefusedException && n < Tries)
            {
                await Task.Delay(fault is TelegramThrottledException full ? full.RetryAfter : parts.Settings.Limits.FirstWait * n, parts.Wire, ct);
            }
        }
    }
}
