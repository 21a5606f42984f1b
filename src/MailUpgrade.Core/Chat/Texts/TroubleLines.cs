using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Core.Chat.Texts;

/// <summary>When the run could not be asked: nothing was decided, and the person knows it.</summary>
internal static class TroubleLines
{
    public static IReadOnlyList<string> Of(Exception e, Speech say) => e switch
    {
        JournalConflictException =>
        [
            say.Say("✖ Failed: another process writes this journal", "✖ Gagal: ada proses lain menulis jurnal ini"),
            say.Say("Nothing was decided. Stop one of the two, then send it again.", "Tidak ada yang diputuskan. Hentikan salah satu, lalu kirim lagi."),
        ],
        FilesUnusableException =>
        [
            say.Say("✖ Failed: the files cannot be taken in", "✖ Gagal: file tidak bisa diambil"),
            say.Say("Nothing was decided. `mailupgrade plan check` lists the faults; mend them, then send it again.", "Tidak ada yang diputuskan. `mailupgrade plan check` menampilkan kesalahannya; perbaiki, lalu kirim lagi."),
            .. e.Message.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries).Take(10).Select(l => "  " + l),
        ],
        JournalWriteException =>
        [
            say.Say("✖ Failed: the journal cannot be written", "✖ Gagal: jurnal tidak bisa ditulis"),
            say.Say("Nothing was decided. Steps that run go on by themselves; nothing new begins.", "Tidak ada yang diputuskan. Langkah yang jalan tetap jalan; tidak ada yang baru dimulai."),
            say.Say("Look at disk and space of the bot, then send it again.", "Cek disk dan ruang di mesin bot, lalu kirim lagi."),
        ],
        _ =>
        [
            say.Say("✖ Failed: the bot tripped over this message", "✖ Gagal: bot tersandung pesan ini"),
            say.Say("Whether it counted is not known: look at /status, then send it again if needed. bot.log has the fault.", "Belum jelas apakah dihitung: lihat /status, lalu kirim lagi kalau perlu. Rinciannya ada di bot.log."),
        ],
    };
}
