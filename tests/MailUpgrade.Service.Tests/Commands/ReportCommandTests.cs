using System.CommandLine;
using MailUpgrade.Adapters.Files;
using MailUpgrade.Adapters.Storage;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Service.Commands;
using Microsoft.Data.Sqlite;
using Xunit;

namespace MailUpgrade.Service.Tests.Commands;

public sealed class ReportCommandTests : IAsyncLifetime, IDisposable
{
    private const string Run = "2018-12-29-practice-small";
    private static readonly DateTimeOffset KickOff = new(2018, 12, 29, 16, 0, 0, TimeSpan.Zero);

    private readonly string folder = Directory.CreateTempSubdirectory("report").FullName;
    private SqliteJournal? journal;

    private string JournalPath => Path.Combine(folder, "journal.db");

    private string Own => Path.Combine(folder, "runs", Run, "config");

    /// <summary>A run that was aborted before kick-off, its copies, and a bot that still has the journal open.</summary>
    public async Task InitializeAsync()
    {
        foreach (var file in new[] { "plans/quick.yaml", "fleets/practice-small.yaml", "team.yaml" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Own, file))!);
            File.Copy(Path.Combine(Root(AppContext.BaseDirectory), "config", file), Path.Combine(Own, file));
        }
        var config = new ConfigFolder(Own);
        journal = new SqliteJournal(JournalPath);
        await AppendAsync(0, "bot", new RunPlanned(
            Run, "practice", "quick", config.Plan("quick").Hash, "practice-small", config.Fleet("practice-small").Hash, config.Team().Hash, KickOff,
            KickOff.AddHours(7), "id"));
        await AppendAsync(1, "supervisor", new AbortDecided("storm"), new RunEnded("aborted"));
        await AppendAsync(3, "observer", new NoteAdded("said the morning after"));
    }

    [Fact]
    public async Task The_report_is_made_beside_a_running_bot_in_the_language_of_the_run_the_same_each_time()
    {
        var text = await ReportCommand.ForAsync(folder, "latest", null, default);
        Assert.StartsWith("# Laporan: ", text, StringComparison.Ordinal);
        Assert.Contains("✖ Dihentikan sebelum kick-off, 23:00 oleh Supervisor: “storm”.", text, StringComparison.Ordinal);
        Assert.Contains("said the morning after", text, StringComparison.Ordinal);
        Assert.Equal(text, await ReportCommand.ForAsync(folder, Run, null, default));
        Assert.StartsWith("# Report: ", await ReportCommand.ForAsync(folder, Run, "en", default), StringComparison.Ordinal);
        Assert.StartsWith("✖ Aborted before kick-off", await ReportCommand.SummaryAsync(folder, Run, "en", default), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_is_not_there_is_answered_with_those_that_are()
    {
        var (exit, said) = await SayAsync("other");
        Assert.Equal(1, exit);
        Assert.Contains($"has no run 'other'; it has: {Run}", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_reported_from_a_changed_journal()
    {
        Execute("UPDATE journal SET body = replace(body, 'storm', 'sleep') WHERE seq = 2");
        var (exit, said) = await SayAsync(Run);
        Assert.Equal(1, exit);
        Assert.Contains($"seq 2 of {Run} was changed or is missing", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_reported_from_a_journal_that_was_longer_when_its_head_was_posted()
    {
        new PostedHeads(Path.Combine(folder, "heads.jsonl")).Append(Run, 9, new string('a', 64), KickOff);
        var (exit, said) = await SayAsync(Run);
        Assert.Equal(1, exit);
        Assert.Contains("The tail is cut", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_reported_with_a_copy_of_the_plan_that_the_run_did_not_go_by()
    {
        await File.AppendAllTextAsync(Path.Combine(Own, "plans", "quick.yaml"), "# edited\n");
        var (exit, said) = await SayAsync("latest");
        Assert.Equal(1, exit);
        Assert.Contains("quick.yaml is not the file that the run went by", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_folder_without_a_journal_or_without_the_copies_is_unusable()
    {
        File.Delete(Path.Combine(Own, "team.yaml"));
        Assert.Equal(2, (await SayAsync("latest")).Exit);
        var root = NewRoot();
        Assert.Equal(2, await root.Parse(["report", "--state", Path.Combine(folder, "nothing")]).InvokeAsync(Quiet(new StringWriter())));
        Assert.False(Directory.Exists(Path.Combine(folder, "nothing")));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        journal?.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<(int Exit, string Said)> SayAsync(string run)
    {
        var said = new StringWriter();
        return (await NewRoot().Parse(["report", run, "--state", folder]).InvokeAsync(Quiet(said)), said.ToString());
    }

    private static InvocationConfiguration Quiet(StringWriter said) => new() { Error = said };

    private static RootCommand NewRoot()
    {
        var root = new RootCommand();
        root.Options.Add(CommonOptions.State);
        root.Subcommands.Add(ReportCommand.Create());
        return root;
    }

    private async Task AppendAsync(long after, string who, params RunEvent[] events) => await journal!.AppendAsync(
        Run, after, [.. events.Select((e, i) => new NewJournalEntry(KickOff, EventCatalog.KindOf(e), who, "web", EventCatalog.BodyOf(e, i == 0 ? $"{who}:{after}" : null)))], default);

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={JournalPath}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.Equal(1, command.ExecuteNonQuery());
    }

    private static string Root(string at) => File.Exists(Path.Combine(at, "MailUpgrade.sln")) ? at : Root(Directory.GetParent(at)!.FullName);
}
