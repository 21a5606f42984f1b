using MailUpgrade.Adapters.Files;
using MailUpgrade.Service.Hosting;
using MailUpgrade.Service.Tests.Drills;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Service.Tests.Lab;

/// <summary>Installer scripts of somebody else, with true packages, on hosts whose dpkg and apt are their own.</summary>
[Collection("lab")]
public sealed class StrangersInstallerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mailupgrade-stranger-").FullName;

    [LongLabFact]
    public async Task A_night_goes_as_written_with_a_strangers_installer_and_the_hosts_own_package_database_says_so()
    {
        var installer = Path.Combine(_folder, "installer");
        await ForeignInstaller.RunAsync(Path.Combine(RepositoryRoot.Path, "tests", "lab", "sample-installer"), installer);
        var config = await ForeignInstaller.ConfigAsync(_folder, installer);
        var state = Path.Combine(_folder, "state");
        var (exit, output) = await PlayedDrill.PlayAsync("drills/lab/short-night.yaml", state, "--config", config);
        Assert.True(exit == 0, output[Math.Max(0, output.Length - 12_000)..]);
        var cluster = ClusterPlace.Of(state, new ConfigFolder(config).Fleet("lab-small").Required());
        Assert.All(cluster.HostNames(), host =>
        {
            var status = File.ReadAllText(Path.Combine(cluster.RootOf(host), "var/lib/dpkg/status"));
            Assert.Matches("Package: zimbra-core\nStatus: install ok installed\n(.+\n)*Version: 8\\.8\\.10", status);
            Assert.Contains("Package: libc6\n", status, StringComparison.Ordinal);
        });
        Assert.Contains("Package: zimbra-network-modules-ng\n", File.ReadAllText(Path.Combine(cluster.RootOf("mbs1"), "var/lib/dpkg/status")), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
