using MailUpgrade.Core.Plans;

namespace MailUpgrade.Core.Chat.Texts;

/// <summary>What has to come first, by the tokens of the rules: <c>kind:subject</c>.</summary>
internal static class MissingTexts
{
    /// <summary>A few words for a first line.</summary>
    public static string Short(string token, Speech say, Plan? plan)
    {
        var (kind, subject) = Split(token);
        return kind switch
        {
            "phase" => say.Say($"{Title(subject, say, plan)} is not done", $"{Title(subject, say, plan)} belum selesai"),
            "ready" => say.Say("nobody has said /ready", "belum ada /ready"),
            "issue" => say.Say($"issue {subject} is open and blocking", $"issue {subject} masih terbuka dan memblokir"),
            "rehearsal" => say.Say("no passed rehearsal of this plan", "belum ada gladi yang lolos untuk plan ini"),
            "bound" => say.Say($"no {say.Role(subject)} is known on any channel in use", $"belum ada {say.Role(subject)} yang dikenal di channel yang dipakai"),
            "gate" => say.Say("no gate waits for a decision", "tidak ada gate yang menunggu"),
            "kick-off" => say.Say("the night has not begun", "malam ini belum dimulai"),
            "failed-step" => say.Say("no step waits for a decision", "tidak ada langkah yang menunggu keputusan"),
            "fixed" => say.Say("what was not OK is not mended", "yang belum OK belum diperbaiki"),
            "notok" => say.Say("the client has not said /notok", "klien belum bilang /notok"),
            "client-check" => say.Say("the client check has not begun", "pengecekan klien belum dimulai"),
            "loss" => say.Say("the mail that would be lost is being counted", "email yang akan hilang sedang dihitung"),
            "closed-doors" => say.Say("the doors are open or the cluster goes back", "akses sudah dibuka atau cluster sedang kembali"),
            "only-one" => say.Say($"no other host does {subject}", $"tidak ada host lain untuk {subject}"),
            "ended" => say.Say($"{subject} still runs", $"{subject} masih berjalan"),
            "backup-ended" => say.Say($"the backup of {subject} may still run", $"backup {subject} mungkin masih berjalan"),
            "backup-to-end" => say.Say("no backup is left to be ended", "tidak ada backup yang perlu dihentikan"),
            "services-again" => say.Say("services do not run again yet", "layanan belum jalan lagi"),
            "set-again" => say.Say("there is no whole final set", "belum ada set akhir yang utuh"),
            "resume" => say.Say("the run is on hold", "run sedang ditahan"),
            "pause" => say.Say("the run is not on hold", "run tidak sedang ditahan"),
            "differences" => say.Say("the last comparison has no difference", "perbandingan terakhir tidak punya perbedaan"),
            "looks" => say.Say("five accounts or hosts are waiting to be looked at", "lima akun atau host masih antre dilihat"),
            "sandbox" => say.Say("the sandbox is not proven", "sandbox belum terbukti"),
            "conflict" => say.Say($"something else works on {subject}", $"ada pekerjaan lain di {subject}"),
            "shadow" => say.Say("this is no shadow night", "ini bukan malam bayangan"),
            "late-node" => say.Say("no node waits at the latest safe rollback", "tidak ada node yang menunggu di batas aman rollback"),
            "prompt" => say.Say("no installer waits for an answer", "tidak ada installer yang menunggu jawaban"),
            "handover" => say.Say("nobody hands anything over to you", "tidak ada serah terima untuk Anda"),
            "takeover" => say.Say(subject.Length == 0 ? "no host is in your hands" : $"{subject} is not in anybody's hands", subject.Length == 0 ? "tidak ada host di tangan Anda" : $"{subject} tidak sedang di tangan siapa pun"),
            "giveback" => say.Say($"{subject} is in a person's hands", $"{subject} sedang di tangan orang"),
            "proof" => say.Say($"no proof any more: {subject}", $"bukti tidak ada lagi: {subject}"),
            "step" => say.Say($"{subject} is not decided", $"{subject} belum diputuskan"),
            _ => say.Say("something has to come first", "ada yang harus didahulukan"),
        };
    }

