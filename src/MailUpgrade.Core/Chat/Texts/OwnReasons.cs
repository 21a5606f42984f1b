using System.Text.RegularExpressions;

namespace MailUpgrade.Core.Chat.Texts;

/// <summary>
/// Why a step ended, where the bot itself says so and no check does. The journal has the English sentence, as it was recorded; people
/// read it in their language.
/// </summary>
internal static partial class OwnReasons
{
    private static readonly (Regex English, string Indonesian)[] Sentences =
    [
        (Stopped(), "$1 tidak menjalankan apa pun: pemiliknya memasang $2. Tanyakan ke mereka; setelah file itu hilang, /retry."),
        (Lacks(), "$1 $2. Tidak ada yang dijalankan; setelah tersedia, /retry."),
        (TimeOut(), "melewati batas waktu dan dihentikan"),
        (Deadline(), "melewati batas waktu dan tidak ditunggu lagi; backup mungkin masih berjalan"),
        (NoAbort(), "provider $1 tidak bisa menghentikan backup: tunggu sampai selesai"),
        (StillRuns(), "program dari percobaan sebelumnya masih berjalan di $1"),
        (Gone(), "programnya hilang tanpa meninggalkan exit status"),
        (Signal(), "dihentikan oleh signal $1"),
        (Status(), "berakhir dengan exit status $1"),
        (Unjudged(), "$1 dari $2 akun belum bisa dinilai, pertama: $3"),
        (Unread(), "$1 dari $2 akun tidak bisa dibaca, pertama: $3"),
        (Stuck(), "$1 dari $2 email probe tidak sampai, pertama: $3"),
    ];

    /// <summary>The sentence in the reader's language; what is none of ours stays as it is.</summary>
    public static string In(Speech say, string reason) => Differences().Match(reason) is { Success: true } found ? Sampled(say, found) : say.Say(reason, Indonesian(reason));

    /// <summary>The cause stands there by its code.</summary>
    private static string Sampled(Speech say, Match found)
    {
        var (count, accounts, worst, cause) = (found.Groups[1].Value, found.Groups[2].Value, found.Groups[3].Value, DifferenceTexts.Cause(found.Groups[4].Value, say));
        return say.Say(
            $"{count} {(count == "1" ? "difference" : "differences")} in {accounts} accounts, gravest: {worst}; likely cause: {cause}",
            $"{count} perbedaan di {accounts} akun, terberat: {worst}; kemungkinan penyebab: {cause}");
    }

    private static string Indonesian(string reason) =>
        Sentences.FirstOrDefault(s => s.English.IsMatch(reason)) is { English: { } known } found ? known.Replace(reason, found.Indonesian) : reason;

    [GeneratedRegex(@"^(\S+) starts nothing: its owner has laid (.+)\. Ask them; when the file is gone, /retry\.$")]
    private static partial Regex Stopped();

    [GeneratedRegex(@"^(\S+) (cannot do .+)\. Nothing was started; when it is there, /retry\.$")]
    private static partial Regex Lacks();

    [GeneratedRegex("^took longer than its time-out and was ended$")]
    private static partial Regex TimeOut();

    [GeneratedRegex("^its deadline has passed and it is not waited for any more; the backup may still run$")]
    private static partial Regex Deadline();

    [GeneratedRegex(@"^provider (\S+) cannot end a backup: it is waited for$")]
    private static partial Regex NoAbort();

    [GeneratedRegex(@"^the program of the attempt before still runs on (\S+)$")]
    private static partial Regex StillRuns();

    [GeneratedRegex("^the program is gone and left no exit status$")]
    private static partial Regex Gone();

    [GeneratedRegex(@"^ended by signal (\d+)$")]
    private static partial Regex Signal();

    [GeneratedRegex(@"^ended with exit status (\d+)$")]
    private static partial Regex Status();

    [GeneratedRegex(@"^(\d+) differences? in (\d+) accounts, gravest: (.+); likely cause: ([a-z-]+)$")]
    private static partial Regex Differences();

    [GeneratedRegex(@"^(\d+) of (\d+) accounts could not be judged, first: (.+)$")]
    private static partial Regex Unjudged();

    [GeneratedRegex(@"^(\d+) of (\d+) accounts could not be read, first: (.+)$")]
    private static partial Regex Unread();

    [GeneratedRegex(@"^(\d+) of (\d+) probe mails did not come through, first: (.+)$")]
    private static partial Regex Stuck();
}
