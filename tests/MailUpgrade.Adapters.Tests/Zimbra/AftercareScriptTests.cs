using System.Globalization;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Zimbra;

/// <summary>What the scripts of the days after make of a host's own words.</summary>
public sealed class AftercareScriptTests : IDisposable
{
    private const string Version = "Release 8.8.10_GA_3039.UBUNTU16_64 UBUNTU16_64 NETWORK edition.";
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

    [Fact]
    public async Task In_the_days_after_nothing_is_proven_from_notes_that_are_gone()
    {
        Assert.Contains("is not noted there", await RunAsync("holds/check-released.sh", "MU_WITH_AFTERCARE=holds"), StringComparison.Ordinal);
        Assert.StartsWith("nothing was held", await RunAsync("holds/check-released.sh", ""), StringComparison.Ordinal);
        Assert.Contains("is not noted any more", await RunAsync("inventory/compare.sh", "MU_WITH_AFTERCARE=customs\ncustoms() { :; }"), StringComparison.Ordinal);
    }

    private string Audit => Path.Combine(_folder, "log/audit.log");

    private static string Login(string who, int count, bool refused) => string.Concat(Enumerable.Range(0, count).Select(n =>
        $"2018-12-30 04:0{n % 10}:00,000 {(refused ? "WARN" : "INFO")}  [ImapServer-1] [ip=192.0.2.1;] security - cmd=Auth; account={who}; protocol=imap;{(refused ? " error=authentication failed for [x], invalid password;" : "")}\n"));

    private Task<string> RunAsync(string script, string prelude) => PackShell.RunAsync(
        script, $"Z={_folder} STATE={_folder}/state MU_ROOT={_folder} MU_HOST=mbs1 MU_ROLES=mailbox MU_TO=8.8.10\n{prelude}");
}
