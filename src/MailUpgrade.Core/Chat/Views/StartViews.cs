using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Events;

namespace MailUpgrade.Core.Chat.Views;

/// <summary>Permit, its loss, the instant and the date.</summary>
internal static class StartViews
{
    public static IEnumerable<View> Of(Moment m, PermitVoided? voided) => m.Recorded.Event switch
    {
        ReadyDeclared => [new View.Open(Subjects.Permit, PermitAsked(m))],
        PermitSealed e => [new View.Close(Subjects.Permit, StartTexts.Sealed(m, e))],
        PermitVoided e => Voided(m, e),
        StartMissed e =>
        [
            new View.Close(Subjects.Permit, m.Say.Say($"✖ Failed: no GO by {m.At(e.KickOff)}.", $"✖ Gagal: tidak ada GO sampai {m.At(e.KickOff)}.")),
            Missed(m, e, e.HadPermit ? voided : null),
        ],
        KickedOff e =>
        [
            new View.Close(Subjects.Permit, m.Say.Say($"Kicked off {m.Clock}.", $"Kick-off {m.Clock}.")),
            new View.Close(Subjects.Start, m.Say.Say($"Kicked off {m.Clock}.", $"Kick-off {m.Clock}.")),
            new View.Tell(m.Notice($"kick-off:{m.Seq}", StartTexts.KickedOff(m, e))),
        ],
        KickOffSet e =>
        [
            new View.Close(Subjects.Permit, m.Say.Say($"Put off by {m.By}.", $"Dipindah oleh {m.By}.")),
            new View.Close(Subjects.Start, m.Say.Say($"New date set by {m.By}.", $"Tanggal baru dari {m.By}.")),
            new View.Tell(m.Notice($"kick-off-set:{m.Seq}", StartTexts.Rescheduled(m, e))),
        ],
        FilesTaken e =>
        [
            new View.Close(Subjects.Permit, m.Say.Say($"Files were taken in anew, {m.Clock}.", $"File diambil ulang, {m.Clock}.")),
            new View.Tell(m.Notice($"files:{m.Seq}", StartTexts.FilesTaken(m, e))),
        ],
        _ => [],
    };

    private static OutboundMessage PermitAsked(Moment m) => m.Decision(
        $"permit:{m.Seq}", TeamRoles.Supervisor, StartTexts.PermitAsked(m),
        m.Button("GO", "/go", ButtonStyle.Primary), m.Button("NO GO", "/nogo"));

    /// <summary>Where the instant itself voided it, <see cref="StartMissed"/> follows under the same key and says the rest.</summary>
    private static IEnumerable<View> Voided(Moment m, PermitVoided e)
    {
        yield return new View.Close(Subjects.Permit, StartTexts.VoidedShort(m, e));
        if (e.Code == "rescheduled")
        {
            yield break;
        }
        yield return new View.Open(Subjects.Start, m.Decision(StartKey(m), TeamRoles.Executor, StartTexts.Voided(m, e), [.. Again(m, e)]));
    }

    private static IEnumerable<Button> Again(Moment m, PermitVoided e) => e.Code switch
    {
        RefusalCodes.PlanChanged when m.Plan.Phases.FirstOrDefault(p => p.Start.Command is not null) is { } check =>
            [m.Button(m.Say.Say("Check all again", "Cek semua lagi"), "/" + check.Start.Command, ButtonStyle.Primary)],
        RefusalCodes.NotReady or "no-go" => [m.Button(m.Say.Say("Ready", "Siap"), "/ready", ButtonStyle.Primary)],
        _ => [],
    };

    private static View.Open Missed(Moment m, StartMissed e, PermitVoided? voided) => new(
        Subjects.Start,
        m.Decision(StartKey(m, voided is null ? 0 : 1), TeamRoles.Executor, StartTexts.Missed(m, e, voided)));

    private static string StartKey(Moment m, int eventsBefore = 0) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"start:{m.Recorded.Seq - eventsBefore}");
}
