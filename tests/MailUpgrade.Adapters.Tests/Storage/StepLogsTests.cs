using System.Text;
using MailUpgrade.Adapters.Storage;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Storage;

public sealed class StepLogsTests : IDisposable
{
    private const string Run = "r-1";
    private const string Step = "upgrade-store/mbs3";

    private readonly TempFolder folder = new();
    private readonly Redactor redactor = new();
    private StepLogs logs;

    public StepLogsTests() => logs = new StepLogs(folder.FullPath, redactor);

    public void Dispose()
    {
        logs.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Output_lies_in_a_file_of_run_step_and_attempt()
    {
        await AppendAsync(0, "hello\n");

        Assert.Equal("hello\n", File.ReadAllText(folder.File("r-1/upgrade-store.mbs3.1.log")));
    }

    [Fact]
    public async Task Output_given_again_is_dropped_in_part_or_whole()
    {
        await AppendAsync(0, "abcdef");
        await AppendAsync(0, "abc");
        await AppendAsync(3, "defghi");

        Assert.Equal("abcdefghi", Stored());
        Assert.Equal(9, await LengthAsync());
    }

    [Fact]
    public async Task A_hole_in_the_output_is_an_error_that_says_from_where_to_give_it()
    {
        await AppendAsync(0, "abc");

        var gap = await Assert.ThrowsAsync<StepLogGapException>(() => AppendAsync(5, "x"));

        Assert.Equal(3, gap.Stored);
    }

    [Fact]
    public async Task A_secret_is_hidden_wherever_the_output_was_cut()
    {
        redactor.Add("hunter-two");
        var output = "login hunter-two ok hunter hunter-twhunter-two.\n";
        for (var size = 1; size < output.Length; size++)
        {
            var step = $"step{size}";
            for (var at = 0; at < output.Length; at += size)
            {
                var piece = Encoding.UTF8.GetBytes(output[at..Math.Min(output.Length, at + size)]);
                await logs.AppendAsync(Run, step, 1, at, piece, CancellationToken.None);
            }

            Assert.Equal("login *** ok hunter hunter-tw***.\n", File.ReadAllText(folder.File($"r-1/{step}.1.log")));
            Assert.Equal(output.Length, await logs.LengthAsync(Run, step, 1, CancellationToken.None));
        }
    }

    [Fact]
    public async Task Of_two_secrets_that_begin_alike_the_longer_one_is_hidden_whole()
    {
        redactor.Add("secret");
        redactor.Add("secret-and-more");
        await AppendAsync(0, "a secret-and-");
        await AppendAsync(13, "more b secret-c\n");

        Assert.Equal("a *** b ***-c\n", Stored());
    }

    [Fact]
    public async Task After_a_restart_the_length_counts_the_output_and_not_the_stars()
    {
        redactor.Add("hunter-two");
        await AppendAsync(0, "x hunter-two y hunter-two z hunt");
        logs.Dispose();
        logs = new StepLogs(folder.FullPath, redactor);

        // What was held back in memory is wanted again.
        Assert.Equal(28, await LengthAsync());
        await AppendAsync(28, "hunter-two!\n");
        Assert.Equal("x *** y *** z ***!\n", Stored());
    }

    [Fact]
    public async Task After_a_kill_between_the_note_of_a_hidden_secret_and_the_output_nothing_is_lost()
    {
        redactor.Add("hunter-two");
        await AppendAsync(0, "x hunter-two y");
        logs.Dispose();
        foreach (var length in (int[])[7, 5, 4, 3, 2, 0])
        {
            using (var file = new FileStream(folder.File("r-1/upgrade-store.mbs3.1.log"), FileMode.Open))
            {
                file.SetLength(length);
            }
            using var again = new StepLogs(folder.FullPath, redactor);
            var from = (int)await again.LengthAsync(Run, Step, 1, CancellationToken.None);
            await again.AppendAsync(Run, Step, 1, from, Encoding.UTF8.GetBytes("x hunter-two y"[from..]), CancellationToken.None);

            Assert.Equal("x *** y", Stored());
        }
    }

    [Fact]
    public async Task What_was_held_back_is_stored_when_the_attempt_is_over()
    {
        redactor.Add("hunter-two");
        await AppendAsync(0, "the end h");
        Assert.Equal("the end ", Stored());
        await logs.CompleteAsync(Run, Step, 1, CancellationToken.None);
        Assert.Equal("the end h", Stored());
        Assert.Equal(9, await LengthAsync());
    }

    [Fact]
    public async Task A_key_of_several_lines_is_hidden_with_other_line_ends_too()
    {
        redactor.Add("-----BEGIN KEY-----\nAAAABBBB\n-----END KEY-----\n");
        await AppendAsync(0, "AAAABBBB\r\nrest\n");

        Assert.Equal("***\r\nrest\n", Stored());
        Assert.Equal("key *** rest", redactor.Redact("key AAAABBBB rest"));
        Assert.Throws<ArgumentException>(() => redactor.Add("abc"));
    }

    [Fact]
    public async Task The_tail_is_what_a_terminal_would_show_of_the_latest_attempt()
    {
        await AppendAsync(0, "old\n");
        await logs.AppendAsync(
            Run, Step, 2, 0,
            Encoding.UTF8.GetBytes("first\n\u001b]0;title\u0007\u001b[1;31mred\u001b[0m \u202eleft\u0000\n10 %\r50 %\r100 %\r\nab\bc\n日本語 ok"),
            CancellationToken.None);
        await logs.AppendAsync(Run, Step + "x", 9, 0, "other\n"u8.ToArray(), CancellationToken.None);

        Assert.Equal(["red left", "100 %", "ac", "日本語 ok"], await logs.TailAsync(Run, Step, 4, 40, CancellationToken.None));
        Assert.Equal(["日本", "語 o", "k"], await logs.TailAsync(Run, Step, 3, 4, CancellationToken.None));
        Assert.Empty(await logs.TailAsync(Run, "never", 3, 40, CancellationToken.None));
    }

    [Fact]
    public async Task A_line_of_100_MB_is_stored_and_shown_with_little_memory()
    {
        var chunk = new byte[1 << 20];
        Array.Fill(chunk, (byte)'x');
        await logs.AppendAsync(Run, Step, 1, 0, chunk, CancellationToken.None);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var at = 1L; at < 100; at++)
        {
            await logs.AppendAsync(Run, Step, 1, at * chunk.Length, chunk, CancellationToken.None);
        }
        var tail = await logs.TailAsync(Run, Step, 2, 40, CancellationToken.None);

        Assert.Equal([new string('x', 40), new string('x', 16)], tail);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 8 << 20);
    }

    [Fact]
    public async Task Output_that_the_host_gave_up_is_told_in_its_place_and_counted()
    {
        await AppendAsync(0, "abc");
        await logs.SkipAsync(Run, Step, 1, 1_000_003, CancellationToken.None);
        await logs.SkipAsync(Run, Step, 1, 5, CancellationToken.None);
        Assert.Equal(1_000_003, await LengthAsync());
        logs.Dispose();
        logs = new StepLogs(folder.FullPath, redactor);

        Assert.Equal(1_000_003, await LengthAsync());
        await AppendAsync(1_000_000, "...xyz");
        Assert.Equal("abc\n[1000000 bytes of output were not kept on the host]\nxyz", Stored());
    }

    [Fact]
    public async Task A_long_log_is_compressed_after_the_step_and_read_and_continued_all_the_same()
    {
        redactor.Add("hunter-two");
        var lines = string.Concat(Enumerable.Range(0, 20_000).Select(n => $"line {n} hunter-two\n"));
        await AppendAsync(0, lines);
        await logs.CompressAsync(Run, Step, 1, CancellationToken.None);
        await logs.CompressAsync(Run, Step, 1, CancellationToken.None);

        Assert.False(File.Exists(folder.File("r-1/upgrade-store.mbs3.1.log")));
        Assert.True(new FileInfo(folder.File("r-1/upgrade-store.mbs3.1.log.gz")).Length < lines.Length / 4);
        Assert.Equal(["line 19998 ***", "line 19999 ***"], await logs.TailAsync(Run, Step, 2, 40, CancellationToken.None));

        await AppendAsync(lines.Length, "more\n");
        Assert.EndsWith("line 19999 ***\nmore\n", Stored(), StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("r-1/upgrade-store.mbs3.1.log.gz")));
    }

    [Fact]
    public async Task A_short_log_stays_as_it_is()
    {
        await AppendAsync(0, "short\n");
        await logs.CompressAsync(Run, Step, 1, CancellationToken.None);

        Assert.Equal("short\n", Stored());
    }

    [Theory]
    [InlineData("..", "a")]
    [InlineData("r/1", "a")]
    [InlineData("r-1", "")]
    public async Task A_name_that_leads_out_of_the_folder_is_refused(string run, string step) =>
        await Assert.ThrowsAsync<ArgumentException>(
            async () => await logs.AppendAsync(run, step, 1, 0, "x"u8.ToArray(), CancellationToken.None));

    private async Task AppendAsync(long offset, string text) =>
        await logs.AppendAsync(Run, Step, 1, offset, Encoding.UTF8.GetBytes(text), CancellationToken.None);

    private Task<long> LengthAsync() => logs.LengthAsync(Run, Step, 1, CancellationToken.None);

    private string Stored() => File.ReadAllText(folder.File("r-1/upgrade-store.mbs3.1.log"));
}
