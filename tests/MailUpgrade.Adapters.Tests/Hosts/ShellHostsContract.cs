using System.Text;
using MailUpgrade.Core.Ports;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Hosts;

/// <summary>What <see cref="IHosts"/> promises where real programs run behind it.</summary>
public abstract class ShellHostsContract : HostsContract
{
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
    public async Task With_a_terminal_it_has_one_of_fixed_size_and_what_is_typed_comes_once_and_without_echo()
    {
        await using var t = await CreateAsync();
        await t.Hosts.StartAsync(t.Host, Ticket(), Terminal("test -t 0 && test -t 1 && test -t 2 && stty size; printf 'Go? [N] '; read -r a; echo \"got $a\"; read -r b; echo \"$b\" >&2; exit 7"), CancellationToken.None);
        await t.Hosts.AnswerAsync(t.Host, Ticket(), 1, 0, "it's $HOME `x` \"q\" \\", CancellationToken.None);
        await t.Another().AnswerAsync(t.Host, Ticket(), 1, 0, "it's $HOME `x` \"q\" \\", CancellationToken.None);
        Assert.True((await t.Hosts.StatusAsync(t.Host, Ticket(), CancellationToken.None)).Running);
        await t.Hosts.AnswerAsync(t.Host, Ticket(), 2, 0, "y", CancellationToken.None);
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
        var child = new TaskCompletionSource<string>();
        var attached = t.Hosts.AttachAsync(
            t.Host, Ticket(), 0, (_, bytes) => { child.TrySetResult(Encoding.UTF8.GetString(bytes.Span).Trim()); return ValueTask.CompletedTask; }, CancellationToken.None);
        var pid = await child.Task.WaitAsync(Hang.After);
        Assert.True(await t.Hosts.CancelAsync(t.Host, Ticket(), CancellationToken.None));
        Assert.Equal(EndKind.Signalled, (await attached).Kind);
        var alive = await t.Hosts.AskAsync(t.Host, Script($"cat /proc/{pid}/stat 2>/dev/null || echo dead"), Long, CancellationToken.None);
        Assert.Matches("^dead|\\) Z ", alive.Output);

        await t.Hosts.StartAsync(t.Host, Ticket("early.1"), Terminal("sleep 3600"), CancellationToken.None);
        Assert.True(await t.Hosts.CancelAsync(t.Host, Ticket("early.1"), CancellationToken.None));
        Assert.Equal(EndKind.Signalled, (await t.Hosts.StatusAsync(t.Host, Ticket("early.1"), CancellationToken.None)).End!.Kind);

        await t.Hosts.StartAsync(t.Host, Ticket("other.1"), Terminal("read a; echo done") with { Uninterruptible = true }, CancellationToken.None);
        Assert.False(await t.Hosts.CancelAsync(t.Host, Ticket("other.1"), CancellationToken.None));
        Assert.True((await t.Hosts.StatusAsync(t.Host, Ticket("other.1"), CancellationToken.None)).Running);
        await t.Hosts.AnswerAsync(t.Host, Ticket("other.1"), 1, 0, "go", CancellationToken.None);
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
        var pid = await holder.Task.WaitAsync(Hang.After);
        await t.Hosts.AskAsync(t.Host, Script($"kill -9 {pid}; while kill -0 {pid} 2> /dev/null && ! grep -q '^State:.Z' /proc/{pid}/status; do sleep 0.02; done"), Long, CancellationToken.None);
        Assert.True((await t.Hosts.StatusAsync(t.Host, Ticket(), CancellationToken.None)).Running);
        await t.Hosts.AskAsync(t.Host, Script(": > go"), Long, CancellationToken.None);
        Assert.Equal((EndKind.Exited, 5), (await attached) is var end ? (end.Kind, end.ExitStatus) : default);
    }

    [Fact]
    public async Task A_program_that_vanished_without_a_status_is_lost()
    {
        await using var t = await CreateAsync();
        await t.Hosts.StartAsync(t.Host, Ticket(), Script("echo $(($(cut -d ' ' -f 5 /proc/$$/stat))); sleep 3600"), CancellationToken.None);
        var group = new TaskCompletionSource<string>();
        var attached = t.Hosts.AttachAsync(
            t.Host, Ticket(), 0, (_, bytes) => { group.TrySetResult(Encoding.UTF8.GetString(bytes.Span).Trim()); return ValueTask.CompletedTask; }, CancellationToken.None);
        await t.Hosts.AskAsync(t.Host, Script($"kill -s KILL -- -{await group.Task.WaitAsync(Hang.After)}"), Long, CancellationToken.None);
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
        await t.Hosts.AskAsync(t.Host, Script($"kill -9 {await keeper.Task.WaitAsync(Hang.After)}"), Long, CancellationToken.None);
        Assert.True((await t.Hosts.StatusAsync(t.Host, Ticket(), CancellationToken.None)).Running);
        Assert.True(await t.Hosts.CancelAsync(t.Host, Ticket(), CancellationToken.None));
        await attached;
    }

    [Fact]
    public async Task Neither_script_nor_answer_stands_in_a_process_list_an_environment_or_a_history()
    {
        await using var t = await CreateAsync();
        await t.Hosts.StartAsync(t.Host, Ticket(), Script("# s3cret-script\nread a; read b"), CancellationToken.None);
        await t.Hosts.AnswerAsync(t.Host, Ticket(), 1, 0, "s3cret-answer", CancellationToken.None);
        var list = await t.Hosts.AskAsync(t.Host, Script("for p in /proc/[0-9]*/cmdline /proc/[0-9]*/environ $HOME/.*history; do cat $p | tr '\\0' ' ' | grep -oE 's3cret-(script|answer)'; done 2>/dev/null; echo looked"), Long, CancellationToken.None);
        Assert.Equal("looked\n", list.Output);
    }

    private protected static HostScript Terminal(string text) => Script(text) with { Terminal = true };
}
