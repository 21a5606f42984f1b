using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Runs;

namespace MailUpgrade.Core.Chat;

/// <summary>What is offered under the answer to a press that is not enough yet, so that no decision needs a keyboard.</summary>
internal static class Picks
{
    /// <summary>Label, command and look of each; none where a word must be typed.</summary>
    public static IEnumerable<(string Label, string Command, ButtonStyle Style)> Of(Refusal refusal, string pressed, Speech say)
    {
        var word = refusal.Facts.GetValueOrDefault("command") ?? "";
        if (refusal.Code == RefusalCodes.ConfirmNeeded)
        {
            var command = $"/{CommandTable.Confirm} /{word} {refusal.Facts.GetValueOrDefault("text")}".TrimEnd();
            var reasons = refusal.Facts.ContainsKey("pick") ? ConfirmTexts.Reasons(say) : [""];
            return reasons.Select(r => (
                r.Length == 0 ? refusal.Facts["what"] : $"{refusal.Facts["what"]}: {r}", $"{command} {r}".TrimEnd(), ButtonStyle.Danger));
        }
        return refusal.Code == RefusalCodes.BadArgument && word == "notok" && refusal.Facts.GetValueOrDefault("problem") == "no-reason"
            ? ConfirmTexts.Complaints(say).Select(r => (
                r, $"/{CommandTable.Confirm} {Line(pressed)} {r}", ButtonStyle.Plain))
            : [];
    }

    private static string Line(string pressed) => CommandText.Read(pressed) is { } read ? $"/{read.Word} {read.Rest}".TrimEnd() : pressed;
}
