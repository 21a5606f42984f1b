using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Runs.Rules;

namespace MailUpgrade.Core.Reports;

/// <summary>In a shadow night: the bot's verdicts beside those of the people.</summary>
internal static class ShadowPage
{
    public static void Write(ReportNight n, ReportPage page)
    {
        if (!ShadowRules.Is(n.State))
        {
            return;
        }
        page.Heading(n.Say.Say("Verdicts of people and bot", "Verdict orang dan bot"));
        foreach (var line in ShadowTexts.Lines(n.State, n.Say, n.Team))
        {
            page.Paragraph(Words.Of(line));
        }
    }
}
