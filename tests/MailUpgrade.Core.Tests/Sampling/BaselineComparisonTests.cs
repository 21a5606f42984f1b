using MailUpgrade.Core.Sampling;
using Xunit;

namespace MailUpgrade.Core.Tests.Sampling;

public sealed class BaselineComparisonTests
{
    private const string Hash = "aaaaaaaaaaaabbbbbbbbbbbbccccccccccccddddddddddddeeeeeeeeeeeeffff";
    private static readonly ComparisonRules Closed = new(["Junk", "Trash"], DoorsOpen: false);

    private static readonly AccountState Account = new(
        "a@x", "1", "mbs1", "ok", 5000,
        [new FolderState("Inbox", 10, 4000, 2, 77, 300) { ImapCount = 10 }, new FolderState("Trash", 3, 900, 0, 78, 40)],
        new MessageState("Inbox", "257", 9, Hash))
    {
        Newest = [new MessageState("Inbox", "266", 9, Hash), new MessageState("Trash", "270", 9, Hash)],
        Counts = new Dictionary<string, int> { ["filters"] = 4, ["shares"] = 1, ["signatures"] = 2 },
        Ways = new Dictionary<string, string> { ["way-imap"] = "ok", ["way-soap"] = "ok", ["way-pop3"] = "ok" },
    };

    private static readonly VolumeState Volume = new("mbs6", "far-s3", "a@x", "300", Hash);

    [Fact]
    public void The_same_is_no_finding() => Assert.Empty(Compare(Account with { }).Findings);

    [Fact]
    public void Each_kind_of_damage_is_named_with_its_likely_cause()
    {
        var inbox = Account.Folders[0];
        (AccountState After, string What, string Cause)[] damages =
        [
            (With(inbox with { Count = 9, SizeBytes = 3900, ImapCount = 9 }) with { UsedBytes = 4900 }, "items", "messages-lost"),
            (With(inbox with { UidValidity = 99 }), "uidvalidity", "index-rebuilt"),
            (With(inbox with { UidNext = 200 }), "uidnext", "restored-older"),
            (With(inbox with { Unread = 9 }), "unread", "flags-lost"),
            (With(inbox with { SizeBytes = 3999 }) with { UsedBytes = 4999 }, "bytes", "message-changed"),
            (With(inbox with { ImapCount = 7 }), "imap-items", "two-protocols-differ"),
            (With(inbox with { Count = 12, SizeBytes = 4200, UidNext = 302, ImapCount = 12 }) with { UsedBytes = 5200 }, "items", "mail-arrived"),
            (Account with { Folders = [Account.Folders[1]], UsedBytes = 1000 }, "folder", "folder-lost"),
            (Account with { Oldest = Account.Oldest! with { Read = "mail.NO_SUCH_BLOB", SizeBytes = 0 } }, "oldest", "blob-missing"),
            (Account with { Newest = [Account.Newest[0] with { Read = "gone" }, Account.Newest[1]] }, "message", "messages-lost"),
            (Account with { UsedBytes = 7000 }, "quota", "quota-not-recounted"),
            (Account with { Counts = new Dictionary<string, int> { ["filters"] = 0, ["shares"] = 1, ["signatures"] = 2 } }, "filters", "filters-not-migrated"),
            (Account with { Counts = new Dictionary<string, int> { ["filters"] = 4, ["shares"] = 0, ["signatures"] = 2 } }, "shares", "share-target-unreachable"),
            (Account with { Counts = new Dictionary<string, int> { ["filters"] = 4, ["shares"] = 1, ["signatures"] = 1 } }, "signatures", "signatures-not-migrated"),
            (Account with { Ways = new Dictionary<string, string> { ["way-imap"] = "ok", ["way-soap"] = "HTTP 404", ["way-pop3"] = "ok" } }, "way-soap", "web-down"),
            (Account with { Ways = new Dictionary<string, string> { ["way-imap"] = "ok", ["way-soap"] = "ok", ["way-pop3"] = "login refused" } }, "way-pop3", "service-down"),
            (Account with { Host = "mbs2" }, "mailbox-host", "moved-host"),
            (Account with { Login = "account.AUTH_FAILED" }, "login", "login-broken"),
        ];
        foreach (var (after, what, cause) in damages)
        {
            var findings = Compare(after).Findings;
            Assert.Contains(findings, f => f.What == what && f.Cause == cause && f.Account == "a@x" && f.Before != f.After);
            Assert.True(findings.Count <= 2, string.Join(" | ", findings));
            Assert.All(findings, f => Assert.Contains(f.What, FindingCodes.All));
            Assert.All(findings, f => Assert.Contains(f.Cause, FindingCodes.Causes));
        }
    }

