using System.Diagnostics;
using MailUpgrade.Adapters.Storage;
using MailUpgrade.Core.Ports;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Service.Tests.Lab;

/// <summary>The end of the bot's access, on a real host.</summary>
[Collection("lab")]
public sealed class HostsRevokeTests : IDisposable
{
    private const string Lab = "/var/lib/mailupgrade-lab";
    private readonly string _state = Directory.CreateTempSubdirectory("mailupgrade-revoke-").FullName;

    public void Dispose()
    {
        Directory.Delete(_state, recursive: true);
        Run(Lab + "/reset");
    }

    [LabFact]
    public async Task After_hosts_revoke_the_key_opens_nothing_the_state_is_gone_and_other_peoples_keys_stay()
    {
        using (var journal = new SqliteJournal(new StateFolder(_state).JournalPath))
        {
            await journal.AppendAsync("run-1", 0, [new NewJournalEntry(DateTimeOffset.UnixEpoch, "run-planned", "bot", "-", "{}")], default);
        }
        var (code, said) = Run(Lab + "/reset", Path.Combine(RepositoryRoot.Path, "config/fleets/lab-small.yaml"));
        Assert.True(code == 0, said);
        (code, said) = Verb("exec", "--fleet", "lab-small", "name=mbs2", "--", "sh", "-c", "echo 'ssh-ed25519 AAAAsomebody-else' >> /home/upgrade/.ssh/authorized_keys; mkdir -p /var/lib/mailupgrade/run-1/done && echo 1 2 3 > /var/lib/mailupgrade/run-1/done/pid && echo exited 0 > /var/lib/mailupgrade/run-1/done/rc");
        Assert.True(code == 0, said);

        (code, said) = Verb("hosts", "revoke", "--fleet", "lab-small", "mbs2");
        Assert.Equal(1, code);
        Assert.Contains("Nothing was changed; say --yes", said, StringComparison.Ordinal);
        Assert.Equal(0, Verb("exec", "--fleet", "lab-small", "name=mbs2", "--", "test", "-d", "/var/lib/mailupgrade/run-1").Code);

        (code, said) = Verb("hosts", "revoke", "--fleet", "lab-small", "mbs2", "--yes");
        Assert.Contains("mbs2       key and state are gone; a new login was tried and refused", said, StringComparison.Ordinal);
        Assert.Equal(0, code);
        // The proof that /aftercare reads: of the run that the journal had, for the host that was tried.
        Assert.Contains("\"hosts\":[\"mbs2\"],\"runs\":[\"run-1\"]", File.ReadAllText(Path.Combine(_state, "revoked.jsonl")), StringComparison.Ordinal);
        Assert.Contains("Permission denied", Login("10.77.1.12").Said, StringComparison.Ordinal);
        Assert.Equal(0, Login("10.77.1.11").Code);
        Assert.Equal(["ssh-ed25519 AAAAsomebody-else"], File.ReadAllLines(Lab + "/pool/os/mbs2/up/home/upgrade/.ssh/authorized_keys"));
        Assert.Empty(Directory.EnumerateDirectories(Lab + "/pool/cluster/hosts/mbs2/tickets"));
    }

    private (int Code, string Said) Verb(params string[] words)
    {
        var verb = words[0] == "hosts" ? 2 : 1;
        return Run("dotnet", [Path.Combine(AppContext.BaseDirectory, "mailupgrade.dll"), .. words[..verb], .. Places, .. words[verb..]]);
    }

    private string[] Places => ["--state", _state, "--config", Path.Combine(RepositoryRoot.Path, "config")];

    private static (int Code, string Said) Login(string address) => Run(
        "ssh", "-o", "BatchMode=yes", "-o", "UserKnownHostsFile=" + Lab + "/known_hosts", "-o", "IdentitiesOnly=yes", "-o", "IdentityAgent=none", "-i", Lab + "/key", "upgrade@" + address, "true");

    private static (int Code, string Said) Run(string program, params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var complaints = process.StandardError.ReadToEndAsync();
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said + complaints.Result);
    }
}
