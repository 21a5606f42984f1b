using System.Text.Json.Nodes;
using MailUpgrade.Adapters.Probes.Imap;
using MailUpgrade.Core.Sampling;
using static MailUpgrade.Adapters.Probes.Zimbra.Soap;

namespace MailUpgrade.Adapters.Probes.Zimbra;

/// <summary>Folders as SOAP tells them, with what IMAP says of the same.</summary>
internal static class ZimbraFolders
{
    private const int MostDepth = 64;

    /// <summary>In the order of the paths.</summary>
    public static IReadOnlyList<FolderState> Of(JsonNode? root, IReadOnlyList<ImapFolder> imap)
    {
        var over = imap.ToDictionary(f => f.Path, StringComparer.Ordinal);
        return [.. Below(root, "", 0).Select(f => State(f.Path, f.Folder, over.GetValueOrDefault(f.Path))).DistinctBy(f => f.Path).OrderBy(f => f.Path, StringComparer.Ordinal)];
    }

    /// <summary>Paths by folder id.</summary>
    public static Dictionary<string, string> Paths(JsonNode? root) =>
        Below(root, "", 0).Select(f => (Id: Text(f.Folder["id"]), f.Path)).DistinctBy(f => f.Id).ToDictionary(f => f.Id, f => f.Path, StringComparer.Ordinal);

    /// <summary>Mounted folders that work.</summary>
    public static int WorkingShares(JsonNode? root) =>
        Below(root, "", 0).Select(f => (JsonNode)f.Folder).Prepend(root ?? new JsonObject()).Sum(f => All(f["link"]).Count(l => !True(l["broken"])));

    private static FolderState State(string path, JsonObject folder, ImapFolder? imap) =>
        new(path, (int)Number(folder["n"]), Number(folder["s"]), (int)Number(folder["u"]), imap?.UidValidity, imap?.UidNext) { ImapCount = imap?.Messages };

    private static IEnumerable<(string Path, JsonObject Folder)> Below(JsonNode? parent, string above, int depth)
    {
        foreach (var child in depth < MostDepth ? All(parent?["folder"]) : [])
        {
            var path = above + Text(child["name"]);
            yield return (path, child);
            foreach (var below in Below(child, path + "/", depth + 1))
            {
                yield return below;
            }
        }
    }
}
