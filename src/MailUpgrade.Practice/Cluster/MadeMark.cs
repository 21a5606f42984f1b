using System.Globalization;
using MailUpgrade.Core.Plans;

namespace MailUpgrade.Practice.Cluster;

/// <summary>
/// Says that <c>create-cluster.sh</c> has made these hosts out of these files. It starts some forty programs, which is more work than
/// all the rest of a start, only to find that nothing is missing.
/// </summary>
/// <param name="folder">The cluster.</param>
/// <param name="fleet">Its hosts.</param>
/// <param name="source">What hosts are made of; a newer program brings other files.</param>
/// <param name="list">The hosts as the script reads them.</param>
internal sealed class MadeMark(ClusterFolder folder, Fleet fleet, string source, string list)
{
    private readonly string text = list + string.Concat(new DirectoryInfo(source).EnumerateFiles("*", SearchOption.AllDirectories)
        .OrderBy(f => f.FullName, StringComparer.Ordinal)
        .Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.FullName} {f.Length} {f.LastWriteTimeUtc.Ticks}\n")));

    private string Path => System.IO.Path.Combine(folder.Root, "made");

    /// <summary>Nothing is to be made. A host is there when its <c>env</c> is, which the script writes last.</summary>
    public bool Holds =>
        File.Exists(Path) && File.ReadAllText(Path) == text && File.Exists(folder.On) && fleet.Hosts.All(h => File.Exists(folder.EnvOf(h.Name)));

    /// <summary>To be called when the script has ended well.</summary>
    public void Write() => ClusterFiles.Write(Path, text);
}
