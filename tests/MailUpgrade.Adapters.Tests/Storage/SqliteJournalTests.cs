using System.Security.Cryptography;
using System.Text;
using MailUpgrade.Adapters.Storage;
using MailUpgrade.Core.Ports;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Storage;

public sealed class SqliteJournalTests : IDisposable
{
    private readonly TempFolder folder = new();

    private string Database => folder.File("journal.db");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_line_is_exported_with_its_keys_in_order_and_its_body_untouched()
    {
        using var journal = new SqliteJournal(Database);
        var body = """{"text":"naïve \"quote\" ,\"hash\":\"no\"","n":1.50}""";
        await journal.AppendAsync(
            Entries.Run, 0, [new NewJournalEntry(Entries.At.AddTicks(1_234_567), "note", "exec\"utor", "web\t", body)], CancellationToken.None);

        var line = (await Entries.ExportAsync(Database)).TrimEnd('\n');

        var sealedPart = "{\"seq\":1,\"at\":\"2018-12-29T16:00:00.123Z\",\"kind\":\"note\",\"actor\":\"exec\\\"utor\",\"channel\":\"web\\u0009\",\"body\":" + body;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(new string('0', 64) + sealedPart)));
        Assert.Equal(sealedPart + ",\"hash\":\"" + hash + "\"}", line);
    }

    [Fact]
    public async Task The_second_hash_is_made_from_the_first_one_and_the_second_line()
    {
        using var journal = new SqliteJournal(Database);
        await journal.AppendAsync(Entries.Run, 0, [Entries.Event("one"), Entries.Event("two")], CancellationToken.None);

        var lines = (await Entries.ExportAsync(Database)).Split('\n');

        var first = lines[0][^66..^2];
        var sealedPart = lines[1][..lines[1].LastIndexOf(",\"hash\"", StringComparison.Ordinal)];
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(first + sealedPart))), lines[1][^66..^2]);
    }

    [Fact]
    public async Task What_an_append_returns_is_what_is_read_later()
    {
        using var journal = new SqliteJournal(Database);
        var written = await journal.AppendAsync(
            Entries.Run, 0, [Entries.Event("one") with { At = Entries.At.AddTicks(77) }, Entries.Event("two")], CancellationToken.None);

        Assert.Equal(written, await journal.ReadAsync(Entries.Run, 0, CancellationToken.None));
        Assert.Equal(written.Skip(1), await journal.ReadAsync(Entries.Run, 1, CancellationToken.None));
    }

    [Fact]
    public async Task An_append_behind_another_line_than_the_last_is_a_conflict_and_writes_nothing()
    {
        using var journal = new SqliteJournal(Database);
        await Entries.FillAsync(journal, 2);

        foreach (var after in (long[])[0, 1, 3])
        {
            await Assert.ThrowsAsync<JournalConflictException>(
                () => journal.AppendAsync(Entries.Run, after, [Entries.Event("late")], CancellationToken.None));
        }

        Assert.Equal(2, (await journal.ReadAsync(Entries.Run, 0, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task A_line_of_a_second_writer_on_the_same_file_is_a_conflict()
    {
        using var journal = new SqliteJournal(Database);
        using var other = new SqliteJournal(Database);
        await Entries.FillAsync(journal, 1);
        await other.AppendAsync(Entries.Run, 1, [Entries.Event("foreign")], CancellationToken.None);

        await Assert.ThrowsAsync<JournalConflictException>(
            () => journal.AppendAsync(Entries.Run, 1, [Entries.Event("own")], CancellationToken.None));
    }

    [Fact]
    public async Task Of_many_that_append_at_once_to_one_stream_exactly_one_wins_each_place()
    {
        using var journal = new SqliteJournal(Database);
        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(caller => Task.Run(async () =>
        {
            try
            {
                await journal.AppendAsync(Entries.Run, 0, [Entries.Event($"caller {caller}")], CancellationToken.None);
                return 1;
            }
            catch (JournalConflictException)
            {
                return 0;
            }
        })));

        Assert.Equal(1, answers.Sum());
        Assert.Single(await journal.ReadAsync(Entries.Run, 0, CancellationToken.None));
    }

    [Fact]
    public async Task Many_streams_written_at_once_are_all_whole()
    {
        using (var journal = new SqliteJournal(Database))
        {
            await Task.WhenAll(Enumerable.Range(0, 16).Select(run => Task.Run(() => Entries.FillAsync(journal, 20, $"run-{run}"))));
        }

        foreach (var run in Enumerable.Range(0, 16))
        {
            var verdict = new JournalVerify(null).Run(Database, $"run-{run}", null, CancellationToken.None);
            Assert.True(verdict.Ok);
            Assert.Equal(20, verdict.Lines);
        }
    }

    [Fact]
    public async Task Streams_are_told_in_the_order_in_which_they_began_whatever_their_clocks_say()
    {
        using var journal = new SqliteJournal(Database);
        await journal.AppendAsync("z-first", 0, [Entries.Event("x") with { At = Entries.At.AddYears(9) }], CancellationToken.None);
        await journal.AppendAsync("a-second", 0, [Entries.Event("x")], CancellationToken.None);
        await journal.AppendAsync("z-first", 1, [Entries.Event("x")], CancellationToken.None);

        Assert.Equal(["z-first", "a-second"], await journal.StreamsAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_cursor_is_zero_before_it_began_and_survives_a_restart()
    {
        using (var journal = new SqliteJournal(Database))
        {
            Assert.Equal(0, await journal.CursorAsync("notifier", Entries.Run, CancellationToken.None));
            await journal.SaveCursorAsync("notifier", Entries.Run, 3, CancellationToken.None);
            await journal.SaveCursorAsync("notifier", Entries.Run, 7, CancellationToken.None);
        }
        using var again = new SqliteJournal(Database);

        Assert.Equal(7, await again.CursorAsync("notifier", Entries.Run, CancellationToken.None));
        Assert.Equal(0, await again.CursorAsync("notifier", "other", CancellationToken.None));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"a\":1}x")]
    [InlineData("{\"a\":\n1}")]
    [InlineData("{\"a\":1},\"hash\":\"\"")]
    public async Task A_body_that_is_not_one_object_on_one_line_is_refused(string body)
    {
        using var journal = new SqliteJournal(Database);

        await Assert.ThrowsAsync<ArgumentException>(() => journal.AppendAsync(
            Entries.Run, 0, [Entries.Event("x"), new NewJournalEntry(Entries.At, "note", "bot", "-", body)], CancellationToken.None));
        Assert.Empty(await journal.ReadAsync(Entries.Run, 0, CancellationToken.None));
    }

    [Fact]
    public async Task A_cancelled_append_writes_nothing()
    {
        using var journal = new SqliteJournal(Database);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => journal.AppendAsync(Entries.Run, 0, [Entries.Event("x")], new CancellationToken(canceled: true)));
        Assert.Empty(await journal.StreamsAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_deleted_file_is_told_and_not_written_into_the_void()
    {
        using var journal = new SqliteJournal(Database);
        await Entries.FillAsync(journal, 1);
        File.Delete(Database);

        await Assert.ThrowsAsync<JournalWriteException>(
            () => journal.AppendAsync(Entries.Run, 1, [Entries.Event("x")], CancellationToken.None));
        await Assert.ThrowsAsync<JournalWriteException>(
            () => journal.AppendAsync("a new run", 0, [Entries.Event("x")], CancellationToken.None));
        Assert.False(File.Exists(Database));
    }

    [Fact]
    public async Task A_closed_journal_is_one_file_and_takes_nothing_more()
    {
        var journal = new SqliteJournal(Database);
        await Entries.FillAsync(journal, 1);
        journal.Dispose();

        Assert.Equal([Database], Directory.GetFiles(folder.FullPath));
        await Assert.ThrowsAsync<ObjectDisposedException>(
            () => journal.AppendAsync(Entries.Run, 1, [Entries.Event("x")], CancellationToken.None));
    }

    [Fact]
    public async Task A_reader_in_the_middle_of_its_rows_does_not_hold_up_a_writer()
    {
        using var journal = new SqliteJournal(Database);
        await Entries.FillAsync(journal, 3);
        using var reader = new JournalReader(Database);
        using var rows = reader.Rows(Entries.Run, 0).GetEnumerator();
        Assert.True(rows.MoveNext());

        var lines = await journal.AppendAsync(Entries.Run, 3, [Entries.Event("beside")], CancellationToken.None);

        Assert.Equal(4, lines[0].Seq);
        Assert.True(rows.MoveNext() && rows.MoveNext());
        Assert.False(rows.MoveNext());
    }

    [Fact]
    public void A_file_of_a_newer_version_is_refused()
    {
        new SqliteJournal(Database).Dispose();
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Database};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "INSERT INTO migration VALUES (99)";
            command.ExecuteNonQuery();
        }

        Assert.Throws<InvalidDataException>(() => new SqliteJournal(Database));
    }

    [Fact]
    public async Task A_journal_of_the_first_version_is_taken_over_line_by_line_and_goes_on()
    {
        using (var journal = new SqliteJournal(folder.File("new.db")))
        {
            await Entries.FillAsync(journal, 1, "book");
            await Entries.FillAsync(journal, 3);
        }
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Database};Pooling=False"))
        {
            connection.Open();
            JournalSchema.Migrate(connection, upTo: 1);
            using var command = connection.CreateCommand();
            command.CommandText = $"""
                ATTACH '{folder.File("new.db")}' AS new;
                INSERT INTO stream SELECT * FROM new.stream;
                INSERT INTO journal SELECT run_id, seq, at, kind, actor, channel, body, hash FROM new.journal;
                """;
            command.ExecuteNonQuery();
        }
        using (var journal = new SqliteJournal(Database))
        {
            await journal.AppendAsync(Entries.Run, 3, [Entries.Event("goes on")], CancellationToken.None);
        }

        Assert.StartsWith(await Entries.ExportAsync(folder.File("new.db")), await Entries.ExportAsync(Database), StringComparison.Ordinal);
        Assert.Equal(4, new JournalVerify(null).Run(Database, Entries.Run, null, CancellationToken.None).Lines);
    }
}
