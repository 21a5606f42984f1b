using MailUpgrade.Core.Plans;

namespace MailUpgrade.Core.Chat.Handlers;

/// <summary><c>/board</c>: one's own link to the page, and taking it back.</summary>
internal static class ShowBoard
{
    private const string Wall = "wall";
    private const string Revoke = "revoke";

    public static Task<IReadOnlyList<string>> AnswerAsync(QuestionContext c, CancellationToken ct) => Task.FromResult(Answer(c));

    private static IReadOnlyList<string> Answer(QuestionContext c)
    {
        var (say, argument) = (c.Speech, c.Argument.Trim().ToLowerInvariant());
        var mayHang = c.Person.Roles.Any(r => r is TeamRoles.Executor or TeamRoles.Supervisor);
        return (c.Board, argument) switch
        {
            (null, _) => [say.Say("No page is served by this bot", "Bot ini tidak menyediakan halaman")],
            ({ } board, Revoke) => Revoked(c, board.Revoke(c.Person.Id)),
            (_, Wall or Wall + " " + Revoke) when !mayHang =>
            [
                say.Say("The wall's link is the executor's or supervisor's", "Tautan layar dinding milik executor atau supervisor"),
                say.Say("Ask one of them, or write /board for your own.", "Minta ke mereka, atau tulis /board untuk tautan Anda sendiri."),
            ],
            ({ } board, Wall + " " + Revoke) => Revoked(c, board.Revoke(null)),
            (_, not ("" or Wall)) =>
            [
                say.Say($"/board knows revoke and wall, not “{argument}”", $"/board mengenal revoke dan wall, bukan “{argument}”"),
                say.Say("/board alone gives your own link.", "/board saja memberi tautan Anda sendiri."),
            ],
            _ when !c.IsPrivate =>
            [
                say.Say("/board is answered in a private chat only", "/board hanya dijawab di chat pribadi"),
                say.Say("The link is yours alone and others read here. Write /board to the bot privately.", "Tautannya hanya untuk Anda dan di sini dibaca orang lain. Tulis /board ke bot secara pribadi."),
            ],
            ({ } board, Wall) =>
            [
                say.Say("Link for the screen on the wall, 12 hours", "Tautan untuk layar dinding, 12 jam"),
                board.Give(null),
                say.Say("It shows the board without the chat and has no rights. It opens in the first browser that opens it. Taking back: /board wall revoke.",
                    "Menampilkan papan tanpa chat dan tanpa hak apa pun. Terbuka di browser pertama yang membukanya. Mencabut: /board wall revoke."),
            ],
            ({ } board, _) =>
            [
                say.Say("Your link to the page, 12 hours", "Tautan Anda ke halaman, 12 jam"),
                board.Give(c.Person.Id),
                mayHang
                    ? say.Say("It is yours alone and opens in the first browser that opens it. Taking back: /board revoke.", "Hanya untuk Anda, terbuka di browser pertama yang membukanya. Mencabut: /board revoke.")
                    : say.Say("It is yours alone, only shows, and opens in the first browser that opens it. Taking back: /board revoke.", "Hanya untuk Anda, hanya menampilkan, terbuka di browser pertama yang membukanya. Mencabut: /board revoke."),
            ],
        };
    }

    private static IReadOnlyList<string> Revoked(QuestionContext c, int count) => [count == 0
        ? c.Speech.Say("No link was open; nothing to take back", "Tidak ada tautan yang terbuka; tidak ada yang dicabut")
        : c.Speech.Say($"{count} {(count == 1 ? "link" : "links")} taken back, at once and in every browser", $"{count} tautan dicabut, langsung dan di semua browser")];
}
