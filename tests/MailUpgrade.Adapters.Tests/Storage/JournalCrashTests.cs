using MailUpgrade.Adapters.Storage;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Storage;

public sealed class JournalCrashTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_kill_in_the_middle_of_appends_leaves_whole_chains_with_every_event_that_was_confirmed()
    {
        var confirmed = new long[4];
        using (var child = StorageChild.Start("append", folder.FullPath))
        {
            for (var line = 0; line < 200; line++)
            {
                Note(await child.StandardOutput.ReadLineAsync(), confirmed);
            }
            child.Kill();
            while (await child.StandardOutput.ReadLineAsync() is { } rest)
            {
                Note(rest, confirmed);
            }
            await child.WaitForExitAsync();
        }
        using var journal = new SqliteJournal(folder.File("journal.db"));

        for (var run = 0; run < confirmed.Length; run++)
        {
            var verdict = new JournalVerify(null).Run(folder.File("journal.db"), $"run-{run}", null, CancellationToken.None);
            Assert.True(verdict.Ok, verdict.Sentences[0].En);
            Assert.True(verdict.Lines >= confirmed[run], $"{verdict.Lines} lines, {confirmed[run]} confirmed");
            // Both entries of a call or none.
            Assert.Equal(0, verdict.Lines % 2);
            await journal.AppendAsync($"run-{run}", verdict.Lines, [Entries.Event("after the crash")], CancellationToken.None);
        }
    }

    [Fact]
    public async Task A_full_disk_is_told_writes_nothing_and_is_over_when_there_is_space()
    {
        using var child = StorageChild.Start("full", folder.FullPath);
        var said = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();

        Assert.Equal("before: seq 4\nfull: not written\nstill full: not written\nspace: seq 5\n", said);
        var verdict = new JournalVerify(null).Run(folder.File("journal.db"), Entries.Run, null, CancellationToken.None);
        Assert.True(verdict.Ok, verdict.Sentences[0].En);
        Assert.Equal(5, verdict.Lines);
    }

    private static void Note(string? line, long[] confirmed)
    {
        // The kill may cut the last line.
        if (line?.Split(' ') is [var run, var seq] && int.TryParse(run, out var index) && long.TryParse(seq, out var number))
        {
            confirmed[index] = Math.Max(confirmed[index], number);
        }
    }
}
