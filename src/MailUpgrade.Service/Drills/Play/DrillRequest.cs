using MailUpgrade.Core.Plans;

namespace MailUpgrade.Service.Drills.Play;

/// <summary>What the command line asked for.</summary>
/// <param name="File">Drill file.</param>
/// <param name="Config">Configuration folder.</param>
/// <param name="Speed">Instead of the file's, or null.</param>
/// <param name="Fleet">Instead of the file's, or null.</param>
/// <param name="Transcript">File for the transcript, or null.</param>
/// <param name="Keep">State folder of the drill, or null for one that is gone afterwards.</param>
public sealed record DrillRequest(string File, string Config, int? Speed, string? Fleet, string? Transcript, string? Keep);

/// <summary>What a drill needs of the rest of the program.</summary>
/// <param name="Program">Program and first arguments that are this very program; verb and options are put behind.</param>
/// <param name="WorldOf">World of a state folder and a fleet.</param>
/// <param name="VerifyJournal">Faults of a run's journal in a state folder; empty where it is whole.</param>
/// <param name="ReportOf">Report of a run in a state folder.</param>
public sealed record DrillTools(
    IReadOnlyList<string> Program,
    Func<string, Fleet, DrillWorld> WorldOf,
    Func<string, string, CancellationToken, Task<IReadOnlyList<string>>> VerifyJournal,
    Func<string, string, CancellationToken, Task<string>> ReportOf);
