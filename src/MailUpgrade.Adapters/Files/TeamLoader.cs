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
        FileReading.Read(file, bytes, FleetShapes.Team, Team);

    private static Team Team(Section top)
    {
        var people = top.List("people", FleetShapes.Person, Person);
        var parties = top.Map("parties", FleetShapes.Parties);
        return new Team(people)
        {
            Parties = parties is null ? null : new Parties(Party(parties, "provider", people), Party(parties, "client", people)),
        };
    }

    private static Party Party(Section parties, string key, IReadOnlyList<Person> people)
    {
        if (parties.Map(key, FleetShapes.Party) is not { } party)
        {
            return new Party("", "", null);
        }
        var signs = party.Text("signs");
        if (signs is not null && people.All(p => p.Id != signs))
        {
            party.Fault("signs", "unknown-person", $"'{signs}' is nobody of this file: write the id of one of its people");
        }
        return new Party(party.Text("name") ?? "", party.Text("address") ?? "", signs);
    }

    private static Person Person(Section person) => new(
        person.Text("id", FileNames.IsWord) ?? "",
        person.Text("name") ?? "",
        person.Words("roles", atLeastOne: true),
        person.Choice("language") == 1 ? "id" : "en",
        person.Names("identities"))
    {
        Position = person.Text("position") ?? "",
    };
}
