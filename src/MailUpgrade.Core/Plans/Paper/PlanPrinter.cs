namespace MailUpgrade.Core.Plans.Paper;

/// <summary>A plan as text for people. The same source and language give the same bytes.</summary>
public static class PlanPrinter
{
    /// <summary>
    /// <c>plan print</c>: the paper runbook as Markdown. Per phase and host the exact commands in order, expected result, stop rule
    /// and way back, with every script in an annex: a stranger can finish or go back without the bot.
    /// </summary>
    /// <param name="source">What is printed.</param>
    /// <param name="language"><c>en</c> or <c>id</c>.</param>
    public static string Print(PaperSource source, string language)
    {
        var paper = new PaperText(language);
        FrontPage.Write(paper, source);
        var chapter = 0;
        foreach (var time in new Lint.NightClock(source.Plan).Phases)
        {
            PhasePages.Write(paper, source, time, ++chapter);
        }
        PhasePages.WriteRollback(paper, source, ++chapter);
        Annex.Write(paper, source);
        return paper.ToString();
    }

    /// <summary><c>plan show</c>: the plan in one screen.</summary>
    /// <param name="source">What is shown.</param>
    /// <param name="language"><c>en</c> or <c>id</c>.</param>
    public static string Show(PaperSource source, string language) => PlanScreen.Of(source, language);
}
