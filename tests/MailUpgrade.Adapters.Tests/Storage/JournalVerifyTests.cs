using System.Text;
using MailUpgrade.Adapters.Storage;
using Microsoft.Data.Sqlite;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Storage;

public sealed class JournalVerifyTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder folder = new();
    private string export = "";

    private string Database => folder.File("journal.db");

    private PostedHeads Heads => new(folder.File("heads.jsonl"));

    public async Task InitializeAsync()
    {
        using (var journal = new SqliteJournal(Database))
        {
            await Entries.FillAsync(journal, 12);
        }
        export = await Entries.ExportAsync(Database);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_whole_journal_is_found_whole_and_its_export_too()
    {
        var verdict = Verify();

        Assert.True(verdict.Ok, verdict.Sentences[0].En);
        Assert.Equal(12, verdict.Lines);
        Assert.Equal(HashOf(12), verdict.Head);
        var file = await VerifyFileAsync(export);
        Assert.True(file.Ok, file.Sentences[0].En);
        Assert.Equal(verdict.Head, file.Head);
        Assert.Equal(Entries.Run, new JournalExport(Database).LatestRun());
        Assert.Equal(Entries.Run, new JournalVerify(null).Run(Database, "latest", null, CancellationToken.None).Source);
    }

    [Fact]
    public async Task The_export_is_the_same_bytes_each_time() => Assert.Equal(export, await Entries.ExportAsync(Database));

    [Fact]
    public async Task Every_single_flipped_byte_of_an_export_is_noticed_and_its_line_named()
    {
        var bytes = Encoding.UTF8.GetBytes(export);
        for (var at = 0; at < bytes.Length; at += 7)
        {
            var damaged = bytes.ToArray();
            damaged[at] ^= 0x20;

            var verdict = await VerifyFileAsync(damaged);

            Assert.False(verdict.Ok, $"byte {at}");
            Assert.Equal(1 + bytes.AsSpan(0, at).Count((byte)'\n'), verdict.FirstBadSeq);
        }
    }

    [Theory]
    [InlineData("at", "'2018-12-29T16:00:01.000Z'")]
    [InlineData("kind", "'step-startee'")]
    [InlineData("actor", "'bou'")]
    [InlineData("channel", "'.'")]
    [InlineData("body", "'{}'")]
    [InlineData("hash", "lower(hex(randomblob(32)))")]
    [InlineData("seq", "70")]
    [InlineData("id", "id + 100")]
    [InlineData("run_id", "'r-20181228'")]
    public void A_changed_value_in_the_database_names_its_line(string column, string value)
    {
        Execute($"UPDATE journal SET {column} = {value} WHERE seq = 7");

        var verdict = Verify();

        Assert.False(verdict.Ok);
        Assert.Equal(7, verdict.FirstBadSeq);
        Assert.Contains("seq 7", verdict.Sentences[0].En, StringComparison.Ordinal);
        Assert.Contains("seq 7", verdict.Sentences[0].Id, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"text\":\"event 9\"", 8, 9)]
    [InlineData("\"text\":\"event 1\"", 3, 1)]
    [InlineData("\"text\":\"event 12\"", 8, 12)]
    public void A_byte_flipped_in_the_file_itself_names_its_line(string near, int offset, long seq)
    {
        FlipByte(Encoding.ASCII.GetBytes(near), offset);

        var verdict = Verify();

        Assert.False(verdict.Ok);
        Assert.Equal(seq, verdict.FirstBadSeq);
    }

    [Fact]
    public void A_run_id_flipped_in_the_file_in_the_last_line_is_noticed()
    {
        FlipByte(Encoding.ASCII.GetBytes(Entries.Run + "2018-12-29T16:00:00.000Zstep-started"), 3, last: true);

        Assert.False(Verify().Ok);
    }

    [Fact]
    public void Damage_in_the_index_is_noticed_although_every_line_is_whole()
    {
        FlipByte(Encoding.ASCII.GetBytes(Entries.Run), 9, onlyIndexPages: true);

        var verdict = Verify();

        Assert.False(verdict.Ok);
    }

    [Fact]
    public void A_line_taken_out_of_the_database_names_the_gap()
    {
        Execute("DELETE FROM journal WHERE seq = 5");

        var verdict = Verify();

        Assert.Equal(5, verdict.FirstBadSeq);
        Assert.Contains("after seq 4 comes 6", verdict.Sentences[0].En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_taken_out_of_an_export_or_standing_twice_is_named()
    {
        var lines = export.Split('\n');

        Assert.Equal(5, (await VerifyFileAsync(string.Join('\n', lines.Where((_, index) => index != 4)))).FirstBadSeq);
        Assert.Equal(6, (await VerifyFileAsync(string.Join('\n', (string[])[.. lines[..5], .. lines[4..]]))).FirstBadSeq);
        Assert.Equal(1, (await VerifyFileAsync(string.Join('\n', lines[1..]))).FirstBadSeq);
    }

    [Fact]
    public void A_tail_cut_from_the_database_is_noticed_by_the_last_posted_head()
    {
        Heads.Append(Entries.Run, 4, HashOf(4), Entries.At);
        Heads.Append(Entries.Run, 12, HashOf(12), Entries.At);
        Assert.True(Verify().Ok);

        Execute("DELETE FROM journal WHERE seq > 10");

        var verdict = Verify();
        Assert.False(verdict.Ok);
        Assert.Equal(11, verdict.FirstBadSeq);
        Assert.Contains("seq 12 was posted", verdict.Sentences[0].En, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_was_posted_and_is_wholly_gone_is_noticed()
    {
        Heads.Append("r-gone", 3, HashOf(3), Entries.At);

        var verdict = new JournalVerify(Heads).Run(Database, "r-gone", null, CancellationToken.None);

        Assert.True(verdict.Found);
        Assert.False(verdict.Ok);
        Assert.Equal(1, verdict.FirstBadSeq);
    }

    [Fact]
    public async Task A_tail_cut_from_an_export_is_noticed_by_a_given_head_and_by_the_posted_ones()
    {
        var cut = string.Concat(export.Split('\n').Take(10).Select(line => line + "\n"));
        Assert.True((await VerifyFileAsync(cut)).Ok);

        Assert.Equal(11, (await VerifyFileAsync(cut, HashOf(12))).FirstBadSeq);
        Assert.True((await VerifyFileAsync(cut, HashOf(10)[..12])).Ok);
        Assert.False((await VerifyFileAsync(cut, HashOf(10)[..4])).Ok);
        Heads.Append(Entries.Run, 8, HashOf(8), Entries.At);
        Heads.Append(Entries.Run, 12, HashOf(12), Entries.At);
        Assert.Equal(11, (await VerifyFileAsync(cut, heads: Heads)).FirstBadSeq);
    }

    [Fact]
    public async Task An_export_cut_by_one_byte_or_empty_is_noticed()
    {
        Assert.Equal(12, (await VerifyFileAsync(export[..^1])).FirstBadSeq);
        Assert.Equal(1, (await VerifyFileAsync("")).FirstBadSeq);
    }

    [Fact]
    public void A_chain_written_anew_is_noticed_by_the_posted_head()
    {
        Heads.Append(Entries.Run, 12, new string('a', 64), Entries.At);

        Assert.Equal(12, Verify().FirstBadSeq);
    }

    [Fact]
    public async Task A_line_behind_the_end_of_a_run_is_named()
    {
        using (var journal = new SqliteJournal(Database))
        {
            await Entries.FillAsync(journal, 3, "r-ended", ended: true);
            Assert.True(Verify("r-ended").Ended);
            await journal.AppendAsync("r-ended", 3, [Entries.Event("late")], CancellationToken.None);
        }

        var verdict = Verify("r-ended");

        Assert.False(verdict.Ok);
        Assert.Equal(4, verdict.FirstBadSeq);
    }

    [Fact]
    public async Task What_the_service_writes_and_posts_meanwhile_is_no_finding()
    {
        var ended = false;
        var writing = Task.Run(async () =>
        {
            using var journal = new SqliteJournal(Database);
            var lines = 12L;
            for (var n = 0; n < 150; n++)
            {
                await journal.AppendAsync($"r-{n}", 0, [Entries.Event("x")], CancellationToken.None);
                var line = (await journal.AppendAsync(Entries.Run, lines++, [Entries.Event("x")], CancellationToken.None))[0];
                Heads.Append(Entries.Run, line.Seq, line.Hash, line.At);
            }
            Volatile.Write(ref ended, true);
        });
        while (!Volatile.Read(ref ended) && !writing.IsFaulted)
        {
            var verdict = Verify();
            Assert.True(verdict.Ok, verdict.Sentences[0].En);
        }
        await writing;
    }

    [Fact]
    public void A_run_that_does_not_exist_is_not_found_and_a_missing_file_is_an_error()
    {
        Assert.False(Verify("r-unknown").Found);
        Assert.Throws<FileNotFoundException>(() => new JournalVerify(null).Run(folder.File("no.db"), "latest", null, CancellationToken.None));
    }

    [Fact]
    public void A_posted_head_behind_a_line_that_was_half_written_is_read()
    {
        Heads.Append(Entries.Run, 1, HashOf(1), Entries.At);
        File.AppendAllText(folder.File("heads.jsonl"), "{\"run\":\"r-2018");
        Heads.Append(Entries.Run, 2, HashOf(2), Entries.At);

        Assert.Equal([1, 2], Heads.Read().Select(head => head.Seq));
        Assert.StartsWith(
            "{\"run\":\"r-20181229\",\"seq\":1,\"hash\":\"", File.ReadAllText(folder.File("heads.jsonl")), StringComparison.Ordinal);
    }

    private string HashOf(int seq) => export.Split('\n')[seq - 1][^66..^2];

    private JournalVerdict Verify(string run = Entries.Run) => new JournalVerify(Heads).Run(Database, run, null, CancellationToken.None);

    private Task<JournalVerdict> VerifyFileAsync(string text, string? head = null, PostedHeads? heads = null) =>
        VerifyFileAsync(Encoding.UTF8.GetBytes(text), head, heads);

    private async Task<JournalVerdict> VerifyFileAsync(byte[] bytes, string? head = null, PostedHeads? heads = null)
    {
        await File.WriteAllBytesAsync(folder.File("copy.jsonl"), bytes);
        return await new JournalVerify(heads).FileAsync(folder.File("copy.jsonl"), head, CancellationToken.None);
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private void FlipByte(byte[] near, int offset, bool last = false, bool onlyIndexPages = false)
    {
        var bytes = File.ReadAllBytes(Database);
        var at = -1;
        for (var page = 0; page < bytes.Length; page += 4096)
        {
            // SQLite file format: the first byte of a page tells its kind, 10 and 2 are pages of an index.
            var found = onlyIndexPages && bytes[page] is not 10 and not 2 ? -1
                : last ? bytes.AsSpan(page, 4096).LastIndexOf(near) : bytes.AsSpan(page, 4096).IndexOf(near);
            at = found >= 0 && (at < 0 || last) ? page + found : at;
        }
        Assert.True(at > 0, "the bytes to damage were not found");
        bytes[at + offset] ^= 0x01;
        File.WriteAllBytes(Database, bytes);
    }
}