    [Fact]
    public void A_web_application_that_is_down_does_not_hide_behind_the_figures_it_could_not_read()
    {
        var after = Account with { UsedBytes = -1, Folders = [], Oldest = null, Newest = [], Counts = new Dictionary<string, int>(), Ways = new Dictionary<string, string> { ["way-imap"] = "ok", ["way-soap"] = "HTTP 404" } };
        Assert.Equal("way-soap", Assert.Single(Compare(after).Findings).What);
    }

    [Fact]
    public void A_refused_login_says_nothing_of_the_volume_behind_it()
    {
        var before = Of(Account) with { Volumes = [Volume] };
        var compared = BaselineComparison.Compare(before, before with { Volumes = [Volume with { Read = "account.AUTH_FAILED" }] }, Closed);
        Assert.Empty(compared.Findings);
        Assert.EndsWith("account.AUTH_FAILED", Assert.Single(compared.Unjudged), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_purge_takes_is_explained_and_does_not_hide_a_loss()
    {
        var purged = Account with { UsedBytes = 4100, Folders = [Account.Folders[0], Account.Folders[1] with { Count = 0, SizeBytes = 0 }], Newest = [Account.Newest[0], Account.Newest[1] with { Read = "gone", SizeBytes = 0 }] };
        var explained = Compare(purged);
        Assert.Empty(explained.Findings);
        Assert.Equal(2, explained.Explained["purge"]);
        var lost = purged with { Folders = [Account.Folders[0] with { Count = 9, ImapCount = 9 }, purged.Folders[1]] };
        Assert.Equal("items", Assert.Single(Compare(lost).Findings).What);
    }

    [Fact]
    public void New_mail_is_explained_only_while_the_doors_are_open_and_only_as_far_as_the_numbers_moved()
    {
        var more = With(Account.Folders[0] with { Count = 12, UidNext = 302, SizeBytes = 4300, ImapCount = 12 }) with { UsedBytes = 5300 };
        Assert.NotEmpty(Compare(more).Findings);
        var open = BaselineComparison.Compare(Of(Account), Of(more), Closed with { DoorsOpen = true });
        Assert.Empty(open.Findings);
        Assert.Equal(1, open.Explained["mail-arrived"]);
        var more2 = With(Account.Folders[0] with { Count = 12, UidNext = 301, SizeBytes = 4300, ImapCount = 12 }) with { UsedBytes = 5300 };
        Assert.NotEmpty(BaselineComparison.Compare(Of(Account), Of(more2), Closed with { DoorsOpen = true }).Findings);
    }

    [Fact]
    public void A_refusal_for_rate_or_a_time_out_is_never_a_finding()
    {
        foreach (var code in new[] { SlowCodes.Rate, SlowCodes.NoAnswer + " 10 s" })
        {
            var comparison = Compare(Account with { Folders = [], UsedBytes = -1, Unjudged = code });
            Assert.Empty(comparison.Findings);
            Assert.Equal($"a@x: {code}", Assert.Single(comparison.Unjudged));
        }
    }

    [Fact]
    public void Accounts_that_are_gone_or_new_and_services_that_fail_are_named()
    {
        Assert.Equal("account-gone", Assert.Single(BaselineComparison.Compare(Of(Account), Of() with { Volumes = [Volume] }, Closed).Findings).Cause);
        var before = Of(Account) with { Services = [new("proxy1", "way-page", "ok"), new("proxy1", "certificate", "2027-01-01"), new("ldap2", "directory-state", "equal")], OutOf = 100 };
        var after = before with { Services = [new("proxy1", "way-page", "HTTP 502"), new("proxy1", "certificate", "2028-01-01"), new("ldap2", "directory-state", "behind")], OutOf = 99 };
        Assert.Equal(["replica-behind", "proxy-routes", "account-gone"], BaselineComparison.Compare(before, after, Closed).Findings.Select(f => f.Cause));
    }

    [Fact]
    public void A_blob_that_cannot_be_read_is_named_with_host_and_volume()
    {
        var after = Of(Account) with { Volumes = [Volume with { Read = "mail.NO_SUCH_BLOB" }] };
        var finding = Assert.Single(BaselineComparison.Compare(Of(Account), after, Closed).Findings);
        Assert.Equal(("mbs6 volume far-s3", "blob", "blob-missing"), (finding.Account, finding.What, finding.Cause));
    }

    private static Comparison Compare(AccountState after) => BaselineComparison.Compare(Of(Account), Of(after), Closed);

    private static AccountState With(FolderState inbox) => Account with { Folders = [inbox, Account.Folders[1]] };

    private static Baseline Of(params AccountState[] accounts) => new("r", 1, accounts, [Volume]);
}
