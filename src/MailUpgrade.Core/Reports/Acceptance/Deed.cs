using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Reports.Pages;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Reports.Acceptance;

/// <summary>The deed itself: parties, work, place and time, result, what is open, witnesses, signatures.</summary>
internal static class Deed
{
    private const string Blank = "\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_";

    /// <summary>What this paper is. Only a signed-off production night is an acceptance.</summary>
    public static string Kind(ReportNight n) => n.State.Status switch
    {
        RunStatus.SignedOff => n.Say.Say("Certificate of Acceptance and Handover", "Berita Acara Uji Terima dan Serah Terima Pekerjaan"),
        RunStatus.Rejected => n.Say.Say("Record of Work, not accepted", "Berita Acara Pelaksanaan, tidak diterima"),
        RunStatus.RolledBack => n.Say.Say("Record of Work, rolled back", "Berita Acara Pelaksanaan, dikembalikan"),
        RunStatus.Aborted => n.Say.Say("Record of Work, stopped", "Berita Acara Pelaksanaan, dihentikan"),
        RunStatus.Completed => n.State.Mode == "rehearsal"
            ? n.Say.Say("Record of a Rehearsal, no acceptance", "Catatan Gladi, bukan serah terima")
            : n.Say.Say("Record of a Practice, no acceptance", "Catatan Latihan, bukan serah terima"),
        _ => n.Say.Say("Draft, the night is not over", "Konsep, malam ini belum selesai"),
    };

    public static void Write(ReportNight n, string headHash, ReportPage page)
    {
        var left = Aftercare.Left(n);
        var (provider, client) = (Side(n, p => p.Provider, TeamRoles.Supervisor, null), Side(n, p => p.Client, TeamRoles.ClientIt, n.State.Acceptance?.Who));
        page.Title(Kind(n));
        page.Paragraph(n.Say.Say($"Number: {Blank}", $"Nomor: {Blank}"));
        page.Paragraph(n.Say.Say(
            $"{DateInWords.Of(n.State.EndedAt ?? n.State.LastAt, n.Say)}, we, the undersigned:",
            $"{DateInWords.Of(n.State.EndedAt ?? n.State.LastAt, n.Say)}, kami yang bertanda tangan di bawah ini:"));
        page.Table(
            ["", n.Say.Say("Name", "Nama"), n.Say.Say("Position", "Jabatan"), n.Say.Say("For", "Untuk dan atas nama"), n.Say.Say("Called", "Disebut")],
            [[.. Row("I", provider), n.Say.Say("**First Party**", "**Pihak Pertama**")], [.. Row("II", client), n.Say.Say("**Second Party**", "**Pihak Kedua**")]]);
        page.Paragraph(n.Say.Say("declare together:", "bersama-sama menyatakan:"));
        page.List([Work(n), Place(n), Time(n), Result(n), Condition(n, left)]);
        Open(n, left, page);
        page.Heading(n.Say.Say("Signatures", "Tanda tangan"));
        page.Paragraph(Signed(n));
        page.Signatures(
            new Signature(n.Say.Say("First Party", "Pihak Pertama") + Of(provider.Firm), provider.Name, provider.Position),
            new Signature(n.Say.Say("Second Party", "Pihak Kedua") + Of(client.Firm), client.Name, client.Position));
        var witnesses = n.Team.Holding(TeamRoles.Observer).Take(2).ToList();
        page.Paragraph(n.Say.Say("Witnesses:", "Saksi-saksi:"));
        page.Signatures([.. Enumerable.Range(0, 2).Select(i => new Signature(
            n.Say.Say($"Witness {i + 1}", $"Saksi {i + 1}"),
            i < witnesses.Count ? Words.Of(witnesses[i].Name) : "", i < witnesses.Count ? Words.Of(witnesses[i].Position) : ""))]);
        page.Paragraph(n.Say.Say(
            $"This paper is bound to the journal whose head is {Words.Code(headHash)}.",
            $"Berita acara ini terikat pada jurnal dengan kepala {Words.Code(headHash)}."));
    }

    private static string Work(ReportNight n)
    {
        var (title, from, to) = (Words.Of(n.Say.Say(n.Plan.Title)), Words.Of(n.Plan.FromVersion), Words.Of(n.Plan.ToVersion));
        return n.Say.Say(
            $"**Work:** {title}: upgrade of the mail system from version {from} to {to} on {n.Fleet.Hosts.Count} hosts, by plan {Words.Of(n.State.PlanId)} ({Words.Code(Speech.Short(n.State.PlanHash))}).",
            $"**Pekerjaan:** {title}: upgrade sistem email dari versi {from} ke {to} di {n.Fleet.Hosts.Count} host, menurut rencana {Words.Of(n.State.PlanId)} ({Words.Code(Speech.Short(n.State.PlanHash))}).");
    }

    private static string Place(ReportNight n)
    {
        var sites = n.Say.Both([.. n.Fleet.Sites.Select(s => Words.Of(n.Say.Say(s.Title)))]);
        return n.Say.Say($"**Place:** mail domain {Words.Of(n.Fleet.Domain)}; {sites}.", $"**Tempat:** domain email {Words.Of(n.Fleet.Domain)}; {sites}.");
    }

