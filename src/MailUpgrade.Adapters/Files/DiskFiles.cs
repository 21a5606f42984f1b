namespace MailUpgrade.Adapters.Files;

/// <summary>Reads whole files of the configuration from disk.</summary>
internal static class DiskFiles
{
    /// <summary>Reads a file, or answers with the one fault that it cannot be read.</summary>
    public static Loaded<T> Load<T>(string path, Func<string, ReadOnlyMemory<byte>, Loaded<T>> read)
        where T : class
    {
        try
        {
            return read(path, File.ReadAllBytes(path));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return FileReading.Missing<T>(path, $"there is no such file{Beside(path)}");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return FileReading.Missing<T>(path, Directory.Exists(path)
                ? "this is a folder: give the file in it" : "the file cannot be read: give the bot's account the right to read it");
        }
    }

    private static string Beside(string path)
    {
        var folder = Path.GetDirectoryName(path) is { Length: > 0 } given ? given : ".";
        if (!Directory.Exists(folder))
        {
            return $", nor the folder {folder}: check --config";
        }
        var names = Directory.GetFiles(folder, "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f)!)
            .Order(StringComparer.Ordinal).ToList();
        var near = FileNames.Nearest(Path.GetFileNameWithoutExtension(path), names);
        return near is not null ? $": did you mean {near}?"
            : names.Count > 0 ? $": here are {string.Join(", ", names.Take(12))}" : $": {folder} has no .yaml file";
    }
}
