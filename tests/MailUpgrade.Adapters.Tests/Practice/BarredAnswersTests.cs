using System.Text;
using MailUpgrade.Adapters.Files;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Practice.Remote;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Practice;

/// <summary>What destroys is barred on both sides: the bot's rule and the host's own table give the same word for the same question.</summary>
public sealed class BarredAnswersTests(SharedCluster shared) : IClassFixture<SharedCluster>
{
    private const string NgAsked = "Install zimbra-network-modules-ng [N] ";
    private const string NgListed = "\nInstalling:\n    zimbra-core\n    zimbra-network-modules-ng\n";
    private static readonly string[] Store = ["mailbox"];
    private static readonly Pack Zimbra = PackLoader.Load(Path.Combine(RepositoryRoot.Path, "config", "packs", "zimbra", "pack.yaml")).Required();
    private static int _count;

    [Theory]
    [InlineData("Do you wish to upgrade? [Y] ", "N", true)]
    [InlineData("Do you wish to upgrade? [Y] ", "no", true)]
    [InlineData("Do you wish to upgrade? [Y] ", "Y", false)]
    [InlineData("Do you wish to upgrade? [Y] ", "", false)]
    [InlineData("Delete users/mail? [N] ", "Y", true)]
    [InlineData("Delete users/mail? [N] ", "", false)]
    [InlineData("Would you like to delete /opt/zimbra before installing? [N] ", "Y", true)]
    [InlineData(NgAsked, "N", true)]
    [InlineData(NgAsked, "", true)]
    [InlineData(NgAsked, "Y", false)]
    [InlineData("Install zimbra-ldap [N] ", "Y", true)]
    [InlineData("Install zimbra-imapd (BETA - for evaluation only) [N] ", "Y", true)]
    [InlineData("Install zimbra-ldap [N] ", "N", false)]
    [InlineData("Select the packages to install\n\nInstall zimbra-store [Y] ", "Y", true)]
    [InlineData("Existing packages will be upgraded\n\nInstall zimbra-chat [Y] ", "N", false)]
    [InlineData("The system will be modified.  Continue? [N] ", "Y", true)]
    [InlineData("The system will be modified.  Continue? [N] ", "N", false)]
    [InlineData(NgAsked + "\nThe system will be modified.  Continue? [N] ", "Y", true)]
    [InlineData(NgAsked + NgListed + "\nThe system will be modified.  Continue? [N] ", "Y", false)]
    [InlineData("Install zimbra-drive [N]     Upgrading zimbra-network-modules-ng\n" + NgListed + "\nThe system will be modified.  Continue? [N] ", "Y", false)]
    [InlineData("    zimbra-network-modules-ng...FOUND zimbra-network-modules-ng-8.8.9\n\nThe system will be modified.  Continue? [N] ", "Y", true)]
    [InlineData("\u001b[1mDo you wish\u001b[0m to upgrade? [Y] ", "N", true)]
    [InlineData("Do you wish to upgrade? [Y] \nwarning: a late word\n", "N", true)]
    public async Task Bot_and_host_bar_the_same_answers(string output, string answer, bool barred)
    {
        Assert.Equal(barred, BotBars(output, answer));

        var hosts = new PracticeHosts(shared.Cluster.Folder, TimeProvider.System);
        var host = shared.Cluster.Host("mbs1");
        var ticket = new Ticket("barred", $"talk.{Interlocked.Increment(ref _count)}");
        var script = new HostScript($"printf '%s' {StepVariables.Quoted(output)}\nread -r x\necho \"got $x\"\n", "talk", false)
        {
            Terminal = true,
            Never = [.. Zimbra.Never.Where(n => n.IsFor(Store)).Select(n => n.ToHostRow())],
        };
        await hosts.StartAsync(host, ticket, script, CancellationToken.None);
        var folder = Path.Combine(shared.Cluster.Folder.Host("mbs1"), "tickets", ticket.Run, ticket.Name, "out");
        await ServedCluster.Until(() => File.Exists(folder) && new FileInfo(folder).Length >= Encoding.UTF8.GetByteCount(output));
        if (barred)
        {
            await Assert.ThrowsAsync<AnswerBarredException>(() => hosts.AnswerAsync(host, ticket, 1, 0, answer, CancellationToken.None));
            Assert.True((await hosts.StatusAsync(host, ticket, CancellationToken.None)).Running);
            await hosts.CancelAsync(host, ticket, CancellationToken.None);
        }
        else
        {
            await hosts.AnswerAsync(host, ticket, 1, 0, answer, CancellationToken.None);
            var said = new StringBuilder();
            await hosts.AttachAsync(
                host, ticket, 0,
                (_, bytes) =>
                {
                    said.Append(Encoding.UTF8.GetString(bytes.Span));
                    return ValueTask.CompletedTask;
                }, CancellationToken.None);
            Assert.EndsWith($"got {answer}\n", said.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_table_never_sends_what_the_bars_refuse_and_sends_nothing_but_Y_N_and_Enter()
    {
        Assert.All(Zimbra.Prompts, p => Assert.Contains(p.Answer, new[] { "Y", "N", "" }));
        Assert.Equal(Zimbra.Never.Count, Zimbra.Never.Select(n => n.Id).Distinct().Count());
        foreach (var question in Questions)
        {
            if (Zimbra.PromptFor(question) is { } known)
            {
                var bar = PromptRules.BarredBy(Zimbra, Store, question, known.Answer, [.. Zimbra.Never.Where(n => n.UnlessShown is not null).Select(n => n.Id)]);
                Assert.True(bar is null, $"{question}: {known.Answer} is barred by {bar?.Id}");
            }
        }
    }

    [Fact]
    public void The_installers_own_integrity_check_which_repairs_is_left_out_although_its_default_is_Y() =>
        Assert.Equal("N", Zimbra.PromptFor("Do you want to verify message store database integrity? [Y] ")?.Answer);

    [Theory]
    [InlineData("Do you wish to continue without a backup? [N] ")]
    [InlineData("Do you wish to continue? [N] ")]
    [InlineData("Do you wish to continue?  [N] ")]
    [InlineData("Exit? [N] ")]
    [InlineData("Exit now? [Y] ")]
    [InlineData("Delete users/mail? [N] ")]
    [InlineData("Would you like to delete /opt/zimbra before installing? [N] ")]
    [InlineData("mailutils package[s] will be removed. Continue? [N] ")]
    [InlineData("Attempt to complete configuration now? [yes] ")]
    [InlineData("Address unconfigured (**) items  (? - help) ")]
    [InlineData("Change hostname [Yes] ")]
    [InlineData("Port conflicts detected! - Press Enter/Return key to continue")]
    public void What_only_people_may_decide_is_on_no_list_and_looks_like_a_question(string prompt)
    {
        Assert.Null(Zimbra.PromptFor(prompt));
        Assert.True(PromptRules.LooksLikeQuestion(prompt));
    }

    [Fact]
    public void A_retry_that_is_barred_always_has_a_way_out()
    {
        foreach (var output in new[]
        {
            "WARNING: REMOTE PACKAGE INSTALLATION FAILED.", "UPGRADE FAILED - exiting.", "Failed to remove existing zimbra packages",
            "DO NOT ATTEMPT UPGRADING AGAIN UNTIL THE FILE IS FIXED.", "packages of mbs1 are half installed", "the configuration of mbs1 did not end",
            "an interrupted package installation is in the history of mbs1: a person decides, the installer is not started",
        })
        {
            Assert.NotNull(Zimbra.WayOutOf(Zimbra.BarOf(output)));
        }
    }

    private static bool BotBars(string output, string answer)
    {
        var watch = new Core.Engine.OutputWatch(Zimbra, null, 0);
        watch.Take(0, Encoding.UTF8.GetBytes(output));
        var shown = watch.TakeShown();
        return PromptRules.BarredBy(Zimbra, Store, watch.LooksAsked() ?? watch.Tail, answer, shown) is not null;
    }

    private static readonly string[] Questions =
    [
        "Do you agree with the terms of the software license agreement? [N] ", "Do you want to verify message store database integrity? [Y] ",
        "Use Zimbra's package repository [Y] ", "Do you wish to upgrade? [Y] ", NgAsked, "Install zimbra-talk [Y] ", "Install zimbra-chat [Y] ",
        "Install zimbra-imapd (BETA - for evaluation only) [N] ", "Install zimbra-ldap [N] ", "Install zimbra-drive [N] ", "Install zimbra-archiving [N] ",
        "The system will be modified.  Continue? [N] ", "Notify Zimbra of your installation? [Yes] ", "Configuration complete - press return to exit ",
    ];
}
