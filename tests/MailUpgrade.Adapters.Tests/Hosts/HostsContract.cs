using System.Text;
using MailUpgrade.Core.Ports;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Hosts;

/// <summary>What <see cref="IHosts"/> promises, on whatever stands behind it.</summary>
public abstract class HostsContract
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(6);
    private readonly string _run = "run-" + Guid.NewGuid().ToString("n");
    private static readonly OutputSink Nowhere = (_, _) => ValueTask.CompletedTask;

    protected abstract Task<HostsUnderTest> CreateAsync();

    [Fact]
    public async Task A_question_gives_status_and_both_outputs()
    {
        await using var t = await CreateAsync();
        var answer = await t.Hosts.AskAsync(t.Host, Script("echo out; echo err >&2; exit 3"), Long, CancellationToken.None);
        Assert.Equal(new AskResult(EndKind.Exited, 3, "out\nerr\n"), answer);
    }

    [Fact]
    public async Task A_question_that_reads_its_input_finds_none()
    {
        await using var t = await CreateAsync();
        var answer = await t.Hosts.AskAsync(t.Host, Script("cat; echo end"), Long, CancellationToken.None);
        Assert.Equal("end\n", answer.Output);
    }

    [Fact]
    public async Task Of_a_long_answer_the_tail_is_kept()
    {
        await using var t = await CreateAsync();
        var answer = await t.Hosts.AskAsync(t.Host, Script("i=0; while test $i -lt 20000; do echo line $i; i=$((i + 1)); done"), Long, CancellationToken.None);
        Assert.InRange(Encoding.UTF8.GetByteCount(answer.Output), 60_000, 64 * 1024);
        Assert.EndsWith("line 19999\n", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_over_its_limit_is_killed_with_its_children_and_is_lost()
    {
        await using var t = await CreateAsync();
        var answer = await t.Hosts.AskAsync(t.Host, Script("sleep 3600 & echo $!; wait"), TimeSpan.FromSeconds(1), CancellationToken.None);
        Assert.Equal(EndKind.Lost, answer.Kind);
        Assert.Null(answer.ExitStatus);
        Assert.Matches("^[0-9]+\n$", answer.Output);
        var alive = await t.Hosts.AskAsync(t.Host, Script($"cat /proc/{answer.Output.Trim()}/stat 2>/dev/null || echo dead"), Long, CancellationToken.None);
        Assert.Matches("^dead|\\) Z ", alive.Output); // a zombie is dead: not every init reaps
    }

    [Fact]
    public async Task The_same_ticket_twice_is_started_once()
    {
        await using var t = await CreateAsync();
        var before = (await t.LedgerAsync()).Count;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => t.Hosts.StartAsync(t.Host, Ticket(), Script("read line; echo $line"), CancellationToken.None)));
        await t.Another().StartAsync(t.Host, Ticket(), Script("read line; echo $line"), CancellationToken.None);
        await t.Hosts.AnswerAsync(t.Host, Ticket(), 1, "once", CancellationToken.None);
        Assert.Equal("once\n", (await FollowAsync(t.Hosts, t)).Output);

        // Also when it has ended.
        await t.Hosts.StartAsync(t.Host, Ticket(), Script("echo again"), CancellationToken.None);
        Assert.Equal("once\n", (await FollowAsync(t.Hosts, t)).Output);
        Assert.Single((await t.LedgerAsync()).Skip(before));
    }

    [Fact]
    public async Task The_ledger_has_one_line_with_step_and_ticket_for_each_true_start()
    {
        await using var t = await CreateAsync();
        var before = (await t.LedgerAsync()).Count;
        await t.Hosts.StartAsync(t.Host, Ticket("a.1"), Script("true", "install/a"), CancellationToken.None);
        await t.Hosts.StartAsync(t.Host, Ticket("a.1"), Script("true", "install/a"), CancellationToken.None);
        await t.Hosts.StartAsync(t.Host, Ticket("a.2"), Script("true", "install/a"), CancellationToken.None);
        Assert.Equal(["install/a a.1", "install/a a.2"], (await t.LedgerAsync()).Skip(before).Select(l => l[..l.LastIndexOf(' ')]));
    }

    [Theory]
    [InlineData("exit 0", EndKind.Exited, 0)]
    [InlineData("exit 255", EndKind.Exited, 255)]
    [InlineData("no-such-command", EndKind.Exited, 127)]
    [InlineData("kill -9 $$", EndKind.Signalled, 9)]
    public async Task The_end_says_how(string script, EndKind kind, int status)
    {
        await using var t = await CreateAsync();
        await t.Hosts.StartAsync(t.Host, Ticket(), Script(script), CancellationToken.None);
        var (_, end) = await FollowAsync(t.Hosts, t);
        Assert.Equal((kind, status), (end.Kind, end.ExitStatus));
    }

    [Fact]
    public async Task Output_comes_while_it_runs_and_can_be_taken_up_at_any_offset()
    {
        await using var t = await CreateAsync();
        await t.Hosts.StartAsync(t.Host, Ticket(), Script("printf 'first '; read a; printf 'second'"), CancellationToken.None);
        var seen = new TaskCompletionSource();
        var first = t.Hosts.AttachAsync(
            t.Host, Ticket(), 0, (offset, bytes) => { seen.TrySetResult(); return ValueTask.CompletedTask; }, CancellationToken.None);
        await seen.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.False(first.IsCompleted);
        await t.Hosts.AnswerAsync(t.Host, Ticket(), 1, string.Empty, CancellationToken.None);
        Assert.Equal(new TicketEnd(EndKind.Exited, 0, 12), await first);
        Assert.Equal("second", (await FollowAsync(t.Another(), t, 6)).Output);
        Assert.Equal(string.Empty, (await FollowAsync(t.Another(), t, 12)).Output);
    }

    [Fact]
    public async Task Its_input_never_ends_and_each_number_is_typed_once()
    {
        await using var t = await CreateAsync();
        await t.Hosts.StartAsync(t.Host, Ticket(), Script("read -r a && read -r b && printf '%s/%s\\n' \"$a\" \"$b\""), CancellationToken.None);
        await t.Hosts.AnswerAsync(t.Host, Ticket(), 1, "it's $HOME `x` \"q\" \\", CancellationToken.None);
        await t.Another().AnswerAsync(t.Host, Ticket(), 1, "it's $HOME `x` \"q\" \\", CancellationToken.None);
        Assert.True((await t.Hosts.StatusAsync(t.Host, Ticket(), CancellationToken.None)).Running);
        await t.Hosts.AnswerAsync(t.Host, Ticket(), 2, "y", CancellationToken.None);
        Assert.Equal("it's $HOME `x` \"q\" \\/y\n", (await FollowAsync(t.Hosts, t)).Output);
    }

    [Fact]
    public async Task Cancel_ends_the_whole_group_also_what_ignores_a_polite_word()
    {
        await using var t = await CreateAsync();
        await t.Hosts.StartAsync(t.Host, Ticket(), Script("trap '' TERM; sleep 3600 & echo $!; wait"), CancellationToken.None);
        Assert.True(await t.Hosts.CancelAsync(t.Host, Ticket(), CancellationToken.None));
        var (output, end) = await FollowAsync(t.Hosts, t);
        Assert.Equal(EndKind.Signalled, end.Kind);
        var alive = await t.Hosts.AskAsync(t.Host, Script($"kill -0 {output.Split('\n')[0]} 2>/dev/null && cat /proc/{output.Split('\n')[0]}/stat || echo dead"), Long, CancellationToken.None);
        Assert.Matches("dead|\\) Z ", alive.Output);
    }

    [Fact]
    public async Task Cancel_of_an_uninterruptible_one_is_refused_and_it_lives()
    {
        await using var t = await CreateAsync();
        await t.Hosts.StartAsync(t.Host, Ticket(), new HostScript("read a; echo done", "install/a", true), CancellationToken.None);
        Assert.False(await t.Hosts.CancelAsync(t.Host, Ticket(), CancellationToken.None));
        Assert.True((await t.Hosts.StatusAsync(t.Host, Ticket(), CancellationToken.None)).Running);
        await t.Hosts.AnswerAsync(t.Host, Ticket(), 1, "go", CancellationToken.None);
        Assert.Equal("done\n", (await FollowAsync(t.Hosts, t)).Output);
    }

    [Fact]
    public async Task With_a_terminal_it_has_one_of_fixed_size_and_what_is_typed_comes_once_and_without_echo()
    {
        await using var t = await CreateAsync();
        await t.Hosts.StartAsync(t.Host, Ticket(), Terminal("test -t 0 && test -t 1 && test -t 2 && stty size; printf 'Go? [N] '; read -r a; echo \"got $a\"; read -r b; echo \"$b\" >&2; exit 7"), CancellationToken.None);
        await t.Hosts.AnswerAsync(t.Host, Ticket(), 1, "it's $HOME `x` \"q\" \\", CancellationToken.None);
        await t.Another().AnswerAsync(t.Host, Ticket(), 1, "it's $HOME `x` \"q\" \\", CancellationToken.None);
        Assert.True((await t.Hosts.StatusAsync(t.Host, Ticket(), CancellationToken.None)).Running);
        await t.Hosts.AnswerAsync(t.Host, Ticket(), 2, "y", CancellationToken.None);
        const string Said = "24 80\nGo? [N] got it's $HOME `x` \"q\" \\\ny\n";
        var (output, end) = await FollowAsync(t.Hosts, t);
        Assert.Equal((Said, new TicketEnd(EndKind.Exited, 7, Said.Length)), (output, end));
        Assert.Equal("y\n", (await FollowAsync(t.Another(), t, Said.Length - 2)).Output);
    }

    [Fact]
    public async Task With_a_terminal_a_signal_is_kept()
    {
        await using var t = await CreateAsync();
        await t.Hosts.StartAsync(t.Host, Ticket(), Terminal("kill -9 $$"), CancellationToken.None);
        var (_, end) = await FollowAsync(t.Hosts, t);
        Assert.Equal((EndKind.Signalled, 9), (end.Kind, end.ExitStatus));
    }

    [Fact]
    public async Task With_a_terminal_cancel_ends_everything_and_an_uninterruptible_one_lives()
    {
        await using var t = await CreateAsync();
        await t.Hosts.StartAsync(t.Host, Ticket(), Terminal("trap '' TERM HUP; sleep 3600 & echo $!; wait"), CancellationToken.None);
        Assert.True(await t.Hosts.CancelAsync(t.Host, Ticket(), CancellationToken.None));
        var (output, end) = await FollowAsync(t.Hosts, t);
        Assert.Equal(EndKind.Signalled, end.Kind);
        var alive = await t.Hosts.AskAsync(t.Host, Script($"cat /proc/{output.Split('\n')[0]}/stat 2>/dev/null || echo dead"), Long, CancellationToken.None);
        Assert.Matches("dead|\\) Z ", alive.Output);

        await t.Hosts.StartAsync(t.Host, Ticket("other.1"), Terminal("read a; echo done") with { Uninterruptible = true }, CancellationToken.None);
        Assert.False(await t.Hosts.CancelAsync(t.Host, Ticket("other.1"), CancellationToken.None));
        Assert.True((await t.Hosts.StatusAsync(t.Host, Ticket("other.1"), CancellationToken.None)).Running);
        await t.Hosts.AnswerAsync(t.Host, Ticket("other.1"), 1, "go", CancellationToken.None);
        Assert.Equal(0, (await t.Hosts.AttachAsync(t.Host, Ticket("other.1"), 0, Nowhere, CancellationToken.None)).ExitStatus);
    }

    [Fact]
    public async Task With_a_terminal_whose_holder_was_killed_it_runs_on_and_its_end_is_known()
    {
        await using var t = await CreateAsync();
        await t.Hosts.StartAsync(t.Host, Ticket(), Terminal("s=$(cat /proc/$PPID/stat); s=${s##*) }; set -- $s; echo $2; while test ! -f go; do sleep 0.02; done 2> /dev/null < /dev/null > /dev/null; rm -f go; exit 5"), CancellationToken.None);
        var holder = new TaskCompletionSource<string>();
        var attached = t.Hosts.AttachAsync(
            t.Host, Ticket(), 0, (_, bytes) => { holder.TrySetResult(Encoding.UTF8.GetString(bytes.Span).Trim()); return ValueTask.CompletedTask; }, CancellationToken.None);
        var pid = await holder.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await t.Hosts.AskAsync(t.Host, Script($"kill -9 {pid}; while kill -0 {pid} 2> /dev/null && ! grep -q '^State:.Z' /proc/{pid}/status; do sleep 0.02; done"), Long, CancellationToken.None);
        Assert.True((await t.Hosts.StatusAsync(t.Host, Ticket(), CancellationToken.None)).Running);
        await t.Hosts.AskAsync(t.Host, Script(": > go"), Long, CancellationToken.None);
        Assert.Equal((EndKind.Exited, 5), (await attached) is var end ? (end.Kind, end.ExitStatus) : default);
    }

    [Fact]
    public async Task A_ticket_that_was_never_started_is_not_known()
    {
        await using var t = await CreateAsync();
        Assert.Equal(new TicketStatus(false, false, null), await t.Hosts.StatusAsync(t.Host, Ticket(), CancellationToken.None));
    }

    [Fact]
    public async Task A_program_that_vanished_without_a_status_is_lost()
    {
        await using var t = await CreateAsync();
        await t.Hosts.StartAsync(t.Host, Ticket(), Script("echo $(($(cut -d ' ' -f 5 /proc/$$/stat))); sleep 3600"), CancellationToken.None);
        var group = new TaskCompletionSource<string>();
        var attached = t.Hosts.AttachAsync(
            t.Host, Ticket(), 0, (_, bytes) => { group.TrySetResult(Encoding.UTF8.GetString(bytes.Span).Trim()); return ValueTask.CompletedTask; }, CancellationToken.None);
        await t.Hosts.AskAsync(t.Host, Script($"kill -s KILL -- -{await group.Task.WaitAsync(TimeSpan.FromSeconds(30))}"), Long, CancellationToken.None);
        var end = await attached;
        Assert.Equal((EndKind.Lost, null), (end.Kind, end.ExitStatus));
        Assert.Equal(EndKind.Lost, (await t.Another().StatusAsync(t.Host, Ticket(), CancellationToken.None)).End!.Kind);
    }

    [Fact]
    public async Task A_program_whose_keeper_was_killed_runs_on_and_is_called_running()
    {
        await using var t = await CreateAsync();
        await t.Hosts.StartAsync(t.Host, Ticket(), Script("echo $PPID; exec sleep 3600"), CancellationToken.None);
        var keeper = new TaskCompletionSource<string>();
        using var over = new CancellationTokenSource();
        var attached = t.Hosts.AttachAsync(
            t.Host, Ticket(), 0, (_, bytes) => { keeper.TrySetResult(Encoding.UTF8.GetString(bytes.Span).Trim()); return ValueTask.CompletedTask; }, over.Token);
        await t.Hosts.AskAsync(t.Host, Script($"kill -9 {await keeper.Task.WaitAsync(TimeSpan.FromSeconds(30))}"), Long, CancellationToken.None);
        Assert.True((await t.Hosts.StatusAsync(t.Host, Ticket(), CancellationToken.None)).Running);
        Assert.True(await t.Hosts.CancelAsync(t.Host, Ticket(), CancellationToken.None));
        await attached;
    }

    [Fact]
    public async Task After_a_boot_what_ran_is_lost()
    {
        await using var t = await CreateAsync();
        await t.Hosts.StartAsync(t.Host, Ticket(), Script("read a"), CancellationToken.None);
        await t.RebootAsync();
        Assert.Equal(EndKind.Lost, (await t.Hosts.StatusAsync(t.Host, Ticket(), CancellationToken.None)).End!.Kind);
    }

    [Fact]
    public async Task While_the_link_is_cut_everything_throws_and_what_runs_runs_on()
    {
        await using var t = await CreateAsync();
        await t.Hosts.StartAsync(t.Host, Ticket(), Script("read a; echo $a"), CancellationToken.None);
        var attached = t.Hosts.AttachAsync(t.Host, Ticket(), 0, Nowhere, CancellationToken.None);
        await t.CutAsync();
        await Assert.ThrowsAnyAsync<HostUnreachableException>(() => attached);
        await Assert.ThrowsAnyAsync<HostUnreachableException>(() => t.Hosts.AskAsync(t.Host, Script("true"), Long, CancellationToken.None));
        await Assert.ThrowsAnyAsync<HostUnreachableException>(() => t.Hosts.StartAsync(t.Host, Ticket("other.1"), Script("true"), CancellationToken.None));
        await Assert.ThrowsAnyAsync<HostUnreachableException>(() => t.Hosts.StatusAsync(t.Host, Ticket(), CancellationToken.None));
        await Assert.ThrowsAnyAsync<HostUnreachableException>(() => t.Hosts.AnswerAsync(t.Host, Ticket(), 1, "x", CancellationToken.None));
        await Assert.ThrowsAnyAsync<HostUnreachableException>(() => t.Hosts.CancelAsync(t.Host, Ticket(), CancellationToken.None));
        await t.MendAsync();
        Assert.True((await t.Hosts.StatusAsync(t.Host, Ticket(), CancellationToken.None)).Running);
        await t.Hosts.AnswerAsync(t.Host, Ticket(), 1, "back", CancellationToken.None);
        Assert.Equal("back\n", (await FollowAsync(t.Hosts, t)).Output);
    }

    [Fact]
    public async Task The_stop_file_of_the_hosts_owner_forbids_every_start_and_nothing_else()
    {
        await using var t = await CreateAsync();
        await t.Hosts.StartAsync(t.Host, Ticket(), Script("read a; echo $a"), CancellationToken.None);
        await File.WriteAllTextAsync(t.StopFile, "the storage people are at work\n");
        try
        {
            var no = await Assert.ThrowsAsync<HostStoppedException>(() => t.Hosts.StartAsync(t.Host, Ticket("other.1"), Script("true"), CancellationToken.None));
            Assert.Contains("the storage people are at work", no.Message, StringComparison.Ordinal);
            Assert.False((await t.Hosts.StatusAsync(t.Host, Ticket("other.1"), CancellationToken.None)).Known);
            Assert.True((await t.Hosts.StatusAsync(t.Host, Ticket(), CancellationToken.None)).Running);
            await t.Hosts.AnswerAsync(t.Host, Ticket(), 1, "goes on", CancellationToken.None);
            Assert.Equal("goes on\n", (await FollowAsync(t.Hosts, t)).Output);
        }
        finally
        {
            File.Delete(t.StopFile);
        }
    }

    [Fact]
    public async Task Neither_script_nor_answer_stands_in_a_process_list_an_environment_or_a_history()
    {
        await using var t = await CreateAsync();
        await t.Hosts.StartAsync(t.Host, Ticket(), Script("# s3cret-script\nread a; read b"), CancellationToken.None);
        await t.Hosts.AnswerAsync(t.Host, Ticket(), 1, "s3cret-answer", CancellationToken.None);
        var list = await t.Hosts.AskAsync(t.Host, Script("for p in /proc/[0-9]*/cmdline /proc/[0-9]*/environ $HOME/.*history; do cat $p | tr '\\0' ' ' | grep -o 's3cret[a-z-]*'; done 2>/dev/null; echo looked"), Long, CancellationToken.None);
        Assert.Equal("looked\n", list.Output);
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("a b")]
    [InlineData("a\n")]
    [InlineData("")]
    public async Task A_name_that_is_no_file_name_is_refused(string name)
    {
        await using var t = await CreateAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => t.Hosts.StartAsync(t.Host, Ticket(name), Script("true"), CancellationToken.None));
    }

    private protected static HostScript Script(string text, string step = "step/host") => new(text, step, false);

    private protected static HostScript Terminal(string text) => Script(text) with { Terminal = true };

    /// <summary>Tests may share a host: each has a run of its own.</summary>
    private protected Ticket Ticket(string name = "step.host.1") => new(_run, name);

    private async Task<(string Output, TicketEnd End)> FollowAsync(IHosts hosts, HostsUnderTest t, long from = 0)
    {
        var output = new MemoryStream();
        var end = await hosts.AttachAsync(
            t.Host,
            Ticket(),
            from,
            (offset, bytes) =>
            {
                Assert.Equal(from + output.Length, offset);
                output.Write(bytes.Span);
                return ValueTask.CompletedTask;
            },
            CancellationToken.None);
        return (Encoding.UTF8.GetString(output.ToArray()), end);
    }
}
