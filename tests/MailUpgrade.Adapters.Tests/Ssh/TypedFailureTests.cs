using MailUpgrade.Adapters.Ssh;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Ssh;

/// <summary>Every way in which a host cannot be had is told by its type, against a real sshd.</summary>
public sealed class TypedFailureTests(TestSshd sshd) : IClassFixture<TestSshd>
{
    private static readonly HostScript True = new("true", "step/host", false);

    [Fact]
    public Task Nothing_at_the_address_is_refused_and_worth_another_try() =>
        FailsAsync<ConnectionRefusedException>(sshd.Fleet with { Sites = [sshd.Fleet.Sites[0] with { Port = 1 }], Ssh = Trusting(1) });

    [Fact]
    public async Task A_host_that_says_nothing_is_unreachable_within_the_limit()
    {
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        var port = ((System.Net.IPEndPoint)silent.LocalEndpoint).Port;
        var fleet = sshd.Fleet with { Sites = [sshd.Fleet.Sites[0] with { Port = port }], Ssh = Trusting(port) };
        await using var hosts = sshd.Hosts(fleet, new SshTimings { Connect = TimeSpan.FromSeconds(1) });
        await Assert.ThrowsAsync<HostUnreachableException>(() => AskAsync(hosts));
    }

    [Fact]
    public Task An_unknown_host_key_is_a_stop() =>
        FailsAsync<HostKeyRejectedException>(sshd.Fleet with { Ssh = sshd.Fleet.Ssh with { KnownHosts = Path.Combine(sshd.Folder, "nobody") } });

    [Fact]
    public async Task A_changed_host_key_is_a_stop_and_says_so()
    {
        var other = Path.Combine(sshd.Folder, "changed");
        await File.WriteAllTextAsync(other, $"[127.0.0.1]:{sshd.Port} {await File.ReadAllTextAsync(Path.Combine(sshd.Folder, "stranger.pub"))}");
        var e = await FailsAsync<HostKeyRejectedException>(sshd.Fleet with { Ssh = sshd.Fleet.Ssh with { KnownHosts = other } });
        Assert.Contains("has changed", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public Task A_key_that_the_host_does_not_know_is_a_stop() =>
        FailsAsync<LoginRejectedException>(sshd.Fleet with { Ssh = sshd.Fleet.Ssh with { Key = Path.Combine(sshd.Folder, "stranger") } });

    [Fact]
    public Task A_key_file_that_is_not_there_is_a_stop() =>
        FailsAsync<LoginRejectedException>(sshd.Fleet with { Ssh = sshd.Fleet.Ssh with { Key = Path.Combine(sshd.Folder, "no-such-key") } });

    [Fact]
    public async Task A_further_session_than_sshd_allows_is_told_and_no_second_connection_is_made()
    {
        using var narrow = TestSshd.With("MaxSessions 1");
        await using var hosts = narrow.Hosts();
        Assert.Equal(0, (await AskAsync(hosts, narrow)).ExitStatus);
        await Assert.ThrowsAsync<SessionRefusedException>(() => hosts.StreamAsync(narrow.Host, "echo more", (_, _) => ValueTask.CompletedTask, CancellationToken.None));
        Assert.Equal(0, (await AskAsync(hosts, narrow)).ExitStatus);
    }

    [Fact]
    public async Task A_session_that_is_cut_is_a_lost_link()
    {
        using var own = TestSshd.With("# cut");
        await using var hosts = own.Hosts();
        var begun = new TaskCompletionSource();
        var stream = hosts.StreamAsync(own.Host, "echo begun; sleep 100", (_, _) => { begun.TrySetResult(); return ValueTask.CompletedTask; }, CancellationToken.None);
        await begun.Task.WaitAsync(Hang.After);
        own.Down();
        await Assert.ThrowsAsync<LinkLostException>(() => stream);
    }

    [Theory]
    [InlineData("sudo: a password is required")]
    [InlineData("upgrade is not in the sudoers file.  This incident has been reported to the administrator.")]
    [InlineData("sh: 1: exec: sudo: not found")]
    public void A_login_that_may_not_become_root_is_a_stop(string said) =>
        Assert.IsType<LoginRejectedException>(SshFailure.Read("mbs1", said, stood: false));

    [Theory]
    [InlineData("ssh: Could not resolve hostname mbs1: Name or service not known")]
    [InlineData("ssh: connect to host 10.1.0.11 port 22: No route to host")]
    [InlineData("")]
    public void What_nobody_has_barred_is_worth_another_try(string said) =>
        Assert.IsType<HostUnreachableException>(SshFailure.Read("mbs1", said, stood: false));

    [Fact]
    public async Task A_hanging_command_does_not_block_its_host()
    {
        await using var hosts = sshd.Hosts();
        Assert.Equal(0, (await AskAsync(hosts)).ExitStatus);
        using var over = new CancellationTokenSource();
        var hanging = hosts.AskAsync(sshd.Host, new HostScript("sleep 100", "step/host", false), TimeSpan.FromHours(1), over.Token);
        Assert.Equal(0, (await AskAsync(hosts).WaitAsync(Hang.After)).ExitStatus);
        Assert.False(hanging.IsCompleted);
        await over.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);
    }

    [Fact]
    public async Task What_one_command_leaves_behind_is_not_taken_for_the_answer_of_the_next()
    {
        await using var hosts = sshd.Hosts();
        var first = await hosts.AskAsync(sshd.Host, new HostScript("(sleep 0.2; echo late) & X=1; cd /; exit 4", "step/host", false), TimeSpan.FromHours(1), CancellationToken.None);
        Assert.Equal(4, first.ExitStatus);
        var second = await hosts.AskAsync(sshd.Host, new HostScript("echo \"${X-unset}\"; sleep 0.5", "step/host", false), TimeSpan.FromHours(1), CancellationToken.None);
        Assert.StartsWith("unset\n", second.Output, StringComparison.Ordinal);
        Assert.Equal("ok\n", (await hosts.AskAsync(sshd.Host, new HostScript("echo ok", "step/host", false), TimeSpan.FromHours(1), CancellationToken.None)).Output);
    }

    [Fact]
    public async Task A_connection_that_a_dead_bot_left_is_found_again()
    {
        var first = sshd.Hosts();
        await AskAsync(first);
        var before = sshd.Connections;
        Assert.True(before > 0);
        // Not disposed: what a killed bot leaves is its connection, whose shell has ended with it.
        await using var second = sshd.Hosts();
        await AskAsync(second);
        Assert.Equal(before, sshd.Connections);
    }

    private SshSettings Trusting(int port)
    {
        var known = Path.Combine(sshd.Folder, "known-" + port);
        File.WriteAllText(known, $"[127.0.0.1]:{port} {File.ReadAllText(Path.Combine(sshd.Folder, "host.pub"))}");
        return sshd.Fleet.Ssh with { KnownHosts = known };
    }

    private Task<AskResult> AskAsync(SshHosts hosts, TestSshd? at = null) => hosts.AskAsync((at ?? sshd).Host, True, TimeSpan.FromHours(1), CancellationToken.None);

    private async Task<T> FailsAsync<T>(Fleet fleet)
        where T : Exception
    {
        // A folder of sockets of its own: a connection that stands would hide the fault.
        var folder = Path.Combine(sshd.Folder, "sockets-" + Guid.NewGuid().ToString("N")[..6]);
        Directory.CreateDirectory(folder);
        await using var hosts = new SshHosts(() => fleet, folder, TimeProvider.System, new SshTimings(), sshd.Places);
        return await Assert.ThrowsAsync<T>(() => AskAsync(hosts));
    }
}
