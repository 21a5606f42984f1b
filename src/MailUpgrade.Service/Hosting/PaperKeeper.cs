using MailUpgrade.Core.Books;
using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Service.Hosting;

/// <summary>
/// When a night is over its papers are made, kept and told on every channel: as a file where a channel sends files, with a link on the others. The book
/// says that it was done; until it does, a restart does it again under the same key, which is an edit and no second message.
/// </summary>
internal sealed class PaperKeeper(
    RunCoordinator run, Book book, PaperFolder papers, IReadOnlyList<IChatChannel> channels, string page, bool prints, TimeProvider wire, ILogger<PaperKeeper> log)
    : BackgroundService
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(30);
    private readonly HashSet<string> told = [];

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var seen = run.State;
            if (seen is { HasEnded: true, HasKickedOff: true } && !book.State.Papers.Contains(seen.Id) && !await KeptAsync(seen, stoppingToken))
            {
                await Task.Delay(Again, wire, stoppingToken);
                continue;
            }
            await run.ChangedAsync(seen.Seq, stoppingToken);
        }
    }

    private async Task<bool> KeptAsync(RunState seen, CancellationToken ct)
    {
        try
        {
            var files = await papers.MakeAsync(seen.Id, prints, ct);
            foreach (var channel in channels.Where(c => !told.Contains(c.Name)))
            {
                await channel.SendAsync(Message(seen, files[0].Name), ct);
                told.Add(channel.Name);
            }
            await book.RecordAsync(
                known => known.Papers.Contains(seen.Id) ? [] : [new PaperKept(seen.Id, [.. files.Select(f => $"{f.Name} {f.Hash}")])], ct);
            return true;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // A chat that is down, a full disk: the night is over, and the paper comes when it can.
            HostingLog.PaperWaits(log, Again, fault);
            return false;
        }
    }

    private OutboundMessage Message(RunState seen, string file)
    {
        var say = new Speech(seen.Language, run.Scene.Zone);
        return new OutboundMessage(
            $"{seen.Id}:paper", MessageKind.Notice, false, null,
            [
                seen.Status == RunStatus.SignedOff
                    ? say.Say("✔ The acceptance paper is ready for two signatures", "✔ Berita acara siap ditandatangani kedua pihak")
                    : say.Say("✔ The record of the night is ready", "✔ Berita acara pelaksanaan sudah siap"),
                say.Say($"On the page under On record: {page}/#records", $"Di halaman, bagian Catatan: {page}/#records"),
                say.Say("Without a link of your own to the page: /board, in private. What each figure comes from: mailupgrade report --explain.",
                    "Belum punya tautan sendiri ke halaman: /board, di chat pribadi. Asal tiap angka: mailupgrade report --explain."),
            ],
            OutboundMessage.NoButtons, null)
        { Document = Path.Combine(PaperFolder.Name, seen.Id, file) };
    }
}
