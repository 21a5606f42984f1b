namespace MailUpgrade.Service.Options;

/// <summary>Where settings come from: <c>appsettings.json</c> of the working folder, then the environment (<c>Run__Plan</c>).</summary>
public static class Settings
{
    /// <summary>Adds the sources; a value <c>file:PATH</c> stands for the content of that file.</summary>
    /// <exception cref="InvalidDataException">A file behind <c>file:</c> cannot be read.</exception>
    public static void AddTo(ConfigurationManager configuration)
    {
        configuration.Sources.Clear();
        configuration.AddJsonFile(Path.GetFullPath("appsettings.json"), optional: true);
        configuration.AddEnvironmentVariables();
        var secrets = new Dictionary<string, string?>();
        foreach (var (key, value) in configuration.AsEnumerable())
        {
            if (value?.StartsWith("file:", StringComparison.Ordinal) == true)
            {
                secrets[key] = ReadSecret(key, value[5..]);
            }
        }
        configuration.AddInMemoryCollection(secrets);
    }

    /// <summary>Fleet of the settings, for verbs that work without the service.</summary>
    public static string DefaultFleet()
    {
        var configuration = new ConfigurationManager();
        AddTo(configuration);
        return configuration["Run:Fleet"] is { Length: > 0 } fleet ? fleet : new RunOptions().Fleet;
    }

    /// <summary>Folder of the practice clusters of the settings, or null: below the state folder.</summary>
    public static string? Cluster()
    {
        var configuration = new ConfigurationManager();
        AddTo(configuration);
        return configuration["Run:Cluster"] is { Length: > 0 } folder ? folder : null;
    }

    private static string ReadSecret(string key, string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{key} points to {path}, which cannot be read: {e.Message}", e);
        }
    }
}
