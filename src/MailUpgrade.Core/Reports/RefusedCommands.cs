using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Events;

namespace MailUpgrade.Core.Reports;

/// <summary>Commands that a rule refused, counted by code. Slips of the finger are one number.</summary>
internal static class RefusedCommands
{
    private static readonly IReadOnlyList<string> Slips = [RefusalCodes.UnknownCommand, RefusalCodes.BadArgument, RefusalCodes.TooLong];

    public static void Write(ReportNight n, ReportPage page)
    {
        var refused = n.All<CommandRefused>().ToList();
        var ruled = refused.Where(x => !Slips.Contains(x.Fact.Code)).GroupBy(x => x.Fact.Code)
            .OrderBy(g => RefusalCodes.All.TakeWhile(code => code != g.Key).Count()).ToList();
        if (refused.Count == 0)
        {
            return;
        }
        page.Heading(n.Say.Say("Refused commands", "Perintah yang ditolak"));
        Traced.Table(
            n, page,
            [n.Say.Say("Code", "Kode"), n.Say.Say("Times", "Kali"), n.Say.Say("Who and what", "Siapa dan apa"), n.Say.Say("Rule", "Aturan")],
            ruled.Select(g => ((IReadOnlyList<string>)[
                Words.Code(g.Key), n.Say.Number(g.Count()),
                string.Join("; ", g.Select(x => $"{n.Name(x.Entry.Actor)} {Words.Code("/" + x.Fact.Command)} {n.At(x.Entry.At)}")),
                RefusalTexts.All.FirstOrDefault(t => t.Code == g.Key) is { } text ? n.Say.Say(text.Rule) : ""], g.Select(x => x.Entry.Seq))));
        var slips = refused.Count(x => Slips.Contains(x.Fact.Code));
        page.Paragraph(slips == 0 ? "" : n.Say.Say(
            $"Not understood and answered with help: {n.Say.Number(slips)}.", $"Tidak dimengerti dan dijawab dengan bantuan: {n.Say.Number(slips)}."));
    }
}
