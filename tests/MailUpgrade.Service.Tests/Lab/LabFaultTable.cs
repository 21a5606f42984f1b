namespace MailUpgrade.Service.Tests.Lab;

/// <summary>A fault of a host and the words by which it is seen there.</summary>
/// <param name="Fault">Its id.</param>
/// <param name="Host">Where it is set and looked at.</param>
/// <param name="Look">How it is looked at.</param>
/// <param name="Says">Words of that look while it is set, and at no other time.</param>
/// <param name="Parameter">One <c>key=value</c>, or nothing.</param>
internal sealed record LabFaultRow(string Fault, string Host, LabLook Look, string Says, string Parameter = "")
{
    /// <summary>Faults that it needs beside it, as <c>ID key=value</c>.</summary>
    public string Beside { get; init; } = "";

    /// <summary>What a person does on the host after it is cleared.</summary>
    public string Mend { get; init; } = "";
}

/// <summary>Every fault that there is: how it is seen on a real host of the lab, or why it is none of a host.</summary>
internal static class LabFaultTable
{
    /// <summary>Not of a host: what plays them is the bot's machine, which is the same one for every kind of fleet.</summary>
    public static readonly IReadOnlyDictionary<string, string> OfNoHost = new Dictionary<string, string>
    {
        ["plan-edited"] = "a file in the bot's configuration changes; no host reads it",
        ["snapshot-lost"] = "the storage behind all hosts loses a whole set; a host does not know its snapshots",
        ["clock-back"] = "the clock of the bot's machine; a host's own is clock-off",
        ["second-process"] = "a second bot on the same state folder",
        ["chat-down"] = "the chat channel between bot and people",
        ["state-disk-full"] = "the disk of the bot's journal; a host's own is disk-full",
    };

    /// <summary>Of hosts at work, their machines and their snapshots.</summary>
    public static IReadOnlyList<LabFaultRow> AtWork =>
    [
        new("licence-expired", "mbs1", Precheck, "the licence has expired on"),
        new("licence-over-limit", "mbs1", Precheck, "600 accounts, licence for 500"),
        new("activation-unreachable", "mbs1", Precheck, "the licence activation server is not reachable"),
        new("suite-licence-lost", "mbs1", Precheck, "the licence of the Suite on mbs1 is not valid"),
        new("cert-expired", "mbs1", Precheck, "certificate of mailboxd on mbs1 has expired"),
        new("repo-unreachable", "mbs1", Precheck, "the package repository is not reachable"),
        new("repo-extra-fails", "mbs1", Precheck, "Unable to locate package zimbra-network-modules-ng"),
        new("package-lock", "mbs1", Precheck, "another process has the package lock"),
        new("clock-off", "mbs1", Precheck, "the clock of mbs1 is not kept"),
        new("version-mixed", "mbs1", Precheck, "packages of two versions are mixed"),
        new("other-admin", "mbs1", Precheck, "somebody is logged in on mbs1: budi"),
        new("logger-stopped", "logger1", Precheck, "logger is not running on logger1"),
        new("no-recent-backup", "mbs1", Storage, "the newest full backup of mbs1 is 9 days old"),
        new("backup-empty", "mbs1", Storage, "holds 0 of 100 accounts"),
        new("disk-full", "mbs1", Storage, "only 210 MB free on /opt/zimbra"),
        new("disk-full", "mbs2", new LabCommand("head -c 1000000 /dev/zero > /var/lib/mailupgrade/x && echo room; rm -f /var/lib/mailupgrade/x", "room"), "No space left on device", "text=all"),
        new("far-volume-lost", "mbs4", Storage, "/mnt/far-hsm is not mounted"),
        new("far-volume-hangs", "mbs4", Storage, "/mnt/far-hsm does not answer within"),
        new("s3-credentials-lost", "mbs6", Storage, "S3 connection failed"),
        new("backup-running", "mbs1", Collisions, "a backup runs on mbs1"),
        new("cron-integrity-check", "mbs1", Collisions, "an integrity check runs on mbs1"),
        new("purge-running", "mbs1", Collisions, "a purge or volume job runs on mbs1"),
        new("schedule-due", "mbs1", new LabCommand("su - zimbra -c 'zxsuite hsm getAllOperations; zxsuite hsm doStopAllOperations; zxsuite backup doStopAllOperations'", "operationList"), "doMoveBlobs"),
        // zmcontrol is what takes the mark of the last good check away while the fault is set
        new("integrity-errors", "mbs1", new LabScript("checks/integrity.sh", "were found clean", "su - zimbra -c 'zmcontrol -v' > /dev/null"), "the databases of mbs1 have errors"),
        new("way-out-open", "mbs1", new LabScript("sandbox/probe.sh", "reaches nothing outside"), "mail can leave mbs1"),
        new("snapshot-fails", "mbs2", new LabSnapshot("snapshot of mbs2 is whole"), "the storage refused the snapshot of mbs2"),
        new("snapshot-noop", "mbs2", new LabSnapshot("snapshot of mbs2 is whole"), "snapshot of mbs2 made\n.*there is no snapshot of mbs2"),
        new("stop-file", "mbs2", new LabCommand("cat /etc/mailupgrade.stop; echo looked", "No such file"), "not-tonight\n", "text=not-tonight"),
        new("backup-slow", "mbs2", Backup("jump 3600"), "Status: +in progress"),
        new("backup-abort-noop", "mbs2", Backup("zmbackupabort -lb $l"), "Status: +in progress"),
        new("reboot", "mbs2", new LabCommand("echo answers", "answers"), "(?i)connection (refused|reset|closed)", "seconds=300"),
        new("ldap-down", "ldap1", new LabScript("checks/directory.sh", "the directory of ldap1 is in step"), "LDAP of ldap1 does not answer") { Mend = "su - zimbra -c 'ldap start'" },
    ];

