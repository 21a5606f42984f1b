using System.Collections.Frozen;
using MailUpgrade.Core.Chat.Handlers;
using MailUpgrade.Core.Plans;

namespace MailUpgrade.Core.Chat;

/// <summary>The one table of what can be said: parser, permissions, help and buttons all take it from here.</summary>
public static class CommandTable
{
    /// <summary>The word behind which a destructive press is repeated.</summary>
    public const string Confirm = "confirm";

    private static readonly FrozenDictionary<string, CommandEntry> ByWord;

    static CommandTable()
    {
        All =
        [
            .. Night(), .. Repair(), .. People(), .. Talk(),
            Shows("help", "/help [all|WORD]", "What you can say now.", "Apa yang bisa Anda tulis sekarang.", ShowHelp.AnswerAsync),
            Shows("whoami", "/whoami", "Who you are here and which roles you hold.", "Siapa Anda di sini dan apa peran Anda.", ShowWhoAmI.AnswerAsync),
            Shows("link", "/link [CODE] [PERSON]", "In private: a code for this identity. Where you are known: takes a code.", "Di chat pribadi: kode untuk identitas ini. Di tempat yang mengenal Anda: memakai kode.", ShowDesk.AnswerAsync),
            Shows("unlink", "/unlink PERSON [CHANNEL]", "Takes a person's identities away, at once.", "Melepas identitas seseorang, saat itu juga.", ShowDesk.AnswerAsync),
            new("freeze", new("/freeze [DAY [DAY] REASON], /freeze release DAY REASON", "/freeze [TANGGAL [TANGGAL] ALASAN], /freeze lepas TANGGAL ALASAN"),
                new("Frozen days: shows them, adds some, gives back what chat froze.", "Hari beku: menampilkan, menambah, melepas yang dibekukan lewat chat."),
                CommandUse.Shows, s => new Reading.Question(Find(s.Word)!, s.Rest), ShowDesk.AnswerAsync),
            Shows("selftest", "/selftest", "Posts, edits and looks at the rights of every channel.", "Mengirim, mengedit, dan mengecek hak di setiap channel.", ShowDesk.AnswerAsync),
            Shows("plan", "/plan", "The phases of the night with their times.", "Fase malam ini beserta jamnya.", ShowPlan.AnswerAsync),
            Shows("status", "/status", "Where the run stands and who is next.", "Posisi sekarang dan giliran siapa.", ShowStatus.AnswerAsync),
            Shows("timeline", "/timeline", "Planned and actual times per phase.", "Jam rencana dan jam nyata per fase.", ShowTimeline.AnswerAsync),
            Shows("eta", "/eta", "When it ends if the rest goes as planned.", "Kapan selesai kalau sisanya sesuai rencana.", ShowEta.AnswerAsync),
            Shows("log", "/log [STEP|HOST]", "The last lines of a step.", "Baris terakhir dari sebuah langkah.", ShowLog.AnswerAsync),
            Shows("findings", "/findings [HOST]", "What the checks found, what to do, and who.", "Temuan pemeriksaan, apa yang harus dilakukan, dan oleh siapa.", ShowFindings.AnswerAsync),
            Shows("snapshot", "/snapshot", "Which snapshot sets are proven.", "Set snapshot mana yang terbukti.", ShowProof.SnapshotAsync),
            Shows("backup", "/backup", "Which backups are proven.", "Backup mana yang terbukti.", ShowProof.BackupAsync),
            Shows("baseline", "/baseline", "The account state sealed before.", "Keadaan akun yang disegel sebelumnya.", ShowSample.BaselineAsync),
            new("sample", new("/sample [details|ADDRESS|host mbs3]", "/sample [details|ALAMAT|host mbs3]"),
                new("The comparison with the baseline; with an address or host it looks now.", "Perbandingan dengan baseline; dengan alamat atau host langsung dilihat sekarang."),
                CommandUse.Shows, Orders.Sample, ShowSample.CompareAsync),
            Shows("report", "/report", "The report so far.", "Laporan sejauh ini.", ShowReport.AnswerAsync),
            Shows("board", "/board [revoke|wall]", "Your own link to the page, in a private chat; revoke takes your links back.", "Tautan pribadi ke halaman, di chat pribadi; revoke mencabut tautan Anda.", ShowBoard.AnswerAsync),
            Shows("review", "/review [1|2|3 TEXT]", "After the night: the three questions, and your answer to one.", "Sesudah malamnya: tiga pertanyaan, dan jawaban Anda untuk salah satunya.", ShowDesk.AnswerAsync),
            new("aftercare", new("/aftercare [done 1 EVIDENCE|check 1|do 1]", "/aftercare [selesai 1 BUKTI|cek 1|kerjakan 1]"),
                new("After the night: what is left, whose, by when; marks done, looks, does.", "Sesudah malamnya: sisa pekerjaan, milik siapa, kapan; menandai, melihat, mengerjakan."),
                CommandUse.Shows, s => new Reading.Question(Find(s.Word)!, s.Rest), ShowDesk.AnswerAsync),
            new(Confirm, new("/confirm COMMAND", "/confirm PERINTAH"),
                new("Does what a button asked about once more.", "Menjalankan yang tadi ditanyakan tombol."), CommandUse.Decides, s => s.Unclear("usage")),
        ];
        ByWord = All.ToFrozenDictionary(e => e.Word);
    }

