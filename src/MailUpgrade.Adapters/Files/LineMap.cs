namespace MailUpgrade.Adapters.Files;

/// <summary>Where each model path stands in its file.</summary>
public sealed class LineMap
{
    private readonly Dictionary<string, int> lines = new(StringComparer.Ordinal);

    /// <summary>Line of a path; of the nearest path around it when the path itself is not in the file; 1 for the file.</summary>
    public int LineOf(string path)
    {
        for (var at = path; at.Length > 0; at = Parent(at))
        {
            if (lines.TryGetValue(at, out var line))
            {
                return line;
            }
        }
        return 1;
    }

    /// <summary>The path around a path: <c>a[1].b</c> to <c>a[1]</c> to <c>a</c> to the empty path.</summary>
    public static string Parent(string path)
    {
        var cut = path.LastIndexOfAny(['.', '[']);
        return cut < 0 ? "" : path[..cut];
    }

    internal void Put(string path, int line) => lines.TryAdd(path, line);
}
