using System.Globalization;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Zimbra;

/// <summary>What the scripts of the days after make of a host's own words.</summary>
public sealed class AftercareScriptTests : IDisposable
{
    private const string Version = "Release 8.8.10_GA_3039.UBUNTU16_64 UBUNTU16_64 NETWORK edition.";
    private const string Half = "-A INPUT -j MAILUPGRADE";
    private const string Empty = "Mail queue is empty";
    private const string One = "-Queue ID- --Size-- ----Arrival Time---- -Sender/Recipient-------\n0A1B2C3D4E*     120 Sun Dec 30 01:00:00  x@z\n(connect to mbs1[192.0.2.11]:7025: Connection refused)\n                                         a@y\n                                         B@Y\n\n-- 1 Kbytes in 1 Request.";
    private readonly string _folder = Directory.CreateTempSubdirectory("mu-after-").FullName;

    public AftercareScriptTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "log"));
        Directory.CreateDirectory(Path.Combine(_folder, "state"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(60, 40, "40 of 100 logins are refused on mbs1", "refused: b@y 40 times")]
    [InlineData(180, 12, "12 of 192 logins are refused on mbs1", "WARNING: ")]
    [InlineData(400, 9, "400 logins on mbs1, 9 refused", "logins=400 refused=9")]
    [InlineData(0, 0, "0 logins on mbs1, 0 refused", "logins=0 refused=0")]
    public async Task Logins_since_the_opening_are_counted_and_a_fifth_refused_is_critical(int taken, int refused, string first, string also)
    {
        await File.WriteAllTextAsync(Audit, Login("old@y", 50, refused: true));
        await File.WriteAllTextAsync(Path.Combine(_folder, "state/audit-log"), $"{new FileInfo(Audit).Length} none\n");
        await File.AppendAllTextAsync(Audit, Login("a@y", taken, refused: false) + Login("b@y", refused, refused: true));
        var said = await RunAsync("mail/logins.sh", "");
        Assert.StartsWith(first, said, StringComparison.Ordinal);
        Assert.Contains(also, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_morning_without_a_login_and_a_log_that_is_gone_prove_nothing()
    {
        await File.WriteAllTextAsync(Audit, "");
        Assert.StartsWith("nobody has logged in on mbs1 yet", await RunAsync("mail/logins.sh", "MU_WITH_AFTERCARE=first-logins"), StringComparison.Ordinal);
        Assert.StartsWith("it is not noted where", await RunAsync("mail/logins.sh", ""), StringComparison.Ordinal);
        File.Delete(Audit);
        Assert.StartsWith("there is no audit log", await RunAsync("mail/logins.sh", "MU_WITH_AFTERCARE=first-logins"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, "completed", "600 out of 600", "full backup full-9 of mbs1 is whole")]
    [InlineData(10, "in progress", "600 out of 600", "backup full-9 of mbs1 is 'in progress'")]
    [InlineData(10, "completed", "0 out of 600", "backup full-9 of mbs1 holds 0 of 600 accounts")]
    [InlineData(180, "completed", "600 out of 600", "mbs1 has no full backup since the night")]
    public async Task Only_a_whole_backup_begun_after_the_night_is_one(int minutesAgo, string status, string accounts, string first)
    {
        var since = DateTimeOffset.Now.AddHours(-1).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var begun = DateTimeOffset.Now.AddMinutes(-minutesAgo).ToString("ddd, yyyy/MM/dd HH:mm:ss", CultureInfo.InvariantCulture);
        var said = await RunAsync("checks/backup-since.sh", $"MU_WITH_SINCE={since}\nzimbra() {{ cat << 'W'\nLabel:   full-9\nType:    full\nStatus:  {status}\nStarted: {begun}.000 WIB\nEnded:\nNumber of accounts: {accounts}\nW\n}}");
        Assert.StartsWith(first, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Release 8.7.1_GA_1670.UBUNTU16_64 UBUNTU16_64 NETWORK edition.", "Running", "mbs1 is on 8.7.1, not on 8.8.10")]
    [InlineData(Version, "Stopped", "mailboxd of mbs1 is not running")]
    [InlineData(Version, "Running", "doors of mbs1 are open")]
    public async Task A_store_that_comes_after_is_let_in_only_on_the_new_version_and_running(string release, string mailbox, string says)
    {
        var said = await RunAsync("mail/bring-back.sh", $$"""
            MU_WITH_BACK=mbs1 MU_LEFT_OUT=
            zimbra() { printf '%s\nHost mbs1\n\tmailbox                 {{mailbox}}\n' '{{release}}'; }
            iptables() { case $1 in -C | -S) return 1 ;; esac; echo "iptables $*"; }
            ip6tables() { return 1; }
            """);
        Assert.Contains(says, said, StringComparison.Ordinal);
        Assert.Equal(says.StartsWith("doors", StringComparison.Ordinal), !said.Contains("goes on waiting", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Release 8.7.1_GA_1670.UBUNTU16_64 UBUNTU16_64 NETWORK edition.", "Running", "", "mbs1 is on 8.7.1, not on 8.8.10")]
    [InlineData(Version, "Stopped", "", "mailboxd of mbs1 is not running")]
    [InlineData(Version, "Running", Half, "doors of mbs1 are half")]
    [InlineData(Version, "Running", "", "mbs1: mbs1 is served again")]
    public async Task A_store_serves_again_on_the_new_version_running_and_with_open_doors(string release, string mailbox, string rules, string first)
    {
        var said = await RunAsync("mail/check-back.sh", $$"""
            MU_WITH_BACK=mbs1 MU_LEFT_OUT=
            zimbra() { printf '%s\nHost mbs1\n\tmailbox                 {{mailbox}}\n' '{{release}}'; }
            iptables() { printf '%s\n' '-P INPUT ACCEPT' '{{rules}}'; }
            ip6tables() { return 1; }
            """);
        Assert.StartsWith(first, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", Empty, "a@y\nb@y\n@0", "mta1: mbs1 is served again |accounts=2 waiting=0")]
    [InlineData("-A MAILUPGRADE-OUT -d 192.0.2.11/32 -p tcp -j REJECT", Empty, "a@y\n@0", "mail for mbs1 is still held on mta1 |accounts=1 waiting=0")]
    [InlineData("-A MAILUPGRADE-OUT -d 192.0.2.110/32 -p tcp -j REJECT", Empty, "a@y\n@0", "mta1: mbs1 is served again |accounts=1 waiting=0")]
    [InlineData("", One, "a@y\n@0", "1 messages for mbs1 still wait on mta1 |accounts=1 waiting=1")]
    [InlineData("", One, "b@y\n@0", "1 messages for mbs1 still wait on mta1 |accounts=1 waiting=1")] // the second recipient, in other letters
    [InlineData("", One, "c@y\n@0", "mta1: mbs1 is served again |accounts=1 waiting=0")]
    [InlineData("", One, "ERROR: service.FAILURE\n@1", "the directory does not tell mta1 the accounts of mbs1")]
    [InlineData("", "postqueue: fatal: open main.cf", "a@y\n@0", "cannot read the queue of mta1 |accounts=1\n")]
    [InlineData("fail", Empty, "a@y\n@0", "cannot read what mta1 holds back")]
    public async Task Mail_of_a_store_is_delivered_only_where_nothing_holds_it_and_nobody_of_its_own_waits(string rules, string queue, string accounts, string first)
    {
        var said = await RunAsync("mail/check-back.sh", OnMta("mbs1", "", rules, queue, accounts));
        Assert.StartsWith(first, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "iptables -D OUTPUT -j MAILUPGRADE-OUT", "mail for mbs1 goes out of the queue of mta1")]
    [InlineData("mbs2", "iptables -A MAILUPGRADE-OUT -d 192.0.2.12 -p tcp -m multiport --dports 7025 -j REJECT", "mail for mbs1 goes out of the queue of mta1")]
    public async Task Only_mail_of_the_store_that_is_back_is_let_through(string stillOut, string also, string last)
    {
        var said = await RunAsync("mail/bring-back.sh", OnMta("mbs1", stillOut, "log", Empty, "a@y\n@0"));
        Assert.Contains(also, said, StringComparison.Ordinal);
        Assert.Contains("sent: postqueue -f", said, StringComparison.Ordinal);
        Assert.DoesNotContain("-d 192.0.2.11 ", said, StringComparison.Ordinal);
        Assert.EndsWith(last + "\n", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("doors", "mbs1", Version, "Stopped", "mailboxd of mbs1 is not running: it was left out, its doors stay closed")]
    [InlineData("doors", "mbs2 mbs1", "Release 8.7.1_GA_1670", "Running", "mbs1 is on 8.7.1, not on 8.8.10: it was left out")]
    [InlineData("doors", "mbs1", Version, "Running", "the chain MAILUPGRADE is gone on mbs1")]
    [InlineData("doors", "mbs2", Version, "Stopped", "the chain MAILUPGRADE is gone on mbs1")]
    [InlineData("", "mbs1", Version, "Stopped", "the chain MAILUPGRADE is gone on mbs1")]
    public async Task The_list_of_all_doors_does_not_let_half_a_left_out_store_in(string aftercare, string leftOut, string release, string mailbox, string first)
    {
        var said = await RunAsync("doors/open.sh", $$"""
            MU_WITH_AFTERCARE='{{aftercare}}' MU_LEFT_OUT='{{leftOut}}'
            zimbra() { printf '%s\nHost mbs1\n\tmailbox                 {{mailbox}}\n' '{{release}}'; }
            """);
        Assert.StartsWith(first, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_whose_installation_never_ended_is_not_let_in()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, ".install_history"), "1546102800: INSTALL SESSION START\n1546102900: INSTALL SESSION COMPLETE\n1546103000: CONFIG SESSION START\n");
        var prelude = $$"""
            MU_WITH_BACK=mbs1 MU_LEFT_OUT=
            zimbra() { printf '%s\nHost mbs1\n\tmailbox                 Running\n' '{{Version}}'; }
            """;
        Assert.StartsWith("the installation on mbs1 did not end", await RunAsync("mail/bring-back.sh", prelude), StringComparison.Ordinal);
        Assert.StartsWith("the installation on mbs1 did not end", await RunAsync("mail/check-back.sh", prelude), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_queue_that_cannot_be_sent_out_is_no_way_back() => Assert.EndsWith(
        "the queue of mta1 cannot be sent out\n",
        await RunAsync("mail/bring-back.sh", OnMta("mbs1", "", "log", Empty, "@0") + "\nzimbra() { return 69; }"), StringComparison.Ordinal);

    [Fact]
    public async Task In_the_days_after_nothing_is_proven_from_notes_that_are_gone()
    {
        Assert.Contains("is not noted there", await RunAsync("holds/check-released.sh", "MU_WITH_AFTERCARE=holds"), StringComparison.Ordinal);
        Assert.StartsWith("nothing was held", await RunAsync("holds/check-released.sh", ""), StringComparison.Ordinal);
        Assert.Contains("is not noted any more", await RunAsync("inventory/compare.sh", "MU_WITH_AFTERCARE=customs\ncustoms() { :; }"), StringComparison.Ordinal);
    }

    /// <param name="rules">What iptables shows; "fail": nothing, "log": it says what it is asked to do.</param>
    private static string OnMta(string back, string leftOut, string rules, string queue, string accounts) => $$"""
        MU_HOST=mta1 MU_ROLES=mta MU_WITH_BACK={{back}} MU_LEFT_OUT='{{leftOut}}' IN=1
        MU_FLEET='mbs1 192.0.2.11 a mailbox
        mbs2 192.0.2.12 a mailbox
        mta1 192.0.2.21 a mta'
        iptables() {
          case '{{rules}}' in fail) echo 'Permission denied'; return 4 ;; log) ;; *) printf '%s\n' '{{rules}}'; return 0 ;; esac
          case $1 in -C) test -n "$IN"; return ;; -D) IN= ;; esac
          echo "iptables $*"
        }
        zimbra() {
          case $1 in
            'postqueue -p') printf '%s\n' '{{queue}}' ;;
            'postqueue -f') echo 'sent: postqueue -f' >&3 ;;
            *gas) echo mbs1.example.com ;;
            *'gaa -s mbs1.example.com'*) printf '%s\n' '{{accounts}}' ;;
          esac
        }
        exec 3>&1
        """;

    private string Audit => Path.Combine(_folder, "log/audit.log");

    private static string Login(string who, int count, bool refused) => string.Concat(Enumerable.Range(0, count).Select(n =>
        $"2018-12-30 04:0{n % 10}:00,000 {(refused ? "WARN" : "INFO")}  [ImapServer-1] [ip=192.0.2.1;] security - cmd=Auth; account={who}; protocol=imap;{(refused ? " error=authentication failed for [x], invalid password;" : "")}\n"));

    private Task<string> RunAsync(string script, string prelude) => PackShell.RunAsync(
        script, $"Z={_folder} STATE={_folder}/state MU_ROOT={_folder} MU_HOST=mbs1 MU_ROLES=mailbox MU_TO=8.8.10\n{prelude}");
}
