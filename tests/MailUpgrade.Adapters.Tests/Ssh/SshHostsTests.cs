using MailUpgrade.Adapters.Ssh;
using MailUpgrade.Adapters.Tests.Hosts;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Ssh;

/// <summary>The contract over a real sshd.</summary>
public sealed class SshHostsTests(TestSshd sshd) : ShellHostsContract, IClassFixture<TestSshd>
{
    protected override Task<HostsUnderTest> CreateAsync() => Task.FromResult<HostsUnderTest>(new UnderTest(sshd));

    private sealed class UnderTest(TestSshd sshd) : HostsUnderTest
    {
        private readonly List<SshHosts> _all = [];
        private SshHosts? _first;

        public override IHosts Hosts => _first ??= Make();

        public override FleetHost Host => sshd.Host;

        public override Task ForbidAsync(string? why) => ForbidAsync(sshd.StopFile, why);

        public override IHosts Another() => Make();

        public override Task CutAsync()
        {
            sshd.Down();
            return Task.CompletedTask;
        }

        public override Task MendAsync()
        {
            sshd.Up();
            return Task.CompletedTask;
        }

        public override Task RebootAsync() => File.WriteAllTextAsync(Path.Combine(sshd.Folder, "boot"), Guid.NewGuid() + "\n");

        public override async Task<IReadOnlyList<string>> LedgerAsync() => File.Exists(sshd.Ledger) ? await File.ReadAllLinesAsync(sshd.Ledger) : [];

        public override async ValueTask DisposeAsync()
        {
            sshd.Up();
            foreach (var hosts in _all)
            {
                await hosts.DisposeAsync();
            }
        }

        private SshHosts Make()
        {
            var made = sshd.Hosts();
            _all.Add(made);
            return made;
        }
    }
}