    private static string Time(ReportNight n)
    {
        var zone = DateInWords.ZoneName(n.Say.Zone);
        var begin = n.State.KickedOffAt is { } at ? n.Say.DayAndClock(at) : n.Say.Say("not begun", "tidak dimulai");
        var end = n.State.EndedAt is { } over ? n.Say.DayAndClock(over) : n.Say.Say("not ended", "belum selesai");
        return n.Say.Say(
            $"**Time:** from {begin} to {end} {zone}; agreed window until {n.At(n.State.WindowCloses)}.",
            $"**Waktu:** dari {begin} sampai {end} {zone}; batas waktu yang disepakati {n.At(n.State.WindowCloses)}.");
    }

    private static string Result(ReportNight n) => n.Say.Say("**Result:** ", "**Hasil:** ") + OutcomeSentence.Of(n)
        + " " + n.Say.Say($"Services down: {FrontFigures.Down(n).Text}.", $"Layanan berhenti: {FrontFigures.Down(n).Text}.");

    private static string Condition(ReportNight n, IReadOnlyList<OpenPoint> left) => n.State.Status switch
    {
        RunStatus.SignedOff when left.Count == 0 => n.Say.Say(
            "**Acceptance:** the Second Party accepts the work. Nothing is open.",
            "**Penerimaan:** Pihak Kedua menerima pekerjaan ini. Tidak ada hal yang terbuka."),
        RunStatus.SignedOff => n.Say.Say(
            $"**Acceptance:** the Second Party accepts the work with {left.Count} open {(left.Count == 1 ? "item" : "items")}, listed below with owner and date.",
            $"**Penerimaan:** Pihak Kedua menerima pekerjaan ini dengan {left.Count} hal terbuka, tercantum di bawah beserta penanggung jawab dan tanggalnya."),
        RunStatus.Rejected => n.Say.Say(
            "**Acceptance:** the Second Party does not accept the work.", "**Penerimaan:** Pihak Kedua tidak menerima pekerjaan ini."),
        _ => n.Say.Say("**Acceptance:** none is declared by this paper.", "**Penerimaan:** tidak dinyatakan dalam berita acara ini."),
    };

    private static void Open(ReportNight n, IReadOnlyList<OpenPoint> left, ReportPage page)
    {
        page.Heading(n.Say.Say("Open items", "Hal yang masih terbuka"));
        page.Paragraph(left.Count == 0 ? n.Say.Say("None.", "Tidak ada.") : "");
        page.Table(
            ["No", n.Say.Say("Item", "Hal"), n.Say.Say("Owner", "Penanggung jawab"), n.Say.Say("By", "Paling lambat")],
            left.Select((p, i) => (IReadOnlyList<string>)[
                n.Say.Number(i + 1), p.Text, p.Owner.Length == 0 ? Blank : p.Owner, p.Due is { } due ? DateInWords.Short(due, n.Say) : Blank]));
    }

    /// <summary>What was said in chat, under one's own name, before anybody takes a pen.</summary>
    private static string Signed(ReportNight n)
    {
        var ok = n.Last<ClientAccepted>();
        var go = n.DoorsOpen is { } doors ? n.Last<GateDecided>(e => e.Phase == doors.Id && e.Side == "go") : null;
        return ok is null || n.State.Acceptance is null ? n.Say.Say("The client's OK is not in the journal.", "OK dari klien tidak ada di jurnal.")
            : go is null ? n.Say.Say($"OK in chat by {n.Name(ok.Actor)}, {n.At(ok.At)}.", $"OK di chat oleh {n.Name(ok.Actor)}, {n.At(ok.At)}.")
            : n.Say.Say(
                $"OK in chat by {n.Name(ok.Actor)}, {n.At(ok.At)}; countersigned by {n.Name(go.Actor)}, {n.At(go.At)} (journal {ok.Seq} and {go.Seq}).",
                $"OK di chat oleh {n.Name(ok.Actor)}, {n.At(ok.At)}; disahkan oleh {n.Name(go.Actor)}, {n.At(go.At)} (jurnal {ok.Seq} dan {go.Seq}).");
    }

    private static string Of(string firm) => firm.Length == 0 ? "" : $", {firm}";

    private static IReadOnlyList<string> Row(string number, SigningSide side) =>
        [number, Or(side.Name), Or(side.Position), Or(side.Firm) + (side.Address.Length == 0 ? "" : ", " + side.Address)];

    private static string Or(string text) => text.Length == 0 ? Blank : text;

    private static SigningSide Side(ReportNight n, Func<Parties, Party> pick, string role, string? said)
    {
        var party = n.Team.Parties is { } parties ? pick(parties) : new Party("", "", null);
        var person = n.Team.Find(said ?? party.Signs ?? "") ?? n.Team.Holding(role) switch { [var first, ..] => first, _ => null };
        return new SigningSide(Words.Of(person?.Name ?? ""), Words.Of(person?.Position ?? ""), Words.Of(party.Name), Words.Of(party.Address));
    }

    private sealed record SigningSide(string Name, string Position, string Firm, string Address);
}
