using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Chat.Texts;

/// <summary>Words for states, as people say them.</summary>
internal static class RunWords
{
    public static string Of(RunStatus status, Speech say) => status switch
    {
        RunStatus.Planned => say.Say("planned", "direncanakan"),
        RunStatus.Waiting => say.Say("GO sealed", "GO disegel"),
        RunStatus.Running => say.Say("running", "berjalan"),
        RunStatus.Paused => say.Say("paused", "berhenti sementara"),
        RunStatus.RollingBack => say.Say("rolling back", "sedang rollback"),
        RunStatus.RolledBack => say.Say("rolled back", "sudah rollback"),
        RunStatus.Completed => say.Say("complete", "selesai"),
        RunStatus.SignedOff => say.Say("signed off", "disetujui"),
        RunStatus.Rejected => say.Say("not accepted", "tidak diterima"),
        _ => say.Say("aborted", "dihentikan"),
    };

    public static string Of(PhaseStatus status, Speech say) => status switch
    {
        PhaseStatus.Pending => say.Say("pending", "belum"),
        PhaseStatus.Running => say.Say("running", "berjalan"),
        PhaseStatus.Succeeded => say.Say("done", "selesai"),
        PhaseStatus.Failed => say.Say("failed", "gagal"),
        PhaseStatus.Skipped => say.Say("skipped", "dilewati"),
        _ => say.Say("rolled back", "sudah rollback"),
    };

    /// <summary>The sign of a phase's state; none for what has not begun.</summary>
    public static string Sign(PhaseStatus status) => status switch
    {
        PhaseStatus.Running => Speech.Running,
        PhaseStatus.Succeeded => Speech.Done,
        PhaseStatus.Failed => Speech.Failed,
        _ => "",
    };
}
