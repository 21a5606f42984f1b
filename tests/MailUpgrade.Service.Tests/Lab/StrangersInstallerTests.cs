using Xunit;

namespace MailUpgrade.Service.Tests.Lab;

/// <summary>Installer scripts of somebody else, with true packages, on hosts whose dpkg and apt are their own.</summary>
[Collection("lab")]
public sealed class StrangersInstallerTests
{
    [LongLabFact]
    public async Task A_night_goes_as_written_with_a_strangers_installer_and_the_hosts_own_package_database_says_so()
    {
        using var installer = await ForeignInstaller.MakeAsync("sample-installer");
        await installer.PlayAsync("drills/lab/short-night.yaml");
        var packages = installer.UpgradedPackages();
        Assert.All(packages.Values, status => Assert.Contains("Package: libc6\n", status, StringComparison.Ordinal));
        Assert.Contains("Package: zimbra-network-modules-ng\n", packages["mbs1"], StringComparison.Ordinal);
    }
}
