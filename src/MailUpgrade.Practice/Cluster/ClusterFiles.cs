namespace MailUpgrade.Practice.Cluster;

/// <summary>Small files that are replaced so that a reader sees the old or the new one, never half; and things for the owner only.</summary>
internal static class ClusterFiles
{
    /// <summary>Replaces a file's text.</summary>
    public static void Write(string path, string text)
    {
        var next = $"{path}.{Environment.ProcessId}.new";
        File.WriteAllText(next, text);
        File.Move(next, path, overwrite: true);
    }

    /// <summary>Readable and writable by the owner only, from the first byte on.</summary>
    public static void WriteSecret(string path, string text)
    {
        var next = $"{path}.{Environment.ProcessId}.new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(next, options))
        {
            writer.Write(text);
        }

        File.Move(next, path, overwrite: true);
    }

    /// <summary>A folder that only the owner may look into.</summary>
    public static void CreatePrivateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
