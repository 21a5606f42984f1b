using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Reports;

/// <summary>Decisions with names, role, time and words.</summary>
internal static class Decisions
{
    public static void Write(ReportNight n, ReportPage page)
    {
        page.Heading(n.Say.Say("Decisions", "Keputusan"));
        var rows = n.Events.Select(r => (Entry: r, What: DecisionTexts.Of(n, r))).Where(x => x.What is not null).ToList();
        if (rows.Count == 0)
        {
            page.Paragraph(n.Say.Say("Nobody has decided anything.", "Belum ada keputusan."));
            return;
        }
        Traced.Table(
            n, page,
            [n.Say.Say("Time", "Jam"), n.Say.Say("Who", "Siapa"), n.Say.Say("Role", "Peran"), n.Say.Say("Decision", "Keputusan"), n.Say.Say("Words", "Catatan")],
            rows.Select(x => ((IReadOnlyList<string>)[n.At(x.Entry.At), Who(n, x.Entry), Roles(n, x.Entry), x.What!, Said(n, x.Entry)], (IEnumerable<long>)[x.Entry.Seq])));
    }

    /// <summary>The name, or both names where a decision needs two.</summary>
    public static string Who(ReportNight n, Recorded r) => n.Say.Both([.. Names(n, r).Select(n.Name)]);

    private static string Roles(ReportNight n, Recorded r) => string.Join(", ", Names(n, r).Select(n.Roles).Where(x => x.Length > 0).Distinct());

    /// <summary>One name, or all where a decision needs more.</summary>
    private static IEnumerable<string> Names(ReportNight n, Recorded r)
    {
        var key = r.Event switch
        {
            RollbackDecided => "rollback",
            SkipDecided skip => "skip " + skip.Step,
            LateAgreed late => LateNode.Decision + late.Step,
            WindowExtended => "extend " + n.Say.Clock(((WindowExtended)r.Event).Until),
            GateDecided or PermitSealed => "go",
            RolesChanged e => $"role {e.Person} {string.Join(',', e.Roles)}",
            GlassBroken e => "breakglass " + e.Role,
            PlanAmended e => AmendLine(e),
            OlderBackupAccepted => "olderbackup",
            BackupAbortDecided => BackupAbort.Key,
            _ => null,
        };
        if (key is null)
        {
            return [r.Actor];
        }
        // Names count from the last event that settled or ended the same decision.
        var since = n.Events.LastOrDefault(x => x.Seq < r.Seq && Settles(x.Event, key))?.Seq ?? 0;
        return n.Events.Where(x => x.Seq > since && x.Seq < r.Seq && x.Actor != RunCommand.Bot && x.Event is DecisionProposed p && p.Decision == key)
            .Select(x => x.Actor).Append(r.Actor).Distinct();
    }

    private static bool Settles(RunEvent e, string key) => e switch
    {
        ProposalExpired x => x.Decision == key,
        LateAgreed x => key == LateNode.Decision + x.Step,
        WindowExtended => key.StartsWith("extend ", StringComparison.Ordinal),
        RollbackDecided => true,
        SkipDecided skip => key == "skip " + skip.Step,
        RetryDecided x => key == "skip " + x.Step,
        FixedDeclared x => key == "skip " + x.Step,
        PermitSealed or PermitVoided or GateDecided => key == "go",
        RolesChanged x => key.StartsWith($"role {x.Person} ", StringComparison.Ordinal),
        GlassBroken x => key == "breakglass " + x.Role,
        PlanAmended x => key == AmendLine(x),
        OlderBackupAccepted => key == "olderbackup",
        BackupAbortDecided => key == BackupAbort.Key,
        _ => false,
    };

    private static string AmendLine(PlanAmended e) => $"amend {e.Place} {e.Step} {string.Join(',', e.Hosts)} {e.Command}";

    private static string Said(ReportNight n, Recorded r) => r.Event switch
    {
        KickOffSet e => Words.Quoted(e.Reason),
        PermitVoided { Code: "no-go" } e => Words.Quoted(e.Detail),
        GateDecided { Side: "no-go" } => Words.Quoted(
            n.Events.FirstOrDefault(x => x.Seq == r.Seq + 1)?.Event is RunPaused pause ? pause.Reason : ""),
        DecisionProposed e => Words.Quoted(e.Reason),
        SkipDecided e => $"{Words.Quoted(e.Reason)} {Consequence(n, e)}".Trim(),
        RollbackDecided e => Words.Quoted(e.Reason),
        WindowExtended e => Words.Quoted(e.Reason),
        AbortDecided e => Words.Quoted(e.Reason),
        OlderBackupAccepted e => Words.Quoted(e.Reason),
        BackupAbortDecided e => Words.Quoted(e.Reason),
        FixedDeclared e => Words.Quoted(e.Note),
        RunPaused e => Words.Quoted(e.Reason),
        ClientAccepted e => Words.Quoted(e.Remark),
        ClientRefused e => Words.Quoted(e.Remark),
        RolesChanged e => Words.Quoted(e.Reason),
        GlassBroken e => Words.Quoted(e.Reason),
        HostTakenOver e => Words.Quoted(e.Reason),
        HostGivenBack e => Words.Quoted(e.Note),
        PlanAmended e => Words.Code(e.Command),
        ItemChecked e => Words.Quoted(e.Remark),
        RejectionDecided e => Words.Quoted(e.Reason),
        AnswerDecided e => e.Text.Length == 0 ? n.Say.Say("(Enter alone)", "(Enter saja)") : Words.Quoted(e.Text),
        _ => "",
    };

    /// <summary>What leaving a step out costs: in the report's language where the plan has it, else as recorded.</summary>
    public static string Consequence(ReportNight n, SkipDecided e) =>
        Words.Of(Facts.StepOf(n.Plan, e.Step)?.Skip is { } rule ? n.Say.Say(rule.Consequence) : e.Consequence);
}
