using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Chat.Handlers;

/// <summary><c>/snapshot</c> and <c>/backup</c>: what is proven, what is due, what is missing.</summary>
internal static class ShowProof
{
    public static Task<IReadOnlyList<string>> SnapshotAsync(QuestionContext c, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<string>>([.. Lines(c, StepKind.Snapshot, c.Speech.Say("Snapshots", "Snapshot"))]);

    public static Task<IReadOnlyList<string>> BackupAsync(QuestionContext c, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<string>>([.. Lines(c, StepKind.Backup, "Backup")]);

    private static IEnumerable<string> Lines(QuestionContext c, StepKind kind, string title)
    {
        var say = c.Speech;
        var proofs = c.Scene.Plan.Phases.SelectMany(p => p.Steps.Where(x => x.Kind == kind && x.Evidence is not null).Select(x => (Phase: p, Name: x.Evidence!))).ToList();
        var proven = proofs.Count(p => c.State.Evidence.ContainsKey(p.Name));
        yield return FirstLine.Of(say.Say($"{title}: {proven} of {proofs.Count} proven", $"{title}: {proven} dari {proofs.Count} terbukti"));
        foreach (var (phase, name) in proofs)
        {
            if (c.State.Evidence.GetValueOrDefault(name) is { } proof)
            {
                var at = c.State.PhaseOf(phase.Id).EndedAt is { } ended ? " " + say.When(ended, c.Scene.Now) : "";
                yield return say.Say($"✔ {name} proven{at}, set {proof.SetId}", $"✔ {name} terbukti{at}, set {proof.SetId}");
                foreach (var line in proof.Detail.Take(20))
                {
                    yield return "  " + line;
                }
            }
            else
            {
                yield return $"{name}: {Missing(c, phase)}";
            }
        }
    }

    private static string Missing(QuestionContext c, Phase phase)
    {
        var (say, state) = (c.Speech, c.State.PhaseOf(phase.Id));
        return state.Status switch
        {
            PhaseStatus.Pending when phase.Start.Kind == PhaseStartKind.Clock && !c.State.HasKickedOff =>
                say.Say($"due {say.When(Timers.DueOf(phase, c.State, c.Scene), c.Scene.Now)}", $"dijadwalkan {say.When(Timers.DueOf(phase, c.State, c.Scene), c.Scene.Now)}"),
            PhaseStatus.Pending => say.Say("not yet, comes in its phase", "belum, dibuat di fasenya"),
            PhaseStatus.Running => say.Say("● running", "● berjalan"),
            _ => say.Say("✖ failed, not proven", "✖ gagal, belum terbukti"),
        };
    }
}