    /// <summary>Of the installer and of services that start and stop: hosts as in the middle of a night, and others beside them.</summary>
    public static IReadOnlyList<LabFaultRow> InTheNight =>
    [
        new("mailboxd-dead", "mbs3", Restart, "mailboxd...failed[^!]*is not running[^!]*is not running"),
        new("mailboxd-slow-start", "mbs3", Restart, "mailboxd...failed[^!]*is not running[^!]*is running"),
        new("zmcontrol-stop-fails", "mbs3", new LabCommand("su - zimbra -c 'zmcontrol stop' | grep -c -i failed; su - zimbra -c 'zmcontrol start'", "^0\n"), "^[1-9]"),
        new("slapd-start-fails", "ldap2", new LabCommand("su - zimbra -c 'ldap stop; ldap start'", "Starting slapd...done"), "Failed to start slapd") { Mend = "su - zimbra -c 'ldap start'" },
        new("masters-not-upgraded", "mta1", Asked, "LDAP master servers has not yet been upgraded"),
        new("licence-over-limit", "mbs1", Asked, "exceeds the licensed number"),
        new("no-recent-backup", "mbs1", Asked, "continue without a backup"),
        new("integrity-errors", "mbs1", Asked, "Database errors found", "text=Shall the databases be looked at now?"),
        new("ng-prompt-missing", "mbs1", Asked, @"\A(?!.*Install zimbra-network-modules-ng).*Continue\?"),
        new("unknown-prompt", "mbs1", Asked, "Is tonight the night", "text=Is tonight the night?"),
        new("prompt-twice", "mbs1", Asked, "A Yes/No answer is required.*Do you wish to upgrade"),
        new("slow-output", "mbs1", new LabInstaller(ToTheEnd: false, Speed: 240), @"upgrade\? \[Y\] \(in two pieces\)"),
        new("package-fails", "mbs1", Installed, "packages of mbs1 are half installed"),
        new("repo-extra-fails", "mbs1", Installed, "extra packages were not installed on mbs1"),
        new("mysql-upgrade-crash", "mbs1", Installed, "ERROR 2002.*the configuration of mbs1 did not end"),
        new("zmsetup-killed", "mbs1", Installed, "the configuration of mbs1 did not end"),
        new("installer-slow", "mbs1", Installed, @"packages took ([6-9]\d\d|\d{4,}) min", "minutes=1200"),
    ];

