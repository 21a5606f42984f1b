using Xunit;

namespace MailUpgrade.Adapters.Tests.Zimbra;

/// <summary>The verdict on a node reads the history of this run's own session; what went before proves nothing.</summary>
public sealed class VerdictTests(PackHost host) : IClassFixture<PackHost>
{
    private const string Packages = "UPGRADED zimbra-core_8.8.10.GA.3039.UBUNTU16.64_amd64.deb";

    [Theory]
    [InlineData("", "changed nothing")]
    [InlineData("INSTALL SESSION START", "packages of mta1 are half installed")]
    [InlineData("INSTALL SESSION START|" + Packages + "|INSTALL SESSION COMPLETE", "configuration of mta1 did not end")]
    [InlineData("INSTALL SESSION START|" + Packages + "|INSTALL SESSION COMPLETE|CONFIG SESSION START|CONFIGURED BEGIN|CONFIGURED configLCValues", "configuration of mta1 did not end")]
    [InlineData("INSTALL SESSION START|" + Packages + "|INSTALL SESSION COMPLETE|CONFIG SESSION START|CONFIGURED BEGIN|CONFIG SESSION COMPLETE", "configuration of mta1 did not end")]
    [InlineData("INSTALL SESSION START|UPGRADED |INSTALL SESSION COMPLETE|CONFIG SESSION START|CONFIGURED BEGIN|CONFIGURED END|CONFIG SESSION COMPLETE", "is not upgraded: its history ends with no core package")]
    [InlineData("INSTALL SESSION START|" + Packages + "|UPGRADED |INSTALL SESSION COMPLETE|CONFIG SESSION START|CONFIGURED BEGIN|CONFIGURED END|CONFIG SESSION COMPLETE", "extra packages were not installed on mta1")]
    [InlineData("INSTALL SESSION START|" + Packages + "|INSTALL SESSION COMPLETE|CONFIG SESSION START|CONFIGURED BEGIN|CONFIGURED END|CONFIG SESSION COMPLETE", "stayed on 8.7.1")]
    public Task A_history_that_is_not_whole_and_packages_that_stayed_behind_are_no_upgrade(string session, string says) => JudgedAsync(session, null, says);

    [Theory]
    [InlineData("", "the installer ended before it changed a package")]
    [InlineData("ii  zimbra-core-components 1.0.9-1zimbra8.7b1.16.04\n", "packages of mta1 are half installed")]
    public Task A_session_without_an_end_changed_nothing_only_where_every_package_is_the_one_that_was_there(string moreBefore, string says) =>
        JudgedAsync("INSTALL SESSION START", moreBefore, says);

    private async Task JudgedAsync(string session, string? moreBefore, string says)
    {
        var root = host.Test.Folder.RootOf("mta1");
        var history = Path.Combine(root, "opt/zimbra/.install_history");
        var before = await File.ReadAllTextAsync(history);
        var state = Directory.CreateDirectory(Path.Combine(root, "var/lib/mailupgrade/r1")).FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(state, "before.history"), $"{before.Count(c => c == '\n')}\n");
            if (moreBefore is not null)
            {
                var packages = await File.ReadAllLinesAsync(Path.Combine(root, "var/lib/dpkg/practice-packages"));
                await File.WriteAllTextAsync(Path.Combine(state, "before.packages"), string.Concat(packages.Select(p => $"ii  {p}\n")) + moreBefore);
            }

            await File.AppendAllTextAsync(history, string.Concat(session.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(l => $"1546100000: {l}\n")));
            var (exit, output) = await host.RunAsync("mta1", "upgrade/verify.sh");
            Assert.Equal(2, exit);
            Assert.Contains(says, output, StringComparison.Ordinal);
        }
        finally
        {
            await File.WriteAllTextAsync(history, before);
            Directory.Delete(state, recursive: true);
        }
    }
}
