namespace MailUpgrade.Core.Chat.Handlers;

/// <summary>Words whose desk is not open in this program: the router sends them there before it comes here.</summary>
internal static class ShowDesk
{
    public static Task<IReadOnlyList<string>> AnswerAsync(QuestionContext c, CancellationToken ct) => Task.FromResult<IReadOnlyList<string>>(
        [c.Speech.Say("✖ Failed: this bot runs without chat channels", "✖ Gagal: bot ini berjalan tanpa channel chat"), c.Speech.Say("Set one up in appsettings.json and start it again.", "Atur di appsettings.json lalu jalankan lagi.")]);
}
