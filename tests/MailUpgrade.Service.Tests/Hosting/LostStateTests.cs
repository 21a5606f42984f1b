using MailUpgrade.Adapters.Files;
using MailUpgrade.Adapters.Probes;
using MailUpgrade.Adapters.Storage;
using MailUpgrade.Core.Books;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Sampling;
using MailUpgrade.Service.Hosting;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Service.Tests.Hosting;

/// <summary>What is kept on another disk is enough for a new bot, and nothing that was changed there is believed.</summary>
public sealed class LostStateTests : IDisposable
{
    private const string Run = "2018-12-29-practice-small";
    private static readonly DateTimeOffset At = new(2018, 12, 29, 11, 0, 0, TimeSpan.Zero);

    private readonly string root = Directory.CreateTempSubdirectory("mailupgrade-lost-").FullName;
    private readonly ConfigFolder config = new(Path.Combine(RepositoryRoot.Path, "config"));

    private StateFolder Lost => new(Path.Combine(root, "lost"));

    private StateFolder Found => new(Path.Combine(root, "found"));

    private string Away => Path.Combine(root, "away");

    private string Kept => Path.Combine(Away, Run + ".jsonl");

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public async Task The_journal_the_book_the_files_and_the_sealed_baseline_come_back_as_they_were()
    {
        await LoseAsync();
        var told = await Adoption.OfAsync(Kept, Found, config, default);
        Assert.Contains(told, l => l.Contains("2 events", StringComparison.Ordinal));
        using (var journal = new SqliteJournal(Found.JournalPath))
        {
            Assert.Equal(["run-planned", "note-added"], (await journal.ReadAsync(Run, 0, default)).Select(l => l.Kind));
            Assert.Equal(["days-frozen"], (await journal.ReadAsync(Streams.Book, 0, default)).Select(l => l.Kind));
        }
        Assert.Equal(7, (await new BaselineFiles(Found.FullPath).ReadAsync(Run, default)).Baseline.OutOf);
        Assert.True(File.Exists(Path.Combine(Found.RunPath(Run), "config/plans/quick.yaml")));
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            foreach (var file in AwayCopy.Baseline(Found, Away, Run))
            {
                Assert.Equal((Owner, Owner), (File.GetUnixFileMode(file.Own), File.GetUnixFileMode(file.Kept)));
            }
        }
    }

    [Fact]
    public async Task A_baseline_that_was_deleted_by_rule_is_deleted_where_it_is_kept_too()
    {
        await LoseAsync();
        File.Delete(Path.Combine(Lost.FullPath, "baseline-keys", Run));
        File.Delete(Path.Combine(Lost.FullPath, "baselines", Run + ".sealed"));
        await new AwayCopy(Lost, Away, null).CopyAsync(Run, default);
        Assert.All(AwayCopy.Baseline(Lost, Away, Run), f => Assert.False(File.Exists(f.Kept)));
    }

    [Fact]
    public async Task A_changed_byte_is_refused_and_leaves_nothing_behind()
    {
        await LoseAsync();
        await File.WriteAllTextAsync(Kept, (await File.ReadAllTextAsync(Kept)).Replace("as it was", "as I like", StringComparison.Ordinal));
        var no = await Assert.ThrowsAsync<AdoptionException>(() => Adoption.OfAsync(Kept, Found, config, default));
        Assert.Contains("seq 2", no.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Found.JournalPath));
    }

    [Fact]
    public async Task A_copy_that_was_cut_off_in_its_last_line_says_which_line()
    {
        await LoseAsync();
        await File.WriteAllTextAsync(Kept, (await File.ReadAllTextAsync(Kept))[..^20]);
        var no = await Assert.ThrowsAsync<AdoptionException>(() => Adoption.OfAsync(Kept, Found, config, default));
        Assert.Contains(Kept + ":2", no.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_plan_than_that_of_the_run_is_refused_by_its_hash()
    {
        await LoseAsync();
        await File.AppendAllTextAsync(Path.Combine(Away, Run, "config/plans/quick.yaml"), "# one byte more\n");
        var no = await Assert.ThrowsAsync<AdoptionException>(() => Adoption.OfAsync(Kept, Found, config, default));
        Assert.Contains("plan quick is not the one of the run", no.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Found.JournalPath));
    }

    [Fact]
    public async Task A_folder_that_has_a_journal_is_not_written_over()
    {
        await LoseAsync();
        await Adoption.OfAsync(Kept, Found, config, default);
        await Assert.ThrowsAsync<AdoptionException>(() => Adoption.OfAsync(Kept, Found, config, default));
    }

    /// <summary>A state folder with a run, copied away.</summary>
    private async Task LoseAsync()
    {
        Lost.Create();
        var hashes = new RunFileStore(config, Lost.FullPath, "quick", "practice-small", null, false, () => BookState.Empty).TakeCopies(Run).Hashes;
        using (var journal = new SqliteJournal(Lost.JournalPath))
        {
            RunEvent[] events =
            [
                new RunPlanned(Run, "production", "quick", hashes.Plan, "practice-small", hashes.Fleet, hashes.Team, At.AddHours(5), At.AddHours(12), "en"),
                new NoteAdded("as it was"),
            ];
            await journal.AppendAsync(
                Run, 0, [.. events.Select(e => new NewJournalEntry(At, EventCatalog.KindOf(e), RunCommand.Bot, RunCommand.NoChannel, EventCatalog.BodyOf(e, null)))], default);
            var frozen = new DaysFrozen(new DateOnly(2019, 1, 1), new DateOnly(2019, 1, 1), "holiday");
            await journal.AppendAsync(Streams.Book, 0, [new NewJournalEntry(At, BookCatalog.KindOf(frozen), "supervisor", "web", BookCatalog.BodyOf(frozen))], default);
        }
        await new BaselineFiles(Lost.FullPath).WriteAsync(new Baseline(Run, 7, [], []), default);
        await new AwayCopy(Lost, Away, null).CopyAsync(Run, default);
    }
}
