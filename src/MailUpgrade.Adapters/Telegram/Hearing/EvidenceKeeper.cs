using MailUpgrade.Adapters.Telegram.Store;
using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Plans;

namespace MailUpgrade.Adapters.Telegram.Hearing;

/// <summary>Fetches photos and files that people send and hands them on; the router keeps them as evidence.</summary>
public sealed class EvidenceKeeper(BotApi api, TelegramParts parts) : IDisposable
{
    private const long Largest = 20 * 1024 * 1024;
    private const int Tries = 5;
    private const int LongestCaption = 500;

    private readonly SemaphoreSlim two = new(2, 2);

    /// <summary>Fetches it beside everything else, then hands it on with what was written under it. Handed on again it is fetched again.</summary>
    /// <returns>True: dealt with. False: under way.</returns>
    public bool? Begin(
        Heard.Evidence file, long update, Func<ReceivedFile, string, bool?> handOn, Action<LocalText, LocalText> refuse, TelegramStore store, CancellationToken ct)
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
        Heard.Evidence file, long update, Func<ReceivedFile, string, bool?> handOn, Action<LocalText, LocalText> refuse, TelegramStore store, CancellationToken ct)
    {
        await two.WaitAsync(ct);
        try
        {
            var bytes = await DownloadAsync(file.FileId, ct);
            var caption = parts.Redact(file.Caption.Length > LongestCaption ? file.Caption[..LongestCaption] : file.Caption);
            while (handOn(new ReceivedFile("file" + file.Extension, file.MediaType, bytes), caption) is null)
            {
                await Task.Delay(parts.Settings.Limits.FirstWait, parts.Wire, ct);
            }
        }
        catch (Exception fault) when (fault is TelegramFaultException)
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
