using System.Text;
using MailUpgrade.Core.Ports;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Hosts;

/// <summary>What <see cref="IHosts"/> promises, on whatever stands behind it.</summary>
public abstract class HostsContract
{
    private protected static readonly TimeSpan Long = TimeSpan.FromHours(6);
    private readonly string _run = "run-" + Guid.NewGuid().ToString("n");
    private protected static readonly OutputSink Nowhere = (_, _) => ValueTask.CompletedTask;

    protected abstract Task<HostsUnderTest> CreateAsync();

    [Fact]
    public async Task The_same_ticket_twice_is_started_once()
    {
        await using var t = await CreateAsync();
        var before = (await t.LedgerAsync()).Count;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => t.Hosts.StartAsync(t.Host, Ticket(), Script("read line; echo $line"), CancellationToken.None)));
        await t.Another().StartAsync(t.Host, Ticket(), Script("read line; echo $line"), CancellationToken.None);
        await t.Hosts.AnswerAsync(t.Host, Ticket(), 1, 0, "once", CancellationToken.None);
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
        await seen.Task.WaitAsync(Hang.After);
        Assert.False(first.IsCompleted);
        await t.Hosts.AnswerAsync(t.Host, Ticket(), 1, 0, string.Empty, CancellationToken.None);
        Assert.Equal(new TicketEnd(EndKind.Exited, 0, 12), await first);
        Assert.Equal("second", (await FollowAsync(t.Another(), t, 6)).Output);
        Assert.Equal(string.Empty, (await FollowAsync(t.Another(), t, 12)).Output);
    }

    [Fact]
    public async Task Its_input_never_ends_and_each_number_is_typed_once()
    {
        await using var t = await CreateAsync();
        await t.Hosts.StartAsync(t.Host, Ticket(), Script("read -r a && read -r b && printf '%s/%s\\n' \"$a\" \"$b\""), CancellationToken.None);
        await t.Hosts.AnswerAsync(t.Host, Ticket(), 1, 0, "it's $HOME `x` \"q\" \\", CancellationToken.None);
        await t.Another().AnswerAsync(t.Host, Ticket(), 1, 0, "it's $HOME `x` \"q\" \\", CancellationToken.None);
        Assert.True((await t.Hosts.StatusAsync(t.Host, Ticket(), CancellationToken.None)).Running);
        await t.Hosts.AnswerAsync(t.Host, Ticket(), 2, 0, "y", CancellationToken.None);
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
        await t.Hosts.AnswerAsync(t.Host, Ticket(), 1, 0, "go", CancellationToken.None);
        Assert.Equal("done\n", (await FollowAsync(t.Hosts, t)).Output);
    }

    [Fact]
    public async Task A_ticket_that_was_never_started_is_not_known()
    {
        await using var t = await CreateAsync();
        Assert.Equal(new TicketStatus(false, false, null), await t.Hosts.StatusAsync(t.Host, Ticket(), CancellationToken.None));
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
        await Assert.ThrowsAnyAsync<HostUnreachableException>(() => t.Hosts.AnswerAsync(t.Host, Ticket(), 1, 0, "x", CancellationToken.None));
        await Assert.ThrowsAnyAsync<HostUnreachableException>(() => t.Hosts.CancelAsync(t.Host, Ticket(), CancellationToken.None));
        await t.MendAsync();
        Assert.True((await t.Hosts.StatusAsync(t.Host, Ticket(), CancellationToken.None)).Running);
        await t.Hosts.AnswerAsync(t.Host, Ticket(), 1, 0, "back", CancellationToken.None);
        Assert.Equal("back\n", (await FollowAsync(t.Hosts, t)).Output);
    }

    [Fact]
    public async Task A_run_that_is_over_is_cleaned_and_one_that_works_is_not()
    {
        await using var t = await CreateAsync();
        await t.Hosts.StartAsync(t.Host, Ticket(), Script("read a; echo $a"), CancellationToken.None);
        Assert.False(await t.Hosts.CleanAsync(t.Host, Ticket().Run, CancellationToken.None));
        Assert.True((await t.Hosts.StatusAsync(t.Host, Ticket(), CancellationToken.None)).Running);
        await t.Hosts.AnswerAsync(t.Host, Ticket(), 1, 0, "x", CancellationToken.None);
        await FollowAsync(t.Hosts, t);
        Assert.True(await t.Hosts.CleanAsync(t.Host, Ticket().Run, CancellationToken.None));
        Assert.True(await t.Another().CleanAsync(t.Host, Ticket().Run, CancellationToken.None));
        Assert.False((await t.Hosts.StatusAsync(t.Host, Ticket(), CancellationToken.None)).Known);
    }

    [Fact]
    public async Task The_stop_file_of_the_hosts_owner_forbids_every_start_and_nothing_else()
    {
        await using var t = await CreateAsync();
        await t.Hosts.StartAsync(t.Host, Ticket(), Script("read a; echo $a"), CancellationToken.None);
        await t.ForbidAsync("the storage people are at work");
        try
        {
            var no = await Assert.ThrowsAsync<HostStoppedException>(() => t.Hosts.StartAsync(t.Host, Ticket("other.1"), Script("true"), CancellationToken.None));
            Assert.Contains("the storage people are at work", no.Message, StringComparison.Ordinal);
            Assert.False((await t.Hosts.StatusAsync(t.Host, Ticket("other.1"), CancellationToken.None)).Known);
            Assert.True((await t.Hosts.StatusAsync(t.Host, Ticket(), CancellationToken.None)).Running);
            await t.Hosts.AnswerAsync(t.Host, Ticket(), 1, 0, "goes on", CancellationToken.None);
            Assert.Equal("goes on\n", (await FollowAsync(t.Hosts, t)).Output);
        }
        finally
        {
            await t.ForbidAsync(null);
        }
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

    /// <summary>Tests may share a host: each has a run of its own.</summary>
    private protected Ticket Ticket(string name = "step.host.1") => new(_run, name);

    private protected async Task<(string Output, TicketEnd End)> FollowAsync(IHosts hosts, HostsUnderTest t, long from = 0)
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
