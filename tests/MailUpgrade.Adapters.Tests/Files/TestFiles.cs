using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using MailUpgrade.Adapters.Files;

namespace MailUpgrade.Adapters.Tests.Files;

/// <summary>The configuration folders that lie beside these tests.</summary>
internal static partial class TestFiles
{
    /// <summary>A small configuration without a fault: plan <c>night</c>, fleet <c>three</c>, pack <c>mini</c>.</summary>
    public static string Good { get; } = Path.Combine(Here(), "Good");

    /// <summary>Names of the broken configurations: each a folder whose files replace those of the good one.</summary>
    public static IEnumerable<string> BrokenNames() =>
        Directory.GetDirectories(Path.Combine(Here(), "Broken")).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal);

    /// <summary>The repository's own folder.</summary>
    public static string Repository { get; } = Path.GetFullPath(Path.Combine(Here(), "..", "..", ".."));

    /// <summary>The good configuration with the files of a broken one laid over it, in a folder of its own.</summary>
    public static string Overlaid(string broken)
    {
        var folder = Directory.CreateTempSubdirectory("mailupgrade-files-").FullName;
        Copy(Good, folder);
        Copy(Path.Combine(Here(), "Broken", broken), folder);
        return folder;
    }

    /// <summary>What the comments <c># FAULT code, code</c> in a folder announce, as <c>FILE:LINE code</c>.</summary>
    public static IReadOnlyList<string> Announced(string folder) =>
    [
        .. from file in Directory.GetFiles(folder, "*.yaml", SearchOption.AllDirectories)
           from line in File.ReadAllLines(file).Select((text, index) => (Text: text, Number: index + 1))
           let mark = Mark().Match(line.Text)
           where mark.Success
           from code in mark.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries)
           select $"{Path.GetRelativePath(folder, file)}:{line.Number} {code}",
    ];

    /// <summary>What a broken configuration announces.</summary>
    public static IReadOnlyList<string> AnnouncedIn(string broken) => Announced(Path.Combine(Here(), "Broken", broken));

    /// <summary>The same form for faults that were found.</summary>
    public static IEnumerable<string> Found(string folder, IEnumerable<FileFault> faults) =>
        faults.Select(f => $"{Path.GetRelativePath(folder, f.File)}:{f.Line} {f.Code}");

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    [GeneratedRegex("# FAULT (.*)$")]
    private static partial Regex Mark();
}
