namespace MailUpgrade.Core.Plans;

/// <summary>A script, by where it lies and its path there.</summary>
/// <param name="Place">Which kind of folder.</param>
/// <param name="Owner">Name of the pack or of the provider.</param>
/// <param name="Path">Below that folder, e.g. <c>upgrade/install.sh</c> or <c>snapshot-create.sh</c>.</param>
public sealed record ScriptRef(ScriptPlace Place, string Owner, string Path)
{
    /// <summary>As people find it: <c>packs/zimbra/upgrade/install.sh</c>, below the configuration folder.</summary>
    public override string ToString() => $"{(Place == ScriptPlace.Pack ? "packs" : "providers")}/{Owner}/{Path}";
}

/// <summary>The two kinds of folder that hold scripts.</summary>
public enum ScriptPlace
{
    /// <summary>Below <c>packs/</c>.</summary>
    Pack,

    /// <summary>Below <c>providers/</c>.</summary>
    Provider,
}

/// <summary>Which scripts a step means.</summary>
public static class StepScripts
{
    /// <summary>Written as the script of a check it means the snapshot provider's action <c>probe</c>: can a snapshot be made now?</summary>
    public const string SnapshotProbe = "snapshot-probe";

    /// <summary>The script that a step starts; null for steps without one.</summary>
    public static ScriptRef? Script(Plan plan, Fleet fleet, Step step) => Of(plan, fleet, step, step.Script);

    /// <summary>The script that knows whether a step is already done, or null.</summary>
    public static ScriptRef? Done(Plan plan, Fleet fleet, Step step) => Of(plan, fleet, step, step.DoneScript);

    /// <summary>The script that decides how a step went, or null.</summary>
    public static ScriptRef? Verify(Plan plan, Fleet fleet, Step step) => Of(plan, fleet, step, step.VerifyScript);

    /// <summary>All three, those that the step has.</summary>
    public static IEnumerable<ScriptRef> All(Plan plan, Fleet fleet, Step step) =>
        new[] { Script(plan, fleet, step), Done(plan, fleet, step), Verify(plan, fleet, step) }.OfType<ScriptRef>();

    /// <summary>
    /// In a snapshot or backup step a bare word is an action of the fleet's provider (<c>create</c> means
    /// <c>snapshot-create.sh</c>), in a check <see cref="SnapshotProbe"/> is one; everything else is a path below the pack.
    /// </summary>
    private static ScriptRef? Of(Plan plan, Fleet fleet, Step step, string? written)
    {
        if (written is null)
        {
            return null;
        }
        var isAction = !written.Contains('/', StringComparison.Ordinal) && !written.Contains('.', StringComparison.Ordinal);
        return (isAction, step.Kind) switch
        {
            (true, StepKind.Check) when written == SnapshotProbe => new ScriptRef(ScriptPlace.Provider, fleet.SnapshotProvider, $"{written}.sh"),
            (true, StepKind.Snapshot) => new ScriptRef(ScriptPlace.Provider, fleet.SnapshotProvider, $"snapshot-{written}.sh"),
            (true, StepKind.Backup) => new ScriptRef(ScriptPlace.Provider, fleet.BackupProvider, $"backup-{written}.sh"),
            _ => new ScriptRef(ScriptPlace.Pack, plan.Pack, written),
        };
    }
}