    /// <summary>The same as a sentence with who does what.</summary>
    public static string Whole(string token, Speech say, Plan? plan)
    {
        var (kind, subject) = Split(token);
        var todo = kind switch
        {
            "phase" when plan?.Phases.FirstOrDefault(p => p.Id == subject)?.Start is { Command: { } word } =>
                say.Say($"executor says /{word}", $"executor tulis /{word}"),
            "phase" => say.Say("it begins at its time; a failed step waits for the executor's /retry or /fixed", "mulai di jamnya; langkah yang gagal menunggu /retry atau /fixed executor"),
            "ready" => say.Say("executor says /ready", "executor tulis /ready"),
            "issue" => say.Say($"/issue close {subject} REMEDY", $"/issue close {subject} SOLUSI"),
            "rehearsal" => say.Say("play the same plan file as a rehearsal first", "jalankan gladi dengan file plan yang sama dulu"),
            "sandbox" => say.Say("mend what is named, then /precheck looks anew", "perbaiki yang disebut, lalu /precheck mengecek lagi"),
            "conflict" => say.Say("wait for it or end it; the bot looks again by itself", "tunggu atau hentikan; bot mengecek lagi sendiri"),
            "bound" => say.Say("one of them says /link in a private chat with the bot", "salah satu menulis /link di chat pribadi dengan bot"),
            "failed-step" => say.Say("/status shows what runs", "/status menampilkan yang jalan"),
            "fixed" => say.Say("executor mends it and says /fixed", "executor perbaiki lalu /fixed"),
            "notok" => say.Say("the client's IT says it first", "IT klien yang bilang dulu"),
            "client-check" => say.Say("it is asked for when the work is done", "akan diminta setelah pekerjaan selesai"),
            "differences" => say.Say("/sample shows it", "/sample menampilkannya"),
            "looks" => say.Say("wait for their answers", "tunggu jawabannya"),
            "backup-ended" => say.Say("/retry waits for it, /olderbackup abort REASON ends it by two names", "/retry untuk menunggu, /olderbackup abort ALASAN untuk menghentikannya dengan dua nama"),
            "services-again" => say.Say("the bot starts them, on hold after /resume; then /retry", "bot yang menjalankan, kalau ditahan sesudah /resume; lalu /retry"),
            "set-again" => say.Say("executor says /retry for a new one, or two names say /rollback", "executor tulis /retry untuk membuat baru, atau dua nama menulis /rollback"),
            "resume" => say.Say("executor or supervisor says /resume", "executor atau supervisor tulis /resume"),
            "handover" => say.Say("who leaves says /handover and your name first", "yang menyerahkan menulis /handover dan nama Anda dulu"),
            "takeover" => say.Say("/takeover and the host's name comes first", "/takeover dan nama host dulu"),
            "giveback" => say.Say($"executor says /giveback {subject} first", $"executor tulis /giveback {subject} dulu"),
            "proof" => say.Say("the hosts were asked again at the instant; /reschedule makes backup and snapshots anew", "host ditanya lagi tepat saat itu; /reschedule membuat backup dan snapshot baru"),
            "step" => say.Say($"executor says /retry {subject} or /fixed {subject}", $"executor tulis /retry {subject} atau /fixed {subject}"),
            _ => "",
        };
        var what = Capital(Short(token, say, plan));
        return todo.Length == 0 ? what + "." : $"{what}: {todo}.";
    }

    private static (string Kind, string Subject) Split(string token)
    {
        var at = token.IndexOf(':', StringComparison.Ordinal);
        return at < 0 ? (token, "") : (token[..at], token[(at + 1)..]);
    }

    private static string Title(string phase, Speech say, Plan? plan) =>
        plan?.Phases.FirstOrDefault(p => p.Id == phase) is { } found ? say.Say(found.Title) : phase;

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
