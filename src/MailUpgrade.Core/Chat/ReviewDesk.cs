using System.Globalization;
using MailUpgrade.Core.Books;
using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Runs;

namespace MailUpgrade.Core.Chat;

/// <summary><c>/review</c>: what people say of a night that is over. Kept in the book, since the run has ended.</summary>
/// <param name="book">Where it is recorded.</param>
public sealed class ReviewDesk(Book book)
{
    private const int Longest = 2_000;

    /// <summary>Alone it shows the questions and what was answered; with a number and words it answers. Again it takes the place of the first answer.</summary>
    public async Task<DeskReply> AnswerAsync(DeskQuestion q, CancellationToken ct)
    {
        // After a restart the next run is planned already: the night that people mean is the last of the book.
        var run = q.State is { HasKickedOff: true, HasEnded: true } ? q.State.Id : q.State.HasKickedOff ? null : book.State.Ended.LastOrDefault(e => e.KickedOff)?.Run;
        if (run is null)
        {
            return No(q, RefusalCodes.NotReady, "✖ /review is for after the night", "✖ /review untuk sesudah malamnya selesai",
                "A day after its end the bot asks. What must not be forgotten until then: /note.", "Sehari sesudah selesai bot akan bertanya. Yang tidak boleh lupa sampai itu: /note.");
        }
        if (q.Argument.Length == 0)
        {
            return new DeskReply(Shown(q, run));
        }
        var words = q.Argument.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words is not [var number, var text] || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var question)
            || question < 1 || question > NightReview.Questions.Count || text.Length > Longest)
        {
            return No(q, RefusalCodes.BadArgument, "✖ /review needs a number and your words", "✖ /review perlu nomor dan jawaban Anda",
                $"Write /review 1 TEXT, at most {Longest} characters; /review alone shows the questions.", $"Tulis /review 1 TEKS, paling banyak {Longest} karakter; /review saja menampilkan pertanyaannya.");
        }
        var answer = new ReviewAnswered(run, q.Person!.Id, question, text);
        await book.RecordAsync(known => known.ReviewAnswers.Contains(answer) ? [] : [answer], q.Person.Id, q.Message.Channel, ct);
        return new DeskReply(
        [
            q.Say.Say($"✔ Answer {question} noted", $"✔ Jawaban {question} dicatat"),
            q.Say.Say("It is in the book, and in the history of this site. Another /review with the same number replaces it.", "Sudah di buku dan di riwayat situs ini. /review dengan nomor yang sama menggantinya."),
        ]);
    }

    private List<string> Shown(DeskQuestion q, string run)
    {
        var lines = new List<string> { FirstLine.Of(q.Say.Say($"Review of {run}", $"Ulasan {run}")) };
        for (var n = 1; n <= NightReview.Questions.Count; n++)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{n}. {q.Say.Say(NightReview.Questions[n - 1])}"));
            lines.AddRange(book.State.ReviewAnswers.Where(a => a.Run == run && a.Question == n).Select(a => $"- {q.Say.Name(q.Scene.Team, a.Person)}: {a.Text}"));
        }
        lines.Add(q.Say.Say("Answer with /review 1 and your words.", "Jawab dengan /review 1 lalu jawaban Anda."));
        return lines;
    }

    private static DeskReply No(DeskQuestion q, string refusal, string firstEn, string firstId, string nextEn, string nextId) =>
        new([q.Say.Say(firstEn, firstId), q.Say.Say(nextEn, nextId), string.Create(CultureInfo.InvariantCulture, $"[{refusal}]")], refusal);
}
