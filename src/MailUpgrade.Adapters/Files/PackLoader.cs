using System.Text.RegularExpressions;
using MailUpgrade.Core.Plans;

namespace MailUpgrade.Adapters.Files;

/// <summary>Reads <c>pack.yaml</c>. Never throws for what a file says: faults are values.</summary>
public static class PackLoader
{
    private static readonly LocalText NoText = new("", "");
    private static readonly Regex MatchesNothing = new("(?!)", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>Reads a pack.yaml. A missing file is one fault.</summary>
    public static Loaded<Pack> Load(string path) => DiskFiles.Load(path, LoadBytes);

    /// <summary>Reads a pack from its text.</summary>
    public static Loaded<Pack> LoadText(string file, string text) => LoadBytes(file, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Reads a pack from its exact bytes.</summary>
    public static Loaded<Pack> LoadBytes(string file, ReadOnlyMemory<byte> bytes) =>
        FileReading.Read(file, bytes, FleetShapes.Pack, Build);

    private static Pack Build(Section top) => new(
        top.Text("pack", FileNames.IsFileWord) ?? "",
        top.Words("roles", atLeastOne: true),
        top.WordLists("phase-order"),
        top.Words("required-phases"),
        top.List("version-paths", FleetShapes.VersionPath, VersionPath),
        top.List("prompts", FleetShapes.Prompt,
            p => new InstallerPrompt(p.Pattern("match") ?? MatchesNothing, p.Text("answer", mayBeEmpty: true) ?? ""), atLeastOne: false),
        top.List("known-remedies", FleetShapes.Remedy,
            r => new KnownRemedy(r.Pattern("match") ?? MatchesNothing, r.Local("text") ?? NoText) { Owner = r.Local("owner"), Says = r.Local("says") }, atLeastOne: false),
        top.Patterns("bars-retry"))
    {
        Sampling = top.Map("sampling", MailShapes.Sampling) is { } sampling ? MailReader.Sampling(sampling) : null,
        Never = top.List("never", FleetShapes.Never, Never, atLeastOne: false),
        Repeats = top.Patterns("repeats"),
        WaysOut = top.List("ways-out", FleetShapes.Remedy,
            r => new KnownRemedy(r.Pattern("match") ?? MatchesNothing, r.Local("text") ?? NoText), atLeastOne: false),
        Aftercare = top.List("aftercare", FileShapes.Aftercare, AftercareReader.Read, atLeastOne: false),
        ProgressScript = top.Text("progress"),
        CollectScript = top.Text("collect"),
        Stops = top.Words("stops"),
        Starts = top.Words("starts"),
    };

    private static NeverAnswer Never(Section row)
    {
        var only = row.Words("only");
        return new NeverAnswer(
            row.Text("id", FileNames.IsFileWord) ?? "",
            row.Pattern("match") ?? MatchesNothing,
            only.Count > 0 ? only : row.Words("answers"),
            AllBut: only.Count > 0,
            row.Text("unless-shown") is null ? null : row.Pattern("unless-shown"),
            row.Words("roles"),
            row.Local("because") ?? NoText);
    }

    private static VersionPath VersionPath(Section path) => new(
        path.Text("from", FileNames.IsVersion) ?? "",
        path.Text("to", FileNames.IsVersion) ?? "",
        (VersionPathKind)path.Choice("how", (int)VersionPathKind.Refused),
        path.Local("note"))
    {
        Through = path.Words("through"),
    };
}