    /// <summary>Every word, in the order in which help shows them.</summary>
    public static IReadOnlyList<CommandEntry> All { get; }

    /// <summary>Entry of a word, or null.</summary>
    public static CommandEntry? Find(string word) => ByWord.GetValueOrDefault(word);

    private static IEnumerable<CommandEntry> Night() =>
    [
        Decides("precheck", "/precheck", "Runs the preliminary check.", "Menjalankan pemeriksaan awal.", Orders.Begin),
        Decides("ready", "/ready", "Says that the night can begin and asks for GO.", "Menyatakan siap dan meminta GO.", Orders.Ready),
        Decides("go", "/go", "Approves: seals the start, or opens the gate that waits.", "Menyetujui: menyegel start, atau membuka gate yang menunggu.", Orders.Go),
        Decides("nogo", "/nogo [REASON]", "/nogo [ALASAN]", "Does not approve, or takes the GO back.", "Tidak menyetujui, atau menarik GO.", Orders.NoGo),
        Decides("schedule", "/schedule 2018-12-29 [23:00]", "Sets the night.", "Menetapkan malamnya.", Orders.Schedule),
        Decides("reschedule", "/reschedule 2018-12-29 [23:00] REASON", "/reschedule 2018-12-29 [23:00] ALASAN", "Sets another night.", "Memindahkan malamnya.", Orders.Schedule),
        new("verdict", new("/verdict STEP|PHASE ok|notok [REMARK]", "/verdict STEP|FASE ok|notok [CATATAN]"),
            new("In a shadow night: your verdict on a step; alone it compares.", "Di malam bayangan: verdict Anda untuk satu langkah; tanpa teks membandingkan."), CommandUse.Decides, ShowVerdicts.Read, ShowVerdicts.AnswerAsync),
        Decides("olderbackup", "/olderbackup [abort] [REASON]", "/olderbackup [abort] [ALASAN]", "Goes into the night with the backup that is there already; abort first ends one that may still run. Needs two names.", "Masuk ke malam ini dengan backup yang sudah ada; abort dulu menghentikan backup yang mungkin masih berjalan. Butuh dua nama.", Orders.OlderBackup),
        Decides("begin", "/begin [STEP|HOST] [REASON]", "/begin [STEP|HOST] [ALASAN]", "Begins a node that passes the latest safe rollback. Needs two names.", "Memulai node yang melewati batas aman rollback. Butuh dua nama.", Orders.BeginLate),
        Decides("extend", "/extend until 07:00 [REASON]", "/extend sampai 07:00 [ALASAN]", "The window closes later. Needs client IT and supervisor.", "Batas waktu diundur. Butuh IT klien dan supervisor.", Orders.Extend),
        Decides("ok", "/ok [ITEM,ITEM|with items] [REMARK]", "/ok [NOMOR,NOMOR|dengan catatan] [CATATAN]", "The client's IT accepts: all, or item by item.", "IT klien menerima: semua, atau satu per satu.", ClientOrders.Accept),
        Decides("notok", "/notok [ITEM] WHAT", "/notok [NOMOR] APA", "The client's IT does not accept, and says what.", "IT klien belum menerima, dan menyebut apa.", ClientOrders.NotAccept),
        Destroys("reject", "/reject [REASON]", "/reject [ALASAN]", "Closes the night as not accepted.", "Menutup malam ini sebagai tidak diterima.", Orders.Reject),
    ];

