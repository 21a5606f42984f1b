using MailUpgrade.Core.Plans;

namespace MailUpgrade.Adapters.Files;

/// <summary>Reads plans. Never throws for what a file says: faults are values.</summary>
public static class PlanLoader
{
    internal static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    internal static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    internal static readonly TimeSpan Day = TimeSpan.FromHours(24);
    private static readonly TimeSpan HalfDay = TimeSpan.FromHours(12);
    private static readonly LocalText NoText = new("", "");
    private static readonly LocalText RollbackTitle = new("Rollback", "Rollback");
    private static readonly LocalText WayBackItself = new("none, because it is the way back", "tidak perlu, karena ini jalan kembali");

    /// <summary>Reads a plan file. A missing file is one fault.</summary>
    public static Loaded<Plan> Load(string path) => DiskFiles.Load(path, LoadBytes);

    /// <summary>Reads a plan from its text, as a run does from its own copy. The hash is that of the text in UTF-8.</summary>
    public static Loaded<Plan> LoadText(string file, string text) => LoadBytes(file, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Reads a plan from its exact bytes.</summary>
    public static Loaded<Plan> LoadBytes(string file, ReadOnlyMemory<byte> bytes) =>
        FileReading.Read(file, bytes, FileShapes.Plan, Build);

    private static Plan Build(Section top)
    {
        var back = top.Map("rollback", FileShapes.Rollback);
        var planned = back?.Duration("planned", Second, Day) ?? TimeSpan.Zero;
        return new Plan(
            top.Text("plan", FileNames.IsFileWord) ?? "",
            top.Local("title") ?? NoText,
            top.Text("pack", FileNames.IsFileWord) ?? "",
            top.Text("from", FileNames.IsVersion) ?? "",
            top.Text("to", FileNames.IsVersion) ?? "",
            top.Text("zone") ?? "",
            Window(top),
            top.Duration("start-grace", TimeSpan.Zero, TimeSpan.FromMinutes(30)) ?? TimeSpan.FromMinutes(5),
            top.Duration("no-news", Minute, TimeSpan.FromHours(4)) ?? TimeSpan.FromMinutes(30),
            top.List("phases", FileShapes.Phase, Phase),
            Rollback(back, planned),
            new RollbackClock(
                planned,
                back?.Duration("recheck", TimeSpan.Zero, HalfDay) ?? TimeSpan.Zero,
                back?.Duration("margin", TimeSpan.Zero, HalfDay) ?? TimeSpan.Zero))
        {
            Decisions = top.List("decisions", FileShapes.Decision, Decision),
            BreakGlass = top.Words("break-glass"),
            Aftercare = top.List("aftercare", FileShapes.Aftercare, AftercareReader.Read, atLeastOne: false),
            KeepSnapshotsDays = top.Text("keep-snapshots", t => MailReader.Days(t) is >= 1 and <= 90) is { } keep ? MailReader.Days(keep)!.Value : 7,
        };
    }

    private static Window Window(Section top)
    {
        var window = top.Map("window", FileShapes.Window);
        return new Window(window?.TimeOfDay("opens") ?? default, window?.TimeOfDay("closes") ?? default);
    }

    private static Phase Rollback(Section? back, TimeSpan planned) => new(
        back?.Text("id", FileNames.IsWord) ?? "rollback",
        back?.Local("title") ?? RollbackTitle,
        back?.Text("owner") ?? TeamRoles.Executor,
        new PhaseStart(PhaseStartKind.AfterPrevious),
        planned,
        null,
        back?.List("steps", FileShapes.Step, StepReader.Read) ?? [],
        WayBackItself,
        IsPointOfNoReturn: false,
        SilenceRule.Hold);

    private static Phase Phase(Section phase) => new(
        phase.Text("id", FileNames.IsWord) ?? "",
        phase.Local("title") ?? NoText,
        phase.Text("owner") ?? "",
        Start(phase),
        phase.Duration("planned", Second, Day) ?? TimeSpan.Zero,
        phase.Map("gate", FileShapes.Gate) is { } gate
            ? Gate(gate) : null,
        phase.List("steps", FileShapes.Step, StepReader.Read),
        phase.Local("rollback") ?? NoText,
        phase.Flag("point-of-no-return"),
        (SilenceRule)phase.Choice("on-silence"));

    private static Gate Gate(Section section)
    {
        var gate = new Gate(section.Text("role") ?? "", section.Local("question") ?? NoText, section.Duration("within", Minute, HalfDay));
        return section.Words("names") is { Count: > 0 } names ? gate with { Seats = [.. names.Select(Seat.Of)] } : gate;
    }

    private static Quorum Decision(Section section) => new(
        Quorums.Names[section.Choice("decision")],
        [.. section.Words("names", atLeastOne: true).Select(Seat.Of)],
        section.Duration("holds", Minute, HalfDay) ?? Quorums.UsualHold);

    private static PhaseStart Start(Section phase)
    {
        var text = phase.Text("starts");
        switch (text)
        {
            case null or "after-previous":
                return new PhaseStart(PhaseStartKind.AfterPrevious);
            case "kick-off":
                return new PhaseStart(PhaseStartKind.KickOff);
            case ['/', .. var command] when FileNames.IsWord(command):
                return new PhaseStart(PhaseStartKind.Command, Command: command);
            case var _ when FileNames.TryTimeOfDay(text, out var at):
                return new PhaseStart(PhaseStartKind.Clock, At: at);
            default:
                phase.Fault("starts", "bad-value",
                    $"'{FileNames.Shown(text)}' begins nothing: write /command, \"19:00\", kick-off or after-previous");
                return new PhaseStart(PhaseStartKind.AfterPrevious);
        }
    }
}
