using MailUpgrade.Adapters.Storage;
using MailUpgrade.Service.Tests.Drills;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Service.Tests.Chat;

/// <summary>Nights in which people speak in Telegram, and in Telegram and Teams.</summary>
[Collection("teams")]
public sealed class TelegramNightTests
{
    [Fact]
    public async Task An_evening_in_Telegram_ends_as_written_and_only_its_people_decided()
    {
        var decisions = await PlayAsync("telegram-evening.yaml");
        Assert.NotEmpty(decisions);
        Assert.All(decisions, d => Assert.Equal("telegram", d.Channel));
    }

    [LongTeamsFact]
    public async Task Every_person_decides_the_same_in_Telegram_and_Teams_as_on_the_page()
    {
        var both = await PlayAsync("both-evening.yaml");
        var page = await PlayAsync("both-evening.yaml", s => s.Replace(": teams", ": web", StringComparison.Ordinal).Replace(": telegram", ": web", StringComparison.Ordinal));
        Assert.All(both, d => Assert.Equal(d.Actor is "executor" or "observer" ? "telegram" : "teams", d.Channel));
        Assert.Equal(page.Select(d => (d.Actor, d.Kind)), both.Select(d => (d.Actor, d.Kind)));
    }

    private static async Task<IReadOnlyList<(string Actor, string Channel, string Kind)>> PlayAsync(string name, Func<string, string>? change = null)
    {
        var state = Directory.CreateTempSubdirectory("telegramnight").FullName;
        try
        {
            var file = Path.Combine(state, "drill.yaml");
            var script = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "drills", "chat", name));
            await File.WriteAllTextAsync(file, change?.Invoke(script) ?? script);
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
