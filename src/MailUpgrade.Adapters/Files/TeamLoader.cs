using MailUpgrade.Core.Plans;

namespace MailUpgrade.Adapters.Files;

/// <summary>Reads the team. Never throws for what a file says: faults are values.</summary>
public static class TeamLoader
{
    /// <summary>Reads a team file. A missing file is one fault.</summary>
    public static Loaded<Team> Load(string path) => DiskFiles.Load(path, LoadBytes);

    /// <summary>Reads a team from its text, as a run does from its own copy.</summary>
    public static Loaded<Team> LoadText(string file, string text) => LoadBytes(file, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Reads a team from its exact bytes.</summary>
    public static Loaded<Team> LoadBytes(string file, ReadOnlyMemory<byte> bytes) =>
        FileReading.Read(file, bytes, FleetShapes.Team, top => new Team(top.List("people", FleetShapes.Person, Person)));

    private static Person Person(Section person) => new(
        person.Text("id", FileNames.IsWord) ?? "",
        person.Text("name") ?? "",
        person.Words("roles", atLeastOne: true),
        person.Choice("language") == 1 ? "id" : "en",
        person.Names("identities"));
}
