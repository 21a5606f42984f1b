using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs;

namespace MailUpgrade.Adapters.Telegram.Hearing;

/// <summary>Why a message that looks like a command does not count, and what to do.</summary>
/// <param name="Code">Refusal code.</param>
/// <param name="Rule">Why.</param>
/// <param name="Next">What to do.</param>
public sealed record NotCountedText(string Code, LocalText Rule, LocalText Next);

/// <summary>All of them.</summary>
public static class NotCountedTexts
{
    /// <summary>Sent as a group, a channel or a bot.</summary>
    public static NotCountedText Anonymous { get; } = New(
        RefusalCodes.NotInPerson,
        "Sent as a group, a channel or a bot: nobody knows who", "Dikirim sebagai grup, channel, atau bot: orangnya tidak jelas",
        "Turn off 'remain anonymous' and send it as yourself, or press the button.", "Matikan 'remain anonymous' lalu kirim sebagai diri sendiri, atau tekan tombolnya.");

    /// <summary>Forwarded.</summary>
    public static NotCountedText Forward { get; } = New(
        RefusalCodes.NotInPerson,
        "A forwarded command does not count", "Perintah yang diteruskan tidak dihitung",
        "Type it yourself, or press the button.", "Ketik sendiri, atau tekan tombolnya.");

    /// <summary>Written by another bot in somebody's name.</summary>
    public static NotCountedText ViaBot { get; } = New(
        RefusalCodes.NotInPerson,
        "A command sent by way of another bot does not count", "Perintah lewat bot lain tidak dihitung",
        "Type it yourself, or press the button.", "Ketik sendiri, atau tekan tombolnya.");

    /// <summary>Scheduled, or sent while nobody was there.</summary>
    public static NotCountedText Scheduled { get; } = New(
        RefusalCodes.NotInPerson,
        "A scheduled message does not count: nobody sent it now", "Pesan terjadwal tidak dihitung: tidak ada yang mengirimnya sekarang",
        "Send it yourself when it is meant.", "Kirim sendiri saat memang dimaksudkan.");

    /// <summary>Edited into a command.</summary>
    public static NotCountedText Edited { get; } = New(
        RefusalCodes.NotInPerson,
        "An edited message does not count", "Pesan yang diedit tidak dihitung",
        "Send it as a new message.", "Kirim sebagai pesan baru.");

    /// <summary>Too old, or of a time to come.</summary>
    public static NotCountedText Stale { get; } = New(
        RefusalCodes.Stale,
        "This reached the bot too late to count", "Ini sampai ke bot terlalu lambat, tidak dihitung",
        "Look at /status, then send it or press again.", "Lihat /status, lalu kirim atau tekan lagi.");

    /// <summary>No button of ours, or one that is gone.</summary>
    public static NotCountedText NoButton { get; } = New(
        RefusalCodes.Stale,
        "This button counts no more", "Tombol ini sudah tidak berlaku",
        "Look at /status and use the newest message.", "Lihat /status dan pakai pesan terbaru.");

    /// <summary>Pressed twice.</summary>
    public static NotCountedText Twice { get; } = New(
        RefusalCodes.AlreadyDecided,
        "You pressed it already; once is enough", "Sudah Anda tekan; sekali cukup",
        "/status shows what came of it.", "/status menampilkan hasilnya.");

    /// <summary>A chat that is none of the run's.</summary>
    public static NotCountedText Unbound(string chat) => New(
        RefusalCodes.NotAllowed,
        "Nothing can be decided in this chat", "Tidak ada yang bisa diputuskan di chat ini",
        $"Its id is {chat}: whoever runs the bot adds it to Telegram:Chats.", $"Id-nya {chat}: pengelola bot menambahkannya ke Telegram:Chats.");

    private static NotCountedText New(string code, string ruleEn, string ruleId, string nextEn, string nextId) =>
        new(code, new LocalText(ruleEn, ruleId), new LocalText(nextEn, nextId));
}
