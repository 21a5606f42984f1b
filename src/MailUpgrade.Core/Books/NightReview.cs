using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Books;

/// <summary>The review after the night: three questions, a day later, when people have slept and still remember.</summary>
public static class NightReview
{
    /// <summary>From the end of the run to the questions, run clock.</summary>
    public static readonly TimeSpan After = TimeSpan.FromHours(24);

    /// <summary>The questions, in order; answers carry their number from 1.</summary>
    public static IReadOnlyList<LocalText> Questions { get; } =
    [
        new("What went otherwise than you expected?", "Apa yang berjalan lain dari yang Anda kira?"),
        new("What did you have to do by hand, or search for, that should have been there?", "Apa yang harus Anda kerjakan manual atau cari sendiri, padahal seharusnya sudah ada?"),
        new("What one thing should be different in the next night?", "Satu hal apa yang harus berbeda di malam berikutnya?"),
    ];

    /// <summary>When a run's questions are due; null where there was no night, or they were asked.</summary>
    public static DateTimeOffset? Due(RunState run, BookState known) =>
        run is { HasKickedOff: true, EndedAt: { } end } && !known.Reviews.Contains(run.Id) ? end + After : Waiting(known)?.EndedAt + After;

    /// <summary>The first night of the book whose questions were not asked: the run itself may be over and another one planned.</summary>
    public static AftercareListed? Waiting(BookState known) => known.Ended.FirstOrDefault(e => e.KickedOff && !known.Reviews.Contains(e.Run));

    /// <summary>The message that asks.</summary>
    public static OutboundMessage Ask(string run, Speech say) => new(
        $"{run}:review", MessageKind.Notice, true, null,
        [
            say.Say("⏸ Three questions about the night, for everybody", "⏸ Tiga pertanyaan tentang malam itu, untuk semua"),
            .. Questions.Select((q, i) => $"{i + 1}. {say.Say(q)}"),
            say.Say("Answer with /review 1 and your words; the same for 2 and 3. It goes into the book and into the history of this site.",
                "Jawab dengan /review 1 lalu jawaban Anda; begitu juga 2 dan 3. Dicatat di buku dan di riwayat situs ini."),
        ],
        OutboundMessage.NoButtons, null);
}
