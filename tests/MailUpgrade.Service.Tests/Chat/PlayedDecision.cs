using System.Text.Json;
using MailUpgrade.Adapters.Storage;
using MailUpgrade.Core.Ports;
using MailUpgrade.Service.Tests.Drills;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Service.Tests.Chat;

/// <summary>What a person decided or was refused in a played night.</summary>
/// <param name="Actor">Person id.</param>
/// <param name="Channel">Where they said it.</param>
/// <param name="Kind">Of the event.</param>
/// <param name="Step">That it is about, or empty.</param>
internal sealed record PlayedDecision(string Actor, string Channel, string Kind, string Step)
{
    /// <summary>Plays a script of <c>drills/chat</c> and returns what people decided or were refused, in order.</summary>
    /// <param name="name">File name.</param>
    /// <param name="change">Changes its text first.</param>
    public static async Task<IReadOnlyList<PlayedDecision>> OfAsync(string name, Func<string, string>? change = null)
    {
        var state = Directory.CreateTempSubdirectory("chatnight").FullName;
        try
        {
            var file = Path.Combine(state, "drill.yaml");
            var script = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "drills", "chat", name));
            await File.WriteAllTextAsync(file, change?.Invoke(script) ?? script);
            var (exit, output) = await PlayedDrill.PlayAsync(file, state);
            Assert.True(exit == 0, output);
            using var journal = new SqliteJournal(Path.Combine(state, "journal.db"));
            var run = (await journal.StreamsAsync(default)).Single(s => s != Streams.Book);
            return [.. (await journal.ReadAsync(run, 0, default)).Where(l => l.Actor != "bot").Select(l => new PlayedDecision(l.Actor, l.Channel, l.Kind, StepIn(l.Body)))];
        }
        finally
        {
            Directory.Delete(state, recursive: true);
        }
    }

    /// <summary>The same with everybody on the page.</summary>
    public static Task<IReadOnlyList<PlayedDecision>> OnPageAsync(string name, int speed = 60) => OfAsync(name, s => s
        .Replace(": teams", ": web", StringComparison.Ordinal).Replace(": telegram", ": web", StringComparison.Ordinal)
        .Replace("speed: 60", FormattableString.Invariant($"speed: {speed}"), StringComparison.Ordinal));

    /// <summary>Person by person and step by step the decisions are the same, each where its person speaks.</summary>
    public static void AreTheSame(IReadOnlyList<PlayedDecision> page, IReadOnlyList<PlayedDecision> chat)
    {
        Assert.NotEmpty(page);
        Assert.All(page, d => Assert.Equal("web", d.Channel));
        Assert.Equal(page.Select(d => (d.Actor, d.Kind, d.Step)), chat.Select(d => (d.Actor, d.Kind, d.Step)));
    }

    private static string StepIn(string body) =>
        JsonDocument.Parse(body).RootElement.TryGetProperty("step", out var step) && step.ValueKind == JsonValueKind.String ? step.GetString()! : "";
}