    private static IEnumerable<CommandEntry> Repair() =>
    [
        Decides("hold", "/hold [REASON]", "/hold [ALASAN]", "Nothing new begins.", "Tidak ada yang baru dimulai.", Orders.Hold),
        Decides("resume", "/resume", "Goes on after a hold.", "Lanjut setelah hold.", Orders.Resume),
        Decides("retry", "/retry [STEP|HOST]", "Asks whether the step is done; only if not, tries again.", "Cek apakah langkah sudah selesai; kalau belum, dicoba lagi.", Orders.Retry),
        Decides("fixed", "/fixed [STEP|HOST] [NOTE]", "/fixed [STEP|HOST] [CATATAN]", "You mended it by hand: only the check runs.", "Sudah diperbaiki manual: hanya pengecekan yang jalan.", Orders.Fixed),
        Destroys("skip", "/skip [STEP|HOST] [REASON]", "/skip [STEP|HOST] [ALASAN]", "Leaves a step out. Needs two names.", "Melewati satu langkah. Butuh dua nama.", Orders.Skip),
        Decides("answer", "/answer [STEP|HOST] [TEXT]", "/answer [STEP|HOST] [TEKS]", "Answers the installer's question; alone it is Enter.", "Menjawab pertanyaan installer; tanpa teks berarti Enter.", Orders.Answer),
        Destroys("rollback", "/rollback [REASON]", "/rollback [ALASAN]", "Takes the whole cluster back. Needs two names.", "Mengembalikan seluruh cluster. Butuh dua nama.", Orders.Rollback),
        Destroys("without", "/without HOST [REASON]", "/without HOST [ALASAN]", "Goes on and opens without one host. Needs supervisor and client IT.", "Lanjut dan buka tanpa satu host. Butuh supervisor dan IT klien.", Orders.Without),
        Destroys("abort", "/abort [REASON]", "/abort [ALASAN]", "Gives the run up where it stands. Nothing is taken back.", "Menghentikan run di posisi sekarang. Tidak ada yang dikembalikan.", Orders.Abort),
    ];

    private static IEnumerable<CommandEntry> People() =>
    [
        Decides("takeover", "/takeover HOST [REASON]", "/takeover HOST [ALASAN]", "Takes the bot's hands off a host: you work there.", "Bot lepas tangan dari satu host: Anda yang mengerjakan.", PeopleOrders.TakeOver),
        Decides("giveback", "/giveback [HOST] [NOTE]", "/giveback [HOST] [CATATAN]", "Gives the host back; its state is read anew.", "Mengembalikan host ke bot; keadaannya dibaca ulang.", PeopleOrders.GiveBack),
        Decides("amend", "/amend [before|after] STEP HOSTS COMMAND", "/amend [before|after] STEP HOST PERINTAH", "Adds a step for other hosts. Needs two names.", "Menambah langkah untuk host lain. Butuh dua nama.", PeopleOrders.Amend),
        Decides("handover", "/handover PERSON", "/handover ORANG", "Offers your role to another; it counts when they say /take.", "Menyerahkan peran Anda; berlaku setelah orangnya menulis /take.", PeopleOrders.Handover),
        Decides("take", "/take", "Takes the role that was offered to you.", "Menerima peran yang diserahkan ke Anda.", PeopleOrders.Take),
        Decides("role", "/role PERSON ROLE[,ROLE] [REASON]", "/role ORANG PERAN[,PERAN] [ALASAN]", "Changes what a person may do. Needs two names.", "Mengubah peran seseorang. Butuh dua nama.", PeopleOrders.Role),
        Decides("breakglass", "/breakglass [ROLE] REASON", "/breakglass [PERAN] ALASAN", "Two of the team stand in for a role that nobody can fill.", "Dua orang tim menggantikan peran yang tidak bisa diisi siapa pun.", PeopleOrders.BreakGlass),
    ];

    private static IEnumerable<CommandEntry> Talk() =>
    [
        new("issue", new("/issue [blocking] TEXT, /issue close 3 REMEDY", "/issue [blocking] TEKS, /issue close 3 SOLUSI"),
            new("Opens or closes an issue; alone it lists them.", "Membuka atau menutup issue; tanpa teks menampilkan daftar."), CommandUse.Decides, Orders.Issue, ShowIssues.AnswerAsync),
        Decides("ack", "/ack all|1,3 REASON", "/ack all|1,3 ALASAN", "Accepts differences of the comparison as they are.", "Menerima perbedaan dari perbandingan apa adanya.", Orders.Ack),
        Decides("note", "/note TEXT", "/note TEKS", "A remark for everybody and for the report.", "Catatan untuk semua dan untuk laporan.", Orders.Note),
    ];

    private static CommandEntry Decides(string word, string usage, string en, string id, ReadCommand read) =>
        Decides(word, usage, usage, en, id, read);

    private static CommandEntry Decides(string word, string usage, string usageId, string en, string id, ReadCommand read) =>
        new(word, new LocalText(usage, usageId), new LocalText(en, id), CommandUse.Decides, read);

    private static CommandEntry Destroys(string word, string usage, string usageId, string en, string id, ReadCommand read) =>
        Decides(word, usage, usageId, en, id, read) with { Use = CommandUse.Destroys };

    private static CommandEntry Shows(string word, string usage, string en, string id, AnswerQuestion answer) =>
        new(word, new LocalText(usage, usage), new LocalText(en, id), CommandUse.Shows, s => new Reading.Question(Find(s.Word)!, s.Rest), answer);
}