    /// <summary>Of mailboxes, their ways in and the mail that waits.</summary>
    public static IReadOnlyList<LabFaultRow> OfMail =>
    [
        new("messages-lost", "mbs1", Sample, "items, messages-lost", "count=7"),
        new("mail-arrives", "mbs1", Sample, "items, mail-arrived", "count=3"),
        new("uidvalidity-changed", "mbs1", Sample, "uidvalidity, index-rebuilt"),
        new("filter-lost", "mbs1", Sample, "filters, filters-not-migrated"),
        new("signature-lost", "mbs1", Sample, "signatures, signatures-not-migrated"),
        new("share-lost", "mbs1", Sample, "shares, share-target-unreachable"),
        new("gal-lost", "mbs1", Sample, "way-gal, data-not-migrated"),
        new("blob-missing", "mbs1", Sample, "oldest, blob-missing", "volume=3"),
        new("wrong-host", "mbs1", Sample, "mailbox-host, moved-host"),
        new("quota-drift", "mbs1", Sample, "quota, quota-not-recounted"),
        new("login-refused", "mbs1", Sample, "login, login-broken"),
        new("web-down", "mbs1", Sample, "way-soap, web-down"),
        new("rate-limited", "mbs1", Sample, "not judged: .*" + Core.Sampling.SlowCodes.Rate),
        new("proxy-502", "proxy1", Sample, "way-page, proxy-routes"),
        new("mail-waits", "mta1", Queue, "in 3 Request", "count=3"),
        new("queue-lost", "mta1", Queue, "in 2 Request", "count=1") { Beside = "mail-waits count=3" },
        new("login-storm", "mbs1", new LabScript("mail/logins.sh", "logins .*on mbs1|nobody has logged in", "MU_WITH_AFTERCARE=yes"), "40 of [0-9]+ logins are refused on mbs1.*does not keep up: load 9", "count=40"),
    ];

    private static LabLook Precheck => new LabScript("checks/precheck.sh", " is fit: ");

    private static LabLook Storage => new LabScript("checks/storage.sh", "are in order");

    private static LabLook Collisions => new LabScript("checks/collisions.sh", "nothing else works on");

    private static LabLook Restart => new LabCommand("su - zimbra -c 'zmmailboxdctl restart; zmmailboxdctl status; sleep 0.2; zmmailboxdctl status'", "Starting mailboxd...done");

    private static LabLook Asked => new LabInstaller(ToTheEnd: false);

    private static LabLook Installed => new LabInstaller(ToTheEnd: true);

    private static LabLook Sample => new LabSample();

    private static LabLook Queue => new LabCommand("su - zimbra -c 'postqueue -p'", "queue is empty");

    // A full backup, what comes then, and what is known of it; `jump` puts the hosts' clock forward by so many seconds.
    private static LabCommand Backup(string then) => new LabCommand(
        """
        jump() { . $MU_CLUSTER/clock; printf 'CLOCK_START_MS=%s\nCLOCK_ANCHOR_MS=%s\nCLOCK_SPEED=%s\n' $((CLOCK_START_MS + $1 * 1000)) $CLOCK_ANCHOR_MS $CLOCK_SPEED > $MU_CLUSTER/clock.new; mv $MU_CLUSTER/clock.new $MU_CLUSTER/clock; }
        zmbackupabort() { su - zimbra -c "zmbackupabort $*"; }
        l=$(su - zimbra -c 'zmbackup -f -a all')
        
        """ + then + "\nsu - zimbra -c \"zmbackupquery -lb $l\"",
        "Status: +(completed|aborted)");
}
