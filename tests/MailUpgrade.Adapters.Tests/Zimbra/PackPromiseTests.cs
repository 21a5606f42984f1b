using Xunit;

namespace MailUpgrade.Adapters.Tests.Zimbra;

/// <summary>What the night compares with what was before it: customisations, services, the plugin; and what collides with it.</summary>
public sealed class PackPromiseTests(PackHost host) : IClassFixture<PackHost>
{
    [Theory]
    [InlineData("2018 a", "2018 a", 0, "is in step")]
    [InlineData("2018 b", "2018 a", 2, "LDAP of mbs6 is behind the master")]
    [InlineData("2018 a", "", 2, "LDAP of mbs6 does not answer")]
    [InlineData("", "2018 a", 3, "the LDAP master says no contextCSN")]
    public async Task A_directory_replica_has_to_have_what_the_master_has(string master, string own, int exit, string words)
    {
        using var kept = new PackHostFile(host, "mbs6", "opt/zimbra/bin/ldapsearch");
        string Csn(string value) => value.Length == 0 ? "true" : $"echo 'contextCSN: {value}'";
        File.WriteAllText(kept.Path, $"#!/bin/sh\ncase \"$*\" in *//{host.Test.Host("ldap1").Address}:*) {Csn(master)} ;; *) {Csn(own)} ;; esac\n");
        var answer = await host.RunAsync("mbs6", "checks/directory.sh", ("MU_ROLES", "ldap-replica"));
        Assert.True(answer.Exit == exit, answer.Output);
        Assert.Contains(words, answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ha_monitoring_and_configuration_management_are_said_held_and_given_back()
    {
        using var units = new PackHostFile(host, "mbs4", "opt/zimbra/.practice/own-units");
        File.AppendAllText(units.Path, "keepalived\npuppet\n");
        var (exit, output) = await host.RunAsync("mbs4", "checks/collisions.sh");
        Assert.Equal(1, exit);
        Assert.Contains("an HA manager runs on mbs4", output, StringComparison.Ordinal);
        Assert.Equal(0, (await host.RunAsync("mbs4", "holds/hold.sh")).Exit);
        Assert.Equal(["keepalived", "monit", "puppet"], (await File.ReadAllLinesAsync(State("mbs4", "units"))).Intersect(["keepalived", "monit", "puppet"]).Order());
        Assert.Equal(0, (await host.RunAsync("mbs4", "holds/check-held.sh")).Exit);
        Assert.Equal(0, (await host.RunAsync("mbs4", "holds/release.sh")).Exit);
        Assert.Equal(0, (await host.RunAsync("mbs4", "holds/check-released.sh")).Exit);
    }

    [Fact]
    public async Task A_cron_line_of_others_that_touches_the_mail_system_is_said()
    {
        var cron = Path.Combine(host.Test.Folder.RootOf("mbs1"), "etc/cron.d/nas");
        Directory.CreateDirectory(Path.GetDirectoryName(cron)!);
        File.WriteAllText(cron, "0 23 * * * root rsync -a /opt/zimbra nas:\n");
        var (exit, output) = await host.RunAsync("mbs1", "checks/collisions.sh");
        File.Delete(cron);
        Assert.Equal(1, exit);
        Assert.Contains("cron lines of others touch the mail system on mbs1: 0 23", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mbs1", "zimbra-patch", true)]
    [InlineData("mbs1", "zimbra-network-modules-ng", true)]
    [InlineData("proxy1", "zimbra-memcached", true)]
    [InlineData("proxy1", "zimbra-patch", false)]
    public async Task Packages_that_the_installer_fetches_later_are_run_on_paper_too(string name, string package, bool wanted)
    {
        using var apt = new PackHostFile(host, name, "usr/bin/apt-get");
        File.WriteAllText(apt.Path, $"#!/bin/sh\ncase \"$*\" in *' install '*' {package}'* | *' install {package}'*) echo 'E: Unable to locate package {package}'; exit 100 ;; esac\n");
        var (exit, output) = await host.RunAsync(name, "checks/precheck.sh");
        Assert.Equal(wanted ? 2 : 0, exit);
        Assert.Equal(wanted, output.Contains($"packages cannot be installed on {name}: Unable to locate package {package}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ldap1", "zimbra-core-components zimbra-snmp-components zimbra-ldap-components")]
    [InlineData("mta1", "zimbra-core-components zimbra-snmp-components zimbra-mta-components zimbra-dnscache-components")]
    [InlineData("proxy1", "zimbra-core-components zimbra-snmp-components zimbra-proxy-components zimbra-memcached")]
    [InlineData("mbs1", "zimbra-core-components zimbra-snmp-components zimbra-store-components zimbra-apache-components zimbra-spell-components zimbra-network-modules-ng zimbra-network-store zimbra-license-tools zimbra-license-extension zimbra-patch zimbra-talk")]
    public async Task The_very_names_that_the_installer_will_fetch_are_run_on_paper_before_the_night_and_again_when_all_is_stopped(string name, string packages)
    {
        using var apt = new PackHostFile(host, name, "usr/bin/apt-get");
        using var query = new PackHostFile(host, name, "usr/bin/dpkg-query");
        var asked = Path.Combine(host.Test.Folder.RootOf(name), "tmp/asked");
        File.WriteAllText(apt.Path, $"#!/bin/sh\ncase \"$*\" in *' install '*) echo \"$*\" >> {asked} ;; esac\n");
        if (name == "mbs1")
        {
            File.AppendAllText(query.Path, "echo 'ii  zimbra-talk 8.7.1'\n");
        }
        Assert.Equal(0, (await host.RunAsync(name, "checks/precheck.sh")).Exit);
        await host.RunAsync(name, "checks/cold.sh"); // its other checks have no stopped cluster here
        var lines = await File.ReadAllLinesAsync(asked);
        File.Delete(asked);
        Assert.Equal(2, lines.Length);
        Assert.All(lines, l => Assert.Equal(packages, l.Split(" install ")[1]));
        Assert.All(lines, l => Assert.Contains(" -s ", l, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_package_of_the_end_that_is_gone_from_the_repository_meanwhile_stops_the_night_before_the_first_installer()
    {
        var fault = Path.Combine(host.Test.Folder.FaultsOf("mbs1"), "repo-extra-fails");
        File.WriteAllText(fault, "");
        var cold = await host.RunAsync("mbs1", "checks/cold.sh");
        File.Delete(fault);
        Assert.Equal(2, cold.Exit);
        Assert.Contains("CRITICAL: packages cannot be installed on mbs1: Unable to locate package zimbra-network-modules-ng", cold.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("packages cannot be installed", (await host.RunAsync("mbs1", "checks/cold.sh")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Services_are_compared_with_those_that_ran_before_and_not_with_all()
    {
        using var kept = new PackHostFile(host, "proxy1", "opt/zimbra/bin/zmcontrol");
        host.Says("proxy1", "zmcontrol", File.ReadAllText(Path.Combine(MailUpgrade.Testing.RepositoryRoot.Path, "tests/MailUpgrade.Adapters.Tests/Zimbra/fixtures/zmcontrol-status-logger-stopped.txt")));
        Assert.Equal(0, (await host.RunAsync("proxy1", "services/record.sh")).Exit);
        var (exit, output) = await host.RunAsync("proxy1", "services/check-started.sh");
        File.Delete(State("proxy1", "services"));
        Assert.True(exit == 0, output); // its logger was stopped before anybody came
        Assert.Equal(2, (await host.RunAsync("proxy1", "services/check-started.sh")).Exit);
    }

    [Fact]
    public async Task Themes_settings_templates_and_cron_lines_that_changed_are_on_the_list_too()
    {
        string At(string path) => Path.Combine(host.Test.Folder.RootOf("mbs6"), path);
        Directory.CreateDirectory(At("opt/zimbra/jetty/webapps/zimbra/skins/bank"));
        foreach (var file in (string[])["opt/zimbra/common/conf/main.cf", "opt/zimbra/conf/nginx/templates/nginx.conf.web.template"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(At(file))!);
            File.AppendAllText(At(file), "made = here\n");
        }
        File.AppendAllText(At("var/spool/cron/crontabs/zimbra"), "5 5 * * * /opt/zimbra/own.sh\n");
        Assert.Equal(0, (await host.RunAsync("mbs6", "inventory/save.sh")).Exit);
        Assert.Equal(0, (await host.RunAsync("mbs6", "inventory/compare.sh")).Exit);

        Directory.Delete(At("opt/zimbra/jetty/webapps/zimbra/skins/bank"));
        File.AppendAllText(At("opt/zimbra/common/conf/main.cf"), "new = one\n");
        File.Delete(At("opt/zimbra/conf/nginx/templates/nginx.conf.web.template"));
        File.WriteAllText(At("var/spool/cron/crontabs/zimbra"), File.ReadAllText(At("var/spool/cron/crontabs/zimbra")).Replace("5 5 * * * /opt/zimbra/own.sh\n", "", StringComparison.Ordinal));
        var (exit, output) = await host.RunAsync("mbs6", "inventory/compare.sh");
        Assert.Equal(1, exit);
        foreach (var words in (string[])["theme gone on mbs6: bank", "file changed on mbs6: /opt/zimbra/common/conf/main.cf", "file gone on mbs6: /opt/zimbra/conf/nginx/templates/nginx.conf.web.template", "cron line gone on mbs6: 5 5 * * * /opt/zimbra/own.sh"])
        {
            Assert.Contains(words, output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("volumes", "volumes of mbs6 are not those of the inventory")]
    [InlineData("stores", "store types of mbs6 are not those of the inventory")]
    [InlineData("policy", "the policy of mbs6 is not the saved one")]
    [InlineData("schedules", "schedules of mbs6 are not the saved ones")]
    [InlineData("licence", "the licence of the Suite on mbs6 is not the saved one")]
    [InlineData("blobs", "is not what it was")]
    public async Task Each_part_of_the_plugins_inventory_that_differs_is_named(string part, string words)
    {
        Assert.Equal(0, (await host.RunAsync("mbs6", "holds/hold.sh")).Exit);
        Assert.Equal(0, (await host.RunAsync("mbs6", "plugin/save.sh")).Exit);
        var same = await host.RunAsync("mbs6", "plugin/check-back.sh");
        Assert.True(same.Exit == 0, same.Output);
        var saved = State("mbs6", "plugin/" + part);
        var was = await File.ReadAllTextAsync(saved);
        Assert.NotEqual("", was);
        File.WriteAllText(saved, was.TrimEnd('\n') + "0\n");
        var (exit, output) = await host.RunAsync("mbs6", "plugin/check-back.sh");
        Assert.Equal(2, exit);
        Assert.Contains(words, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_blob_moves_before_sign_off()
    {
        Assert.Equal(0, (await host.RunAsync("mbs6", "holds/hold.sh")).Exit);
        Assert.Equal(0, (await host.RunAsync("mbs6", "plugin/save.sh")).Exit);
        Assert.Equal(0, (await host.ShellAsync("mbs6", "su - zimbra -c \"zxsuite hsm setProperty deduplicateAfterScheduledMoveBlobs true\"")).Exit);
        Assert.DoesNotContain("at work already", (await host.RunAsync("mbs6", "plugin/check-in.sh")).Output, StringComparison.Ordinal);
        Assert.Contains("the schedule deduplicateAfterScheduledMoveBlobs of mbs6 is not held", (await host.RunAsync("mbs6", "plugin/check-in.sh")).Output, StringComparison.Ordinal);
        await host.RunAsync("mbs6", "plugin/in.sh");
        Assert.DoesNotContain("schedule", (await host.RunAsync("mbs6", "plugin/check-in.sh")).Output, StringComparison.Ordinal);
        using var kept = new PackHostFile(host, "mbs6", "opt/zimbra/bin/zxsuite");
        host.Says("mbs6", "zxsuite", "operations\n    name doMoveBlobs");
        Assert.Contains("NG of mbs6 is at work already: doMoveBlobs", (await host.RunAsync("mbs6", "plugin/check-in.sh")).Output, StringComparison.Ordinal);
    }

    private string State(string name, string file) => Path.Combine(host.Test.Folder.RootOf(name), "var/lib/mailupgrade/r1", file);
}
