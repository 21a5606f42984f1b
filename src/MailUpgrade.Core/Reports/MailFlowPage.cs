using System.Globalization;
using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Sampling;

namespace MailUpgrade.Core.Reports;

/// <summary>Probe mail by its way with its time, and the balance of the mail that waited: what became of each message, the lost ones by name.</summary>
internal static class MailFlowPage
{
    public static void Write(ReportNight n, ReportPage page)
    {
        foreach (var (entry, fact) in n.All<Sampled>().Where(x => x.Fact.Flow is { Count: > 0 }))
        {
            page.Paragraph(n.Say.Say($"Probe mail, {n.At(entry.At)}:", $"Email probe, {n.At(entry.At)}:"));
            page.Table(
                [n.Say.Say("Way", "Arah"), n.Say.Say("Through", "Lewat"), n.Say.Say("To", "Ke"), n.Say.Say("State", "Status"), n.Say.Say("Seconds", "Detik"), n.Say.Say("Left behind", "Tertinggal")],
                fact.Flow!.Select(f => f.Split(' ')).Where(f => f.Length == 6).Select(f => (IReadOnlyList<string>)
                [
                    f[0] == "in" ? n.Say.Say("in", "masuk") : n.Say.Say("out", "keluar"), Words.Of(f[1]), Words.Of(f[2]), Words.Of(f[3]),
                    double.Parse(f[4], CultureInfo.InvariantCulture) < 0 ? "" : f[4], f[5],
                ]));
            page.List(fact.NotLookedAt.Select(x => Words.Of(n.Say.Say("Not tried: ", "Tidak dicoba: ") + SampleTexts.Left(x, n.Say) + ".")));
        }
        if (n.State.Mail.Count == 0)
        {
            return;
        }
        page.Paragraph(n.Say.Say("Mail that waited when the doors were closed or came in until they were opened:", "Email yang antre saat akses ditutup atau masuk sampai akses dibuka:"));
        Traced.Table(
            n, page,
            [
                "Host", n.Say.Say("Queued before", "Antre sebelum"), n.Say.Say("Queued during", "Antre selama"), n.Say.Say("Delivered", "Terkirim"),
                n.Say.Say("Given back", "Dikembalikan"), n.Say.Say("Still waiting", "Masih antre"), n.Say.Say("Lost", "Hilang"), n.Say.Say("Closes", "Cocok"),
            ],
            n.State.Mail.Values.Select(m => (Row(n, m), n.All<MailCounted>().Where(x => x.Fact.Host == m.Host).Select(x => x.Entry.Seq))));
        page.List(n.State.Mail.Values.SelectMany(m => m.Lost.Select(l => Words.Of(n.Say.Say($"Lost on {m.Host}: {l}", $"Hilang di {m.Host}: {l}")))));
    }

    /// <summary>All hosts in one sentence, with the entries that it comes from; null where nobody counted.</summary>
    public static Figure? Figure(ReportNight n) => n.State.Mail.Count == 0 ? null : new Figure(
        n.Say.Say("Queued mail", "Email antre"), FlowTexts.Balance(n.State, n.Say).TrimEnd('.'), [.. n.All<MailCounted>().Select(x => x.Entry.Seq)])
    {
        Items = [.. n.State.Mail.Values.SelectMany(m => m.Lost.Select(l => Words.Of($"{m.Host}: {l}")))],
        Section = Samples.Title(n),
    };

    private static IReadOnlyList<string> Row(ReportNight n, MailCounted m)
    {
        var balance = QueueBalance.Of([m]);
        var closes = m.Unknown is not null ? n.Say.Say("not known", "belum diketahui") : balance.Closes ? n.Say.Say("yes", "ya") : n.Say.Say("no", "tidak");
        return
        [
            Words.Of(m.Host), n.Say.Number(m.Before), n.Say.Number(m.During), n.Say.Number(m.Delivered), n.Say.Number(m.GivenBack), n.Say.Number(m.Waiting),
            m.Unknown is null ? n.Say.Number(balance.Lost) : "", closes,
        ];
    }
}
