using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs.State;
using Microsoft.Extensions.Logging;

namespace MailUpgrade.Core.Engine;

/// <summary>
/// Calls people when the journal cannot be written, past the journal, since that is what tells them everything else; and tells them
/// when it can again. A full disk stops all that is new; what runs on hosts goes on and is found by its ticket.
/// </summary>
/// <param name="run">Whose journal.</param>
/// <param name="journal">Tried again and again while it fails.</param>
/// <param name="channels">Where it is told.</param>
/// <param name="wire">Wire clock: tries.</param>
/// <param name="log">Diagnostics.</param>
public sealed class JournalAlarm(
    RunCoordinator run, IJournal journal, IReadOnlyList<IChatChannel> channels, TimeProvider wire, ILogger<JournalAlarm> log)
{
    private const string Reader = "alarm";
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Watches until the service stops.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        var told = 0;
        while (true)
        {
            await run.WriteFailedAsync(ct);
            var since = wire.GetUtcNow();
            var message = Message(++told, null);
            await TellAsync(message, ct);
            while (!await WritesAsync(ct))
            {
                await Task.Delay(Look, wire, ct);
            }
            await TellAsync(Message(told, wire.GetUtcNow() - since), ct);
        }
    }

    /// <summary>Null while it fails; else for how long it failed.</summary>
    private OutboundMessage Message(int number, TimeSpan? failedFor)
    {
        var (state, scene) = (run.State, run.Scene);
        var say = new Speech(state.Language, scene.Zone);
        var at = say.Clock(scene.Now);
        var running = state.InFlight.Where(x => x.Host is not null).Select(x => x.Name).ToList();
        List<string> lines =
        [
            say.Say("✖ Failed: the bot cannot write its journal", "✖ Gagal: bot tidak bisa menulis jurnalnya"),
            say.Say($"Since {at}. Disk of the bot's state folder: full or gone.", $"Sejak {at}. Disk folder state bot: penuh atau hilang."),
            running.Count == 0 ? say.Say("Nothing runs on hosts.", "Tidak ada yang berjalan di host.")
                : say.Say($"Goes on by itself on its host: {string.Join(", ", running)}.", $"Tetap berjalan sendiri di host: {string.Join(", ", running)}."),
            say.Say("Nothing new begins and no decision is taken until it can. Nothing that was recorded is lost.", "Tidak ada yang baru dimulai dan tidak ada keputusan sampai bisa lagi. Yang sudah tercatat tidak hilang."),
            say.Say("Whoever runs the bot's machine: make room on that disk. It goes on by itself then.", "Pengelola mesin bot: kosongkan ruang di disk itu. Setelah itu lanjut sendiri."),
        ];
        if (failedFor is { } length)
        {
            lines.Add(say.Say($"✔ It writes again, after {say.Span(length)}. Send again what was not answered.", $"✔ Bisa menulis lagi, setelah {say.Span(length)}. Kirim ulang yang belum dijawab."));
        }
        var key = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{state.Id}:journal-failed:{state.Seq}:{number}");
        return new OutboundMessage(
            failedFor is null ? keys[number] = key : keys[number], MessageKind.Decision, failedFor is null, Plans.TeamRoles.Executor, lines, OutboundMessage.NoButtons, null);
    }

    private readonly Dictionary<int, string> keys = [];

    private async Task<bool> WritesAsync(CancellationToken ct)
    {
        try
        {
            await journal.SaveCursorAsync(Reader, run.State.Id, run.State.Seq, ct);
            return true;
        }
        catch (JournalWriteException)
        {
            return false;
        }
    }

    private async Task TellAsync(OutboundMessage message, CancellationToken ct)
    {
        foreach (var channel in channels)
        {
            try
            {
                await channel.SendAsync(message, ct);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                ChatLog.ReadFault(log, e); // another channel may carry it
            }
        }
    }
}
