using Xunit;

namespace MailUpgrade.Adapters.Tests.Zimbra;

/// <summary>Hosts on which an installer's own words, its exit code 0 and a whole history say success, while they are not upgraded as decided.</summary>
public sealed class NaiveReadingTests(PackHost host) : IClassFixture<PackHost>
{
    private const string Whole =
        "INSTALL SESSION START|UPGRADED zimbra-core_8.8.10.GA.3039.UBUNTU16.64_amd64.deb|INSTALL SESSION COMPLETE|CONFIG SESSION START|CONFIGURED BEGIN|CONFIGURED END|CONFIG SESSION COMPLETE";

    private const string Running = "\tmta                     Running\n\tamavis                  Running\n\tzmconfigd               Running";

    [Theory]
    [InlineData("\tmta                     Stopped\n\t\tpostfix is not running\n\tzmconfigd               Running", "mta is not running on mta1", 2)]
    [InlineData("Connect: Unable to determine enabled services from ldap.\nEnabled services read from cache. Service list may be inaccurate.\n" + Running, "Unable to determine enabled services", 2)]
    [InlineData("Timeout after 180 seconds", "Timeout after 180 seconds", 2)]
    public Task Services_that_do_not_run_or_cannot_be_seen_are_no_upgrade(string status, string says, int exit) =>
        JudgedAsync("mta1", Whole, says, exit, status: status);

    [Fact]
    public Task An_edition_that_lost_its_network_components_is_no_upgrade() =>
        JudgedAsync("mta1", Whole, "mta1 was NETWORK edition and is FOSS now", 2, edition: "FOSS");

    [Fact]
    public Task A_role_that_nobody_decided_is_no_upgrade() =>
        JudgedAsync("mta1", Whole, "zimbra-ldap was added to mta1, and nobody decided that", 2, added: "zimbra-ldap 8.8.10.GA.3039.UBUNTU16.64");

    [Fact]
    public Task A_store_that_was_removed_and_installed_anew_is_no_upgrade() =>
        JudgedAsync("mbs1", Whole.Replace("INSTALL SESSION COMPLETE", "INSTALLED zimbra-store_8.8.10.GA.3039.UBUNTU16.64_amd64.deb|INSTALL SESSION COMPLETE", StringComparison.Ordinal),
            "packages of mbs1 were removed and installed anew, not upgraded", 2);

    [Fact]
    public Task NG_that_was_never_asked_for_is_missing_whatever_the_history_says() =>
        JudgedAsync("mbs1", Whole, "Network Modules NG is not installed on mbs1", 2);

    [Fact]
    public Task NG_that_is_installed_and_switched_off_is_no_upgrade() =>
        JudgedAsync("mbs1", Whole, "Network Modules NG is switched off on mbs1", 2, added: "zimbra-network-modules-ng 8.8.10.GA.3039.UBUNTU16.64");

    [Theory]
    [InlineData(Whole, "", "mta1 is on 8.8.10 already: the same installer would remove and reinstall it")]
    [InlineData("INSTALL SESSION START", "ii  zimbra-mta 8.8.10.GA.3039.UBUNTU16.64\n", "an interrupted package installation is in the history of mta1")]
    [InlineData("INSTALL SESSION START|UPGRADED zimbra-core_8.8.10.GA.3039.UBUNTU16.64_amd64.deb|INSTALL SESSION COMPLETE", "", "the configuration of mta1 did not end")]
    [InlineData("INSTALL SESSION START", "", "the installer was started")]
    public async Task The_installer_is_not_started_where_it_would_destroy(string session, string moreBefore, string says)
    {
        using var history = new PackHostFile(host, "mta1", "opt/zimbra/.install_history");
        using var installer = new PackHostFile(host, "mta1", "opt/zcs-installer/install.sh");
        File.WriteAllText(installer.Path, "#!/bin/sh\necho the installer was started\n");
        var state = StateOf("mta1");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(state, "before.packages"), BeforeOf("mta1") + moreBefore);
            await File.AppendAllTextAsync(history.Path, Lines(session));
            var (exit, output) = await host.RunAsync("mta1", "upgrade/install.sh");
            Assert.Contains(says, output, StringComparison.Ordinal);
            Assert.Equal(says == "the installer was started" ? 0 : 1, exit);
        }
        finally
        {
            Directory.Delete(state, recursive: true);
        }
    }

    private async Task JudgedAsync(string name, string session, string says, int exit, string status = Running, string edition = "NETWORK", string? added = null)
    {
        using var history = new PackHostFile(host, name, "opt/zimbra/.install_history");
        using var packages = new PackHostFile(host, name, "var/lib/dpkg/practice-packages");
        using var control = new PackHostFile(host, name, "opt/zimbra/bin/zmcontrol");
        using var prov = new PackHostFile(host, name, "opt/zimbra/bin/zmprov");
        var state = StateOf(name);
        try
        {
            await File.WriteAllTextAsync(Path.Combine(state, "before.history"), $"{(await File.ReadAllTextAsync(history.Path)).Count(c => c == '\n')}\n");
            await File.WriteAllTextAsync(Path.Combine(state, "before.edition"), "NETWORK\n");
            await File.WriteAllTextAsync(Path.Combine(state, "before.packages"), BeforeOf(name));
            await File.AppendAllTextAsync(history.Path, Lines(session));
            await File.WriteAllTextAsync(packages.Path, (await File.ReadAllTextAsync(packages.Path)).Replace("8.7.1.GA.1670", "8.8.10.GA.3039", StringComparison.Ordinal) + (added is null ? "" : added + "\n"));
            host.Says(name, "zmcontrol", $"Release 8.8.10.GA.3039.UBUNTU16.64 UBUNTU16_64 {edition} edition.\nHost {name}\n{status}");
            host.Says(name, "zmprov", "zimbraServerVersion: 8.8.10_GA_3039\nzimbraNetworkModulesNGEnabled: FALSE");
            var (was, output) = await host.RunAsync(name, "upgrade/verify.sh");
            Assert.Contains(says, output, StringComparison.Ordinal);
            Assert.Equal(exit, was);
        }
        finally
        {
            Directory.Delete(state, recursive: true);
        }
    }

    private string StateOf(string name) => Directory.CreateDirectory(Path.Combine(host.Test.Folder.RootOf(name), "var/lib/mailupgrade/r1")).FullName;

    private string BeforeOf(string name) =>
        string.Concat(File.ReadLines(Path.Combine(host.Test.Folder.RootOf(name), "var/lib/dpkg/practice-packages")).Select(p => $"ii  {p}\n"));

    private static string Lines(string session) => string.Concat(session.Split('|').Select(l => $"1546100000: {l}\n"));
}
