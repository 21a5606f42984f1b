using MailUpgrade.Core.Plans;

namespace MailUpgrade.Adapters.Storage;

/// <summary>What is said about a journal.</summary>
internal static class JournalFindings
{
    public static LocalText NextStep { get; } = new(
        "Next: leave the state folder as it is, copy it, and compare with the export that was posted or kept outside.",
        "Berikutnya: jangan ubah folder state, salin dulu, lalu bandingkan dengan ekspor yang sudah diposting atau disimpan di luar.");

    public static LocalText NoEnd { get; } = new(
        "The run has no end event yet. A tail cut behind the last posted head would show only by --head HASH, with a hash from chat.",
        "Run ini belum punya event akhir. Kalau bagian setelah head terakhir terpotong, itu hanya terlihat dengan --head HASH dari chat.");

    public static LocalText Whole(ChainCheck chain) => new(
        $"{chain.Lines} events, the chain is whole from seq 1 to {chain.Lines}. Head {chain.Head}.",
        $"{chain.Lines} event, rantai utuh dari seq 1 sampai {chain.Lines}. Head {chain.Head}.");

    public static LocalText Chain(ChainCheck chain)
    {
        var seq = chain.FirstBadSeq;
        var before = chain.Lines == 0
            ? new LocalText("No event before it can be trusted to be the first.", "Tidak ada event sebelumnya yang bisa dipercaya.")
            : new LocalText($"Seq 1 to {chain.Lines} are whole.", $"Seq 1 sampai {chain.Lines} utuh.");
        var what = chain.Fault switch
        {
            ChainFault.Missing => new LocalText(
                $"seq {seq} is missing: after seq {chain.Lines} comes {chain.FoundSeq}.",
                $"seq {seq} hilang: setelah seq {chain.Lines} langsung {chain.FoundSeq}."),
            ChainFault.Repeated => new LocalText(
                $"seq {seq} is missing: in its place stands seq {chain.FoundSeq}, which was there before.",
                $"seq {seq} tidak ada: di tempatnya ada seq {chain.FoundSeq} yang sudah muncul sebelumnya."),
            ChainFault.Unreadable => new LocalText(
                $"seq {seq} cannot be read: the line is damaged or cut off.",
                $"seq {seq} tidak bisa dibaca: barisnya rusak atau terpotong."),
            ChainFault.AfterEnd => new LocalText(
                $"seq {seq} stands behind the event that ended the run: nothing may.",
                $"seq {seq} ada setelah event akhir run: seharusnya tidak ada apa-apa lagi."),
            _ => new LocalText(
                $"seq {seq} was changed after it was written: its hash does not fit its content and the hash before it.",
                $"seq {seq} berubah setelah ditulis: hash-nya tidak cocok dengan isi dan hash sebelumnya."),
        };
        return new($"{what.En} {before.En}", $"{what.Id} {before.Id}");
    }

    public static LocalText Empty(string source) => new(
        $"{source} holds no events. If there was a run, all of it is cut.",
        $"{source} tidak berisi event. Kalau pernah ada run, semuanya terpotong.");

    public static LocalText NoSuchRun(string source) => new(
        $"There is no run {source} in this journal.",
        $"Tidak ada run {source} di jurnal ini.");

    public static LocalText Cut(PostedHead posted, long last) => new(
        $"The tail is cut: it ends at seq {last}, but seq {posted.Seq} was posted at {posted.At}. (An export made before then ends early too.)",
        $"Bagian akhir terpotong: berhenti di seq {last}, padahal seq {posted.Seq} sudah diposting pukul {posted.At}. (Ekspor yang dibuat sebelum itu juga berhenti lebih awal.)");

    public static LocalText OtherThanPosted(PostedHead posted) => new(
        $"seq {posted.Seq} is not the one that was posted at {posted.At}: the chain from there on, or from before, was written anew.",
        $"seq {posted.Seq} bukan yang diposting pukul {posted.At}: rantai dari sana, atau dari sebelumnya, ditulis ulang.");

    public static LocalText HeadNotFound(string head, long last) => new(
        $"No event has the hash {head}: the tail behind seq {last} is cut, the chain was written anew, or the hash is of another run.",
        $"Tidak ada event dengan hash {head}: bagian setelah seq {last} terpotong, rantai ditulis ulang, atau hash itu milik run lain.");

    public static LocalText HeadFound(long seq, long behind) => new(
        $"The given hash is that of seq {seq}; {behind} events stand behind it.",
        $"Hash yang diberikan milik seq {seq}; ada {behind} event setelahnya.");

    public static LocalText Database(string fault) => new(
        $"SQLite finds the file damaged: {fault}",
        $"SQLite menemukan berkas rusak: {fault}");

    public static LocalText Stray(string run, long seq) => new(
        $"A line with seq {seq} belongs to '{run}', a run that never began: its name was changed.",
        $"Baris dengan seq {seq} tercatat milik '{run}', run yang tidak pernah dimulai: namanya berubah.");
}
