using System.Text.Json;
using MailUpgrade.Core.Time;

namespace MailUpgrade.Adapters.Storage;

/// <summary>The run clock's definition in the state folder, replaced atomically.</summary>
public static class ClockFile
{
    /// <summary>Reads it; null where there is none.</summary>
    public static ClockDefinition? Read(string path) =>
        File.Exists(path) ? JsonSerializer.Deserialize<ClockDefinition>(File.ReadAllText(path), JsonSerializerOptions.Web) : null;

    /// <summary>Replaces it.</summary>
    public static void Write(string path, ClockDefinition definition)
    {
        File.WriteAllText(path + ".new", JsonSerializer.Serialize(definition, JsonSerializerOptions.Web));
        File.Move(path + ".new", path, overwrite: true);
    }
}
