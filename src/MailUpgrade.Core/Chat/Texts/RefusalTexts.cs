using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs;

namespace MailUpgrade.Core.Chat.Texts;

/// <summary>What a refusal code means, whoever meets it.</summary>
/// <param name="Code">Of <see cref="RefusalCodes"/>.</param>
/// <param name="Rule">The rule, and who may.</param>
/// <param name="Next">The next thing to do.</param>
public sealed record RefusalText(string Code, LocalText Rule, LocalText Next);

/// <summary>Rule and next step of every refusal code. <see cref="RefusalLines"/> puts the facts of one case before them.</summary>
public static class RefusalTexts
{
    /// <summary>All of them, in the order of <see cref="RefusalCodes.All"/>.</summary>
    public static IReadOnlyList<RefusalText> All { get; } =
    [
        New(RefusalCodes.NotAllowed,
            "Each command belongs to roles; another role cannot say it.", "Setiap perintah milik peran tertentu; peran lain tidak bisa.",
            "Ask one of them to say it. /help shows what is yours now.", "Minta salah satu dari mereka. /help menampilkan yang bisa Anda tulis sekarang."),
        New(RefusalCodes.OwnRequest,
            "One asks, another approves.", "Yang meminta tidak boleh menyetujui.",
            "If none of them can, the decision waits; before kick-off /reschedule is open.", "Kalau semua berhalangan, keputusan menunggu; sebelum kick-off bisa /reschedule."),
        New(RefusalCodes.Stale,
            "A button counts only for what it showed; things have changed since.", "Tombol hanya berlaku untuk keadaan yang ditampilkannya; keadaan sudah berubah.",
            "Look at /status, then use the newest message or type the command.", "Lihat /status, lalu pakai pesan terbaru atau ketik perintahnya."),
        New(RefusalCodes.Expired,
            "An approval holds for a time only, and that time is over.", "Persetujuan hanya berlaku sebentar, dan waktunya sudah lewat.",
            "Ask for it again.", "Minta lagi."),
        New(RefusalCodes.PlanChanged,
            "GO is given for one exact plan and fleet; the file on disk is another one now.", "GO hanya untuk plan dan fleet yang persis sama; file di disk sekarang berbeda.",
            "Executor: /precheck takes the file in as it is, then /ready; the supervisor says /go again.", "Executor: /precheck mengambil file yang sekarang, lalu /ready; supervisor /go lagi."),
        New(RefusalCodes.NotReady,
            "Something has to come first.", "Ada yang harus didahulukan.",
            "Do what is named above, then say it again.", "Kerjakan yang disebut di atas, lalu ulangi."),
        New(RefusalCodes.WindowClosed,
            "After the window closes nothing new begins.", "Setelah batas waktu tidak ada yang baru dimulai.",
            "Executor and supervisor decide: /rollback (two names) or /abort. /status shows what is open.", "Executor dan supervisor memutuskan: /rollback (dua nama) atau /abort. /status menampilkan posisinya."),
        New(RefusalCodes.MissedStart,
            "GO and ready are taken until the instant of kick-off; this one has passed and nothing was started.", "GO dan ready hanya sampai saat kick-off; yang ini sudah lewat dan tidak ada yang dimulai.",
            "Executor or supervisor: /reschedule with a date and a reason; then /ready and /go.", "Executor atau supervisor: /reschedule dengan tanggal dan alasan; lalu /ready dan /go."),
        New(RefusalCodes.FrozenDay,
            "On frozen days nothing may be scheduled or approved; nobody here can lift that.", "Di hari beku tidak boleh ada jadwal atau GO; tidak ada yang bisa mengecualikan di sini.",
            "Executor or supervisor: /reschedule to a day outside the freeze.", "Executor atau supervisor: /reschedule ke hari di luar masa beku."),
        New(RefusalCodes.RunEnded,
            "A run that has ended takes notes only.", "Run yang sudah selesai hanya menerima catatan.",
            "/report has what happened, /note adds to it.", "/report berisi semuanya, /note menambah catatan."),
        New(RefusalCodes.UnknownCommand,
            "Only the words of /help are commands.", "Hanya kata di /help yang merupakan perintah.",
            "/help shows what you can say now, /help all every word.", "/help menampilkan yang bisa sekarang, /help all semuanya."),
        New(RefusalCodes.BadArgument,
            "The command is known, but not in this form. Nothing was done.", "Perintahnya dikenal, tapi bentuknya tidak. Tidak ada yang dijalankan.",
            "Write it as shown and send it again.", "Tulis seperti contoh dan kirim lagi."),
        New(RefusalCodes.Uninterruptible,
            "Nothing and nobody kills this step once it has begun: half done is worse than late.", "Langkah ini tidak boleh dimatikan siapa pun setelah mulai: setengah jalan lebih buruk daripada terlambat.",
            "Wait for its end, /log shows it. /hold keeps anything new from beginning.", "Tunggu sampai selesai, /log menampilkannya. /hold menahan yang baru."),
        New(RefusalCodes.ConfirmNeeded,
            "What destroys or cannot be taken back needs a second tap.", "Yang merusak atau tidak bisa dibatalkan butuh tekan kedua.",
            "Tap the button to do it. Not tapping does nothing.", "Tekan tombolnya untuk menjalankan. Tidak ditekan berarti tidak terjadi apa-apa."),
        New(RefusalCodes.AlreadyRunning,
            "It has begun already and is not begun twice.", "Sudah berjalan dan tidak dimulai dua kali.",
            "/status shows where it stands.", "/status menampilkan posisinya."),
        New(RefusalCodes.AlreadyDecided,
            "This is decided already; the first word counts.", "Ini sudah diputuskan; keputusan pertama yang berlaku.",
            "/status shows what is next.", "/status menampilkan langkah berikutnya."),
        New(RefusalCodes.NotSkippable,
            "The plan does not allow this step to be left out, by nobody.", "Plan tidak mengizinkan langkah ini dilewati, oleh siapa pun.",
            "Executor: /retry or /fixed. With two names: /rollback.", "Executor: /retry atau /fixed. Dengan dua nama: /rollback."),
        New(RefusalCodes.RetryBarred,
            "Its output says that starting it again may destroy something.", "Outputnya menunjukkan bahwa mengulang bisa merusak.",
            "Executor: mend it by hand, then /fixed. With two names: /rollback.", "Executor: perbaiki manual, lalu /fixed. Dengan dua nama: /rollback."),
        New(RefusalCodes.TooLong,
            "A message may have 4,000 characters. Nothing of it was read.", "Pesan paling panjang 4.000 karakter. Tidak ada yang dibaca.",
            "Send it shorter, or as a file to people.", "Kirim lebih pendek, atau sebagai file ke orangnya."),
        New(RefusalCodes.UnknownPerson,
            "Only people of the team file can speak to this run.", "Hanya orang di file tim yang bisa bicara ke run ini.",
            "Ask whoever keeps the team file to add this identity.", "Minta pengelola file tim menambahkan identitas ini."),
        New(RefusalCodes.NoRun,
            "There is no run to speak to.", "Belum ada run.",
            "Start the bot with a plan and a fleet.", "Jalankan bot dengan plan dan fleet."),
        New(RefusalCodes.NotInPerson,
            "A decision is typed or pressed by a person, here and now: no forward, edit, bot, schedule or group name.", "Keputusan diketik atau ditekan orangnya sendiri, saat ini juga: bukan terusan, editan, bot, jadwal, atau nama grup.",
            "Type it yourself as a new message, or press the button.", "Ketik sendiri sebagai pesan baru, atau tekan tombolnya."),
        New(RefusalCodes.AnswerBarred,
            "This answer destroys, so it is never typed: the bot refuses it and the host refuses it too.", "Jawaban ini merusak, jadi tidak pernah diketik: bot menolak dan host juga menolak.",
            "Give another answer; to stop the installer answer N where it offers Exit. With two names: /rollback.", "Beri jawaban lain; untuk menghentikan installer jawab N di pertanyaan yang menawarkan Exit. Dengan dua nama: /rollback."),
    ];

    /// <summary>Text of a code.</summary>
    /// <exception cref="KeyNotFoundException">No such code.</exception>
    public static RefusalText Of(string code) =>
        All.FirstOrDefault(t => t.Code == code) ?? throw new KeyNotFoundException($"no refusal code '{code}'");

    private static RefusalText New(string code, string ruleEn, string ruleId, string nextEn, string nextId) =>
        new(code, new LocalText(ruleEn, ruleId), new LocalText(nextEn, nextId));
}
