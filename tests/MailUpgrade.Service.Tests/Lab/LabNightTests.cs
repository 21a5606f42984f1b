using MailUpgrade.Adapters.Files;
using MailUpgrade.Practice.Cluster;
using MailUpgrade.Service.Hosting;
using MailUpgrade.Service.Tests.Drills;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Service.Tests.Lab;

/// <summary>Whole nights over real ssh.</summary>
[Collection("lab")]
public sealed class LabNightTests
{
    [LabFact]
    public Task The_short_night_goes_as_written_although_every_link_is_cut() => Nights.PassAsync("lab/short-night", LooksClean);

    [LongLabFact]
    public Task The_night_of_the_case_goes_as_written_although_every_link_is_cut_three_times() => Nights.PassAsync("lab/december-2018-links-cut", LooksClean);

    [LongLabTheory]
    [InlineData("unknown-prompt")]
    [InlineData("ng-prompt-missing")]
    [InlineData("repo-extra-fails")]
    public Task A_trap_of_the_installer_ends_over_ssh_as_an_expert_would_want(string drill) => Nights.PassAsync("lab/" + drill);

    // Written for four practice hosts, led unchanged on four hosts of the lab, at a speed that the wire keeps up with.
    [LongLabTheory]
    [InlineData("disk-full-in-installer")]
    [InlineData("integrity-errors-in-installer")]
    [InlineData("licence-over-limit")]
    [InlineData("login-storm")]
    [InlineData("mail-lost")]
    [InlineData("mailboxd-dead")]
    [InlineData("mailboxd-slow-start")]
    [InlineData("messages-lost")]
    [InlineData("mysql-upgrade-crash")]
    [InlineData("not-let-in")]
    [InlineData("package-fails")]
    [InlineData("prompt-twice")]
    [InlineData("reboot-in-installer")]
    [InlineData("restore-noop")]
    [InlineData("rollback-after-doors")]
    [InlineData("slapd-start-fails")]
    [InlineData("snapshot-noop")]
    [InlineData("zmsetup-killed")]
    public Task A_drill_of_the_practice_cluster_ends_over_ssh_as_there(string drill) => Nights.PassAsync("zimbra/" + drill, more: ["--fleet", "lab-small", "--speed", "60"]);

    [LongLabFact]
    public Task Another_mail_system_of_true_packages_is_upgraded() => Nights.PassAsync("lab/postfix-dovecot");

    [LongLabFact]
    public Task Another_mail_system_of_true_packages_goes_back_as_a_unit() => Nights.PassAsync("lab/postfix-dovecot-back");

    /// <summary>No secret that the night used is in what the bot or its programs left, and no host keeps anything of the run but its ledger.</summary>
    private static void LooksClean(string state)
    {
        var fleet = new ConfigFolder(Path.Combine(RepositoryRoot.Path, "config")).Fleet("lab-small").Required();
        var cluster = ClusterPlace.Of(state, fleet);
        var secrets = new[] { PracticeMailAccess.Of(cluster, fleet).AdminPassword!, "lr-practice", "zl-practice", "my-mbs1-practice", "practice-secret" };
        var shown = Directory.EnumerateFiles(state, "*", SearchOption.AllDirectories)
            .Where(f => secrets.Any(s => File.ReadAllBytes(f).AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(s)) >= 0))
            .Where(f => !f.Contains("/config/packs/", StringComparison.Ordinal));
        Assert.Empty(shown);
        Assert.Contains(Directory.EnumerateFiles(state, "bot*.log"), f => File.ReadAllText(f).Contains("left there is gone", StringComparison.Ordinal));
        Assert.All(
            cluster.HostNames(),
            h => Assert.Empty(Directory.EnumerateDirectories(Path.Combine(cluster.Host(h), "tickets"))));
    }
}
