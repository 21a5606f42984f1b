using MailUpgrade.Adapters.Storage;
using MailUpgrade.Service.Tests.Drills;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Service.Tests.Chat;

/// <summary>Nights in which people speak through Microsoft's own Teams client.</summary>
[Collection("teams")]
public sealed class TeamsNightTests
{
    [TeamsFact]
    public async Task Every_person_decides_the_same_in_Teams_as_on_the_page()
    {
        var teams = await PlayAsync(await File.ReadAllTextAsync(Drill("teams-evening.yaml")));
        var page = await PlayAsync((await File.ReadAllTextAsync(Drill("teams-evening.yaml"))).Replace(": teams", ": web", StringComparison.Ordinal));
        Assert.All(teams, d => Assert.Equal("teams", d.Channel));
        Assert.All(page, d => Assert.Equal("web", d.Channel));
        Assert.Equal(page.Select(d => (d.Actor, d.Kind)), teams.Select(d => (d.Actor, d.Kind)));
    }

    [LongTeamsFact]
    public async Task A_whole_short_night_goes_through_Teams()
    {
        var decisions = await PlayAsync(await File.ReadAllTextAsync(Drill("teams-short.yaml")));
        Assert.Equal(["executor", "executor", "supervisor", "client-it", "supervisor"], decisions.Select(d => d.Actor));
    }

    private static string Drill(string name) => Path.Combine(RepositoryRoot.Path, "drills", "chat", name);

    /// <summary>Plays a script and returns what people decided or were refused, in order.</summary>
    private static async Task<IReadOnlyList<(string Actor, string Channel, string Kind)>> PlayAsync(string script)
    {
        var state = Directory.CreateTempSubdirectory("teamsnight").FullName;
        try
        {
            var file = Path.Combine(state, "drill.yaml");
            await File.WriteAllTextAsync(file, script);
            var (exit, output) = await PlayedDrill.PlayAsync(file, state);
            Assert.True(exit == 0, output);
            using var journal = new SqliteJournal(Path.Combine(state, "journal.db"));
            var run = (await journal.StreamsAsync(default)).Single(s => s != Core.Ports.Streams.Book);
            return [.. (await journal.ReadAsync(run, 0, default)).Where(l => l.Actor != "bot").Select(l => (l.Actor, l.Channel, l.Kind))];
        }
        finally
        {
            Directory.Delete(state, recursive: true);
        }
    }
}
