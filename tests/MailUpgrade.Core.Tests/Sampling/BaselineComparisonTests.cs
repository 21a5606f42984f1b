using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Sampling;
using Xunit;

namespace MailUpgrade.Core.Tests.Sampling;

public sealed class BaselineComparisonTests
{
    private static readonly AccountState Account = new(
        "a@x", "1", "mbs1", "ok", 5000, [new FolderState("Inbox", 10, 4000, 2, 77), new FolderState("Trash", 3, 900, 0, 78)], "257 9 aa", 4, 1);

    private static readonly VolumeState Volume = new("mbs6", "far-s3", "a@x", "300", "300 9 bb");

    [Fact]
    public void The_same_is_no_finding() => Assert.Empty(BaselineComparison.Compare(Of(Account), Of(Account with { })));

    [Fact]
    public void Each_figure_that_differs_is_one_finding_with_both_values()
    {
        var after = Account with
        {
            UsedBytes = 4900,
            Folders = [new FolderState("Inbox", 9, 3900, 1, 99), Account.Folders[1]],
            OldestMessage = "mail.NO_SUCH_BLOB",
            Filters = 0,
            Shares = 0,
            Host = "mbs2",
        };
        Assert.Equal(
            [
                new("a@x", "mailbox host", "mbs1", "mbs2"),
                new("a@x", "quota used, bytes", "5000", "4900"),
                new("a@x", "Inbox, items", "10", "9"),
                new("a@x", "Inbox, bytes", "4000", "3900"),
                new("a@x", "Inbox, unread", "2", "1"),
                new("a@x", "Inbox, UIDVALIDITY", "77", "99"),
                new("a@x", "oldest message", "257 9 aa", "mail.NO_SUCH_BLOB"),
                new("a@x", "filters", "4", "0"),
                new("a@x", "shares that work", "1", "0"),
            ],
            BaselineComparison.Compare(Of(Account), Of(after)));
    }

    [Fact]
    public void What_a_purge_takes_is_no_finding_and_does_not_hide_one()
    {
        var purged = Account with { UsedBytes = 4100, Folders = [Account.Folders[0], Account.Folders[1] with { Count = 0, SizeBytes = 0 }] };
        Assert.Empty(BaselineComparison.Compare(Of(Account), Of(purged)));
        var lost = purged with { Folders = [Account.Folders[0] with { Count = 9 }, purged.Folders[1]] };
        Assert.Equal("Inbox, items", Assert.Single(BaselineComparison.Compare(Of(Account), Of(lost))).What);
    }

    [Fact]
    public void A_login_that_is_refused_is_the_one_finding_of_its_account() =>
        Assert.Equal(
            new Finding("a@x", "login", "ok", "account.AUTH_FAILED"),
            Assert.Single(BaselineComparison.Compare(Of(Account), Of(Account with { Login = "account.AUTH_FAILED", Folders = [], UsedBytes = 0 }))));

    [Fact]
    public void Folders_and_accounts_that_are_gone_or_new_are_named()
    {
        var moved = Account with { Folders = [Account.Folders[1], new FolderState("Neu", 1, 1, 0, 5)] };
        Assert.Equal(["folder Inbox", "folder Neu"], BaselineComparison.Compare(Of(Account), Of(moved)).Select(f => f.What));
        Assert.Equal("account", Assert.Single(BaselineComparison.Compare(Of(Account), new Baseline("r", 1, [], [Volume]))).What);
    }

    [Fact]
    public void A_blob_that_cannot_be_read_is_named_with_host_and_volume()
    {
        var after = new Baseline("r", 1, [Account], [Volume with { Read = "mail.NO_SUCH_BLOB" }]);
        Assert.Equal(
            new Finding("mbs6 volume far-s3", "item 300 of a@x", "300 9 bb", "mail.NO_SUCH_BLOB"),
            Assert.Single(BaselineComparison.Compare(Of(Account), after)));
    }

    private static Baseline Of(AccountState account) => new("r", 1, [account], [Volume]);
}
