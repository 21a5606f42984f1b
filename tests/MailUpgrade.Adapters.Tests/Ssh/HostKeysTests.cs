using MailUpgrade.Adapters.Ssh;
using MailUpgrade.Core.Plans;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Ssh;

public sealed class HostKeysTests(TestSshd sshd) : IClassFixture<TestSshd>
{
    [Fact]
    public async Task A_key_is_new_then_known_and_another_one_is_called_changed()
    {
        var fleet = With(Path.Combine(sshd.Folder, "trusted"));
        var seen = await LookAsync(fleet);
        Assert.Equal((HostKeyState.New, null), (seen.State, seen.Fault));
        Assert.StartsWith("SHA256:", seen.Fingerprint, StringComparison.Ordinal);
        Assert.False(File.Exists(fleet.Ssh.KnownHosts));

        HostKeys.Write(fleet, [seen]);
        Assert.Equal(HostKeyState.Known, (await LookAsync(fleet)).State);

        await File.WriteAllTextAsync(fleet.Ssh.KnownHosts!, $"[127.0.0.1]:{sshd.Port} {await File.ReadAllTextAsync(Path.Combine(sshd.Folder, "stranger.pub"))}");
        var other = await LookAsync(fleet);
        Assert.Equal(HostKeyState.Changed, other.State);
        HostKeys.Write(fleet, [other]);
        Assert.Equal(HostKeyState.Known, (await LookAsync(fleet)).State);
        Assert.Single(await File.ReadAllLinesAsync(fleet.Ssh.KnownHosts!));
    }

    [Fact]
    public async Task A_host_that_shows_no_key_is_told_with_the_reason()
    {
        var fleet = With(Path.Combine(sshd.Folder, "trusted")) with { Sites = [sshd.Fleet.Sites[0] with { Port = 1 }] };
        var seen = await LookAsync(fleet);
        Assert.Equal(HostKeyState.Unseen, seen.State);
        Assert.Contains("refused", seen.Fault, StringComparison.Ordinal);
    }

    private Fleet With(string known) => sshd.Fleet with { Ssh = sshd.Fleet.Ssh with { KnownHosts = known } };

    private Task<HostKey> LookAsync(Fleet fleet) =>
        HostKeys.LookAsync(fleet, sshd.Host, jump: false, Path.Combine(sshd.Folder, "sockets"), new SshTimings(), CancellationToken.None);
}
