#!/bin/sh
# selftest.sh: walks a practice cluster at speed 3000 (status, stop, the upgrade of ldap1, mta1, proxy1, mbs1, faults, going on after them).
# Prints ok / not ok lines and ends non-zero on a failure.
HERE=${0%/*}
case $HERE in /*) ;; "$0") HERE=$PWD ;; *) HERE=$PWD/$HERE ;; esac
T=$(mktemp -d)
NL='
'
C=$T/cluster
trap 'rm -rf "$T"' EXIT
FAILED=0 DONE=0
ok() { DONE=$((DONE + 1)); echo "ok $DONE $1"; }
not_ok() { DONE=$((DONE + 1)); FAILED=$((FAILED + 1)); echo "not ok $DONE $1"; test -z "$2" || printf '%s\n' "$2" | sed 's/^/#   /' | tail -15; }
is() { if test "$2" = "$3"; then ok "$1"; else not_ok "$1" "expected [$2], got [$3]"; fi; } # NAME EXPECTED ACTUAL
has() { case $3 in *"$2"*) ok "$1" ;; *) not_ok "$1" "[$2] is not in:
$3" ;; esac; } # NAME PART TEXT
hasnt() { case $3 in *"$2"*) not_ok "$1" "[$2] is in:
$3" ;; *) ok "$1" ;; esac; }
Z() { h=$1; shift; "$C/on" "$h" su - zimbra -c "$*" 2>&1; } # HOST COMMAND as zimbra
root() { echo "$C/hosts/$1/root"; }
set_fault() { echo "${3:-}" > "$C/hosts/$1/faults/$2"; } # HOST ID [key=value]
clear_fault() { rm -f "$C/hosts/$1/faults/$2"; }

# answer PROMPT: sets A as a careful operator would; NG is overridden by $NG, the backup question by $BACKUP
answer() {
  case $1 in
    *'license agreement?'*) A=Y ;;
    *'without a backup?'*) A=${BACKUP:-N} ;;
    *'Exit?'*) A=Y ;;
    *'database integrity?'*) A=${INTEGRITY:-N} ;;
    *"Use Zimbra's package repository"*) A=Y ;;
    *'Do you wish to upgrade?'*) A=Y ;;
    *'network-modules-ng'*) A=${NG:-Y} ;;
    *'zimbra-talk'* | *'zimbra-chat'*) A=N ;;
    *'Install zimbra-'*) A=N ;;
    *'Continue? [N]'*) A=Y ;;
    *'press return to exit'*) A= ;;
    *) A=Y ;;
  esac
}

# install HOST: drives the installer by prompt text through a FIFO; sets OUT, RC and PROMPTS (how many were answered)
install() {
  rm -f "$T/in" "$T/out" "$T/rc"
  mkfifo "$T/in"
  : > "$T/out"
  ( "$C/on" "$1" sh -c '"$MU_ROOT/opt/zcs-installer/install.sh"' < "$T/in" > "$T/out" 2>&1; echo $? > "$T/rc" ) &
  exec 9> "$T/in"
  PROMPTS=0 seen=0 rounds=0
  while test ! -f "$T/rc" && test $rounds -lt 3000; do
    rounds=$((rounds + 1))
    size=$(stat -c %s "$T/out")
    if test "$size" -gt $seen; then
      last=$(tail -c 200 "$T/out"; echo x) # the x keeps a line end that is there
      last=${last%x}
      last=${last##*"$NL"}
      case $last in
        *'] ' | *'exit ') seen=$size; PROMPTS=$((PROMPTS + 1)); answer "$last"; printf '%s\n' "$A" >&9 ;;
        *) sleep 0.02 ;;
      esac
    else
      sleep 0.02
    fi
  done
  exec 9>&-
  wait
  OUT=$(cat "$T/out")
  RC=$(cat "$T/rc")
}
newest() { tail -n 1 "$(root "$1")/opt/zimbra/.install_history" | sed 's/^[0-9]*: //'; }

cat > "$T/fleet" << 'EOT'
ldap1 127.0.91.1 near ldap-master
ldap2 127.0.91.2 far ldap-replica
mta1 127.0.91.11 near mta
proxy1 127.0.91.21 near proxy
mbs1 127.0.91.31 near mailbox
mbs2 127.0.91.32 near mailbox
mbs4 127.0.91.34 near mailbox
mbs6 127.0.91.36 far mailbox
logger1 127.0.91.41 near logger
EOT
sh "$HERE/create-cluster.sh" "$C" "$T/fleet" 3000 1546081200 || { echo "not ok 0 create-cluster.sh"; exit 1; }
sum=$(find "$C/hosts" -type f | sort | xargs cksum | cksum)
sh "$HERE/create-cluster.sh" "$C" "$T/fleet" 3000
is "a second creation changes nothing" "$sum" "$(find "$C/hosts" -type f | sort | xargs cksum | cksum)"
has "the host's date is the run clock's" "2018" "$("$C/on" mbs1 date)"
is "an unknown host is exit 255" 255 "$("$C/on" nix true 2> /dev/null; echo $?)"

# ---- status, versions
for h in ldap1 ldap2 mta1 proxy1 mbs1 logger1; do
  out=$(Z $h zmcontrol status); rc=$?
  is "$h: status exits 0" 0 $rc
  hasnt "$h: nothing is stopped" Stopped "$out"
done
is "zmcontrol -v" "Release 8.7.1.GA.1670.UBUNTU16.64 UBUNTU16_64 NETWORK edition." "$(Z mbs1 zmcontrol -v)"
is "zmcontrol as root is exit 255" 255 "$("$C/on" mbs1 zmcontrol status > /dev/null 2>&1; echo $?)"
has "zmcontrol as root says why" "Run as the zimbra user!" "$("$C/on" mbs1 zmcontrol status 2>&1)"
out=$(Z mbs1 zmcontrol status)
is "status lines are tab, name in 20, state in 10" "$(printf '\t%-20s %10s' 'zimbraAdmin webapp' Running)" "$(printf '%s\n' "$out" | grep zimbraAdmin)"
is "all accounts are known" 600 "$(Z mta1 zmprov -l gaa | wc -l)"
is "JSON of zxsuite parses" 4 "$(Z mbs6 zxsuite --json hsm getAllVolumes | grep -o '"storeType"' | wc -l)"
has "the store of the far site has an object store" '"storeType":"S3"' "$(Z mbs6 zxsuite --json hsm getAllVolumes)"

# ---- the guards before an upgrade
install mta1
is "before the LDAP master: exit 1" 1 "$RC"
has "before the LDAP master: the real words" "Error: One or more LDAP master servers has not yet been upgraded." "$OUT"
is "before the LDAP master: nothing changed" "CONFIG SESSION COMPLETE" "$(newest mta1)"
out=$(printf '' | "$C/on" ldap1 sh -c '"$MU_ROOT/opt/zcs-installer/install.sh"'); rc=$?
is "the end of the input at the licence is exit 0" 0 $rc
out=$(printf 'Y\nY\n' | "$C/on" ldap1 sh -c '"$MU_ROOT/opt/zcs-installer/install.sh"' 2>&1); rc=$?
is "the end of the input later is a loop, cut after 200 rounds" 1 $rc
has "the loop goes round Continue? and Exit?" "Exit? [N] " "$out"
is "a blank in an answer is asked again" 1 "$(printf 'y y\nN\n' | "$C/on" ldap1 sh -c '"$MU_ROOT/opt/zcs-installer/install.sh"' 2>&1 | grep -c 'A Yes/No answer is required')"
out=$(printf 'Y\nY\nY\nN\n\n' | "$C/on" ldap1 sh -c '"$MU_ROOT/opt/zcs-installer/install.sh"' 2>&1); rc=$?
is "N to the upgrade asks Exit now? and Enter leaves with 1" 1 $rc
has "Exit now? has default Y" "Exit now? [Y] " "$out"

# ---- stop
out=$(Z mbs1 zmcontrol stop); rc=$?
is "stop exits 0" 0 $rc
has "stop walks the webapps" "Stopping zimlet webapp...Done." "$out"
hasnt "stop leaves out absent packages" "Stopping mta" "$out"
out=$(Z mbs1 zmcontrol status); rc=$?
is "a stopped store is exit 1" 1 $rc
has "a stopped store says why" "$(printf '\t\tzmmailboxdctl is not running.')" "$out"
is "no process of zimbra is left" "" "$("$C/on" mbs1 ps -u zimbra -o pid=,comm=)"
hasnt "no port of the store is left" 18443 "$("$C/on" mbs1 ss -ltn)"
has "without mailboxd zmprov has nobody to talk to" "zclient.IO_ERROR" "$(Z mbs1 zmprov gmi user001@example.co.id)"
Z ldap1 zmcontrol stop > /dev/null
out=$(Z mta1 zmcontrol status); rc=$?
has "without LDAP the list comes from the cache" "Enabled services read from cache." "$out"
is "without LDAP a running host is still exit 0" 0 $rc
has "without LDAP zmprov -l fails" "LDAPException" "$(Z mta1 zmprov -l gas)"

# ---- the upgrade of ldap1 (LDAP is down: its installer starts it)
install ldap1
is "ldap1: exit 0" 0 "$RC"
has "ldap1: ends at the last prompt" "Configuration complete - press return to exit " "$OUT"
is "ldap1: all questions were asked" 16 "$PROMPTS"
is "ldap1: the history is complete" "CONFIG SESSION COMPLETE" "$(newest ldap1)"
has "ldap1: version" "Release 8.8.10.GA.3039.UBUNTU16.64" "$(Z ldap1 zmcontrol -v)"
has "ldap1: the ledger" "zimbraServerVersion: 8.8.10_GA_3039" "$(Z ldap1 zmprov -l gs ldap1.example.co.id zimbraServerVersion)"
out=$(Z ldap1 zmcontrol status); rc=$?
is "ldap1: services run" 0 $rc
hasnt "ldap1: nothing is stopped" Stopped "$out"

# ---- mta1, proxy1
for h in mta1 proxy1; do
  start=$("$C/on" $h date +%s)
  install $h
  is "$h: exit 0" 0 "$RC"
  has "$h: dpkg" "8.8.10.GA.3039" "$("$C/on" $h dpkg -l zimbra-core)"
  is "$h: services run" 0 "$(Z $h zmcontrol status > /dev/null; echo $?)"
  took=$(($("$C/on" $h date +%s) - start))
  if test $took -gt 240; then ok "$h: took some minutes of the run clock ($took s, with this slow driver)"; else not_ok "$h: took only $took s"; fi
done

# ---- the store, with the old plugin still in
has "a clean stop is in mysqld.log" "Shutdown complete" "$(tail -n 1 "$(root mbs1)/opt/zimbra/log/mysqld.log")"
Z mbs1 zmcontrol start > /dev/null
set_fault mbs1 no-recent-backup
install mbs1
is "mbs1: without a backup the answer N and Exit leave with 1" 1 "$RC"
has "mbs1: it says that the backup is old" "WARNING: Unable to find a full system backup started within the last" "$OUT"
has "mbs1: and nothing changed" "Release 8.7.1" "$(Z mbs1 zmcontrol -v)"
clear_fault mbs1 no-recent-backup
out=$("$C/on" mbs1 sh -c '"$MU_ROOT/opt/zextras_suite/install.sh" -u all' 2>&1); rc=$?
is "mbs1: the Suite is taken out" 0 $rc
is "mbs1: zxsuite is gone" 127 "$(Z mbs1 zxsuite core getVersion > /dev/null 2>&1; echo $?)"
before=$(Z mbs1 zmvolume -l)
INTEGRITY=Y install mbs1
is "mbs1: exit 0" 0 "$RC"
has "mbs1: NG is on the list" "$(printf '    zimbra-network-modules-ng')" "$OUT"
has "mbs1: the integrity check ran" "No errors found" "$OUT"
has "mbs1: NG comes later" "zimbra-network-modules-ng will be downloaded and installed (later)." "$OUT"
is "mbs1: the history is complete" "CONFIG SESSION COMPLETE" "$(newest mbs1)"
is "mbs1: services run" 0 "$(Z mbs1 zmcontrol status > /dev/null; echo $?)"
has "mbs1: zxsuite answers as NG" "Network Modules NG" "$(Z mbs1 zxsuite core getVersion)"
is "mbs1: the volumes are the same" "$before" "$(Z mbs1 zmvolume -l)"
has "mbs1: the policy is kept" "before:-30day" "$(Z mbs1 zxsuite --json hsm getHsmPolicy)"
has "mbs1: LDAP says NG" "zimbraNetworkModulesNGEnabled: TRUE" "$(Z mbs1 zmprov -l gs mbs1.example.co.id zimbraNetworkModulesNGEnabled)"
hasnt "mbs1: old HSM cron lines are gone" zmhsm "$("$C/on" mbs1 crontab -u zimbra -l)"

# ---- the NG trap: Enter (N) at its prompt; with the old jars in place mailboxd does not come up either
NG=N install mbs4
is "mbs4: exit 0 although NG was refused" 0 "$RC"
has "mbs4: LDAP says no NG" "zimbraNetworkModulesNGEnabled: FALSE" "$(Z mbs4 zmprov -l gs mbs4.example.co.id zimbraNetworkModulesNGEnabled)"
out=$(Z mbs4 zmcontrol status); rc=$?
is "mbs4: old jars keep mailboxd down, after exit 0" 1 $rc
has "mbs4: zmmailboxd.out names the jar" "zal-2.1-8.7.1.jar" "$(cat "$(root mbs4)/opt/zimbra/log/zmmailboxd.out")"
"$C/on" mbs4 sh -c '"$MU_ROOT/opt/zextras_suite/install.sh" -u core' > /dev/null 2>&1
is "mbs4: without the jars it comes up" 0 "$(Z mbs4 zmmailboxdctl status > /dev/null; echo $?)"

# ---- faults: a package that fails, a mailboxd that is late, prompts that surprise
"$C/on" mbs6 sh -c '"$MU_ROOT/opt/zextras_suite/install.sh" -u all' > /dev/null 2>&1
set_fault mbs6 package-fails
install mbs6
is "package-fails: exit 1" 1 "$RC"
has "package-fails: the data-loss text" "WARNING: REMOTE PACKAGE INSTALLATION FAILED." "$OUT"
is "package-fails: a lone session start" "INSTALL SESSION START" "$(newest mbs6)"
clear_fault mbs6 package-fails
"$C/on" mbs2 sh -c '"$MU_ROOT/opt/zextras_suite/install.sh" -u all' > /dev/null 2>&1
set_fault mbs2 mailboxd-slow-start seconds=3600
set_fault mbs2 prompt-twice
set_fault mbs2 unknown-prompt text=Replace\ the\ file?
set_fault mbs2 slow-output
install mbs2
is "mailboxd-slow-start: the installer ends with 0" 0 "$RC"
has "prompt-twice: asked again" "A Yes/No answer is required" "$OUT"
has "unknown-prompt: its text" "Replace the file? [Y] " "$OUT"
is "mailboxd-slow-start: it is not up yet" 1 "$(Z mbs2 zmmailboxdctl status > /dev/null; echo $?)"
sleep 1.5
is "mailboxd-slow-start: later it is, by itself" 0 "$(Z mbs2 zmmailboxdctl status > /dev/null; echo $?)"
set_fault mta1 zmcontrol-stop-fails
is "zmcontrol-stop-fails: exit 1" 1 "$(Z mta1 zmcontrol stop > /dev/null; echo $?)"
has "zmcontrol-stop-fails: the service stays" Running "$(Z mta1 zmcontrol status | grep '	mta')"
clear_fault mta1 zmcontrol-stop-fails
set_fault logger1 logger-stopped
out=$(Z logger1 zmcontrol status); rc=$?
is "logger-stopped: exit 0 all the same" 0 $rc
has "logger-stopped: the text says it" "zmlogswatch is not running." "$out"

# ---- a copy of the folder brings a host back: version, services, plugin
cp -R "$C/hosts/mbs6" "$T/broken"
has "after package-fails the packages are mixed" "8.8.10.GA.3039" "$("$C/on" mbs6 dpkg -l)"
rm -rf "$(root mbs6)"
sh "$HERE/create-cluster.sh" "$T/other" "$T/fleet" 3000 1546081200
O=$T/other/hosts/mbs6/root
cp -R "$O" "$(root mbs6)"
has "a copied root is the old version again" "Release 8.7.1" "$(Z mbs6 zmcontrol -v)"
is "a copied root has its services" 0 "$(Z mbs6 zmcontrol status > /dev/null; echo $?)"
has "a copied root has its plugin" "ZeXtras Suite" "$(Z mbs6 zxsuite core getVersion)"

# ---- what each of the other faults shows
shows() { # HOST FAULT PART COMMAND...
  sh_h=$1 sh_f=$2 sh_p=$3
  shift 3
  hasnt "$sh_f: not there before" "$sh_p" "$("$@" 2>&1)"
  set_fault "$sh_h" "$sh_f"
  has "$sh_f: shown by ${4:-$3}" "$sh_p" "$("$@" 2>&1)"
  clear_fault "$sh_h" "$sh_f"
}
shows mbs6 licence-expired "grace period" Z mbs6 zmlicense -c
shows mbs6 licence-over-limit AccountsLimit=500 Z mbs6 zmlicense -p
shows mbs6 activation-unreachable "Unable to reach" Z mbs6 zmlicense --ping
shows mbs6 cert-expired "EXPIRED!" Z mbs6 zmcertmgr checkcrtexpiration -days 30
shows mbs6 backup-empty "accounts: 0 out of" Z mbs6 zmbackupquery
shows mbs6 no-recent-backup aborted Z mbs6 zmbackupquery
shows mbs6 backup-running BackupUtil "$C/on" mbs6 ps -u zimbra -o args
shows mbs6 cron-integrity-check mysqlcheck "$C/on" mbs6 ps -ef
shows mbs6 integrity-errors "Database errors found." Z mbs6 zmdbintegrityreport
shows mbs6 repo-unreachable "Could not resolve host" "$C/on" mbs6 apt-get update
shows mbs6 repo-extra-fails "Unable to locate package" "$C/on" mbs6 apt-get -s install zimbra-network-modules-ng
shows mbs6 package-lock "Could not get lock" "$C/on" mbs6 apt-get update
shows mbs6 s3-credentials-lost InvalidAccessKeyId Z mbs6 zxsuite core testS3Connection 4
shows mbs6 disk-full 100% "$C/on" mbs6 df -P /opt/zimbra
shows mbs6 other-admin budi "$C/on" mbs6 who
shows mbs6 version-mixed 8.7.0 Z mbs6 zmcontrol -v
shows mbs6 clock-off "synchronized: no" "$C/on" mbs6 timedatectl
shows mbs4 far-volume-lost "is not a mountpoint" "$C/on" mbs4 mountpoint /mnt/far-hsm
set_fault mbs4 far-volume-hangs
is "far-volume-hangs: mountpoint does not come back" 124 "$(timeout 1 "$C/on" mbs4 mountpoint -q /mnt/far-hsm; echo $?)"
clear_fault mbs4 far-volume-hangs
is "far-volume-hangs: cleared, it does" 0 "$(timeout 5 "$C/on" mbs4 mountpoint -q /mnt/far-hsm; echo $?)"
shows ldap1 ldap-down "LDAPException" Z mbs6 zmprov -l gas
is "ldap-down: slapd stays down after the fault, until it is started" 1 "$(Z ldap1 ldap status > /dev/null; echo $?)"
Z ldap1 zmcontrol start > /dev/null
is "ldap-down: it starts again" 0 "$(Z ldap1 ldap status > /dev/null; echo $?)"

# ---- what each does to an installer, every time on a fresh root without the old plugin
fresh() {
  rm -rf "$(root mbs6)"
  cp -R "$O" "$(root mbs6)"
  rm -rf "$(root mbs6)/opt/zimbra/lib/ext/zextras"
}
bites() { # FAULT EXIT PART
  fresh
  set_fault mbs6 "$1" "$4"
  INTEGRITY=Y install mbs6
  is "$1: the installer's exit code" "$2" "$RC"
  has "$1: its words" "$3" "$OUT"
  clear_fault mbs6 "$1"
}
bites masters-not-upgraded 1 "has not yet been upgraded"
bites cert-expired 1 "Unable to create a successful TLS connection"
bites licence-expired 1 "Your system has not been modified."
bites activation-unreachable 1 "Unable to reach the Zimbra License Activation Server."
bites licence-over-limit 0 "Do you wish to continue? [N]"
bites integrity-errors 0 "Database errors found."
has "integrity-errors: exit 0, and still the old version" "Release 8.7.1" "$(Z mbs6 zmcontrol -v)"
bites repo-unreachable 1 "ERROR: Unable to install packages via apt-get"
bites package-lock 1 "ERROR: Unable to install packages via apt-get"
bites disk-full 1 "Installation cancelled."
bites mysql-upgrade-crash 1 "UPGRADE FAILED - exiting."
has "mysql-upgrade-crash: but it said done" "Running mysql_upgrade...done." "$OUT"
bites zmcontrol-stop-fails 1 "Stopping zimbra services...failed. exiting."
bites zmsetup-killed 137 "Setting defaults from ldap...done."
has "zmsetup-killed: no END" "configCreateCert" "$(tail -n 2 "$(root mbs6)/opt/zimbra/.install_history")"
bites repo-extra-fails 0 "Unable to download extra packages from repository. Proceeding without this..."
has "repo-extra-fails: taken for FOSS" "FOSS edition" "$(Z mbs6 zmcontrol -v)"
bites mailboxd-dead 0 "Starting servers...done."
is "mailboxd-dead: it said done, and it does not run" 1 "$(set_fault mbs6 mailboxd-dead; Z mbs6 zmcontrol status > /dev/null; echo $?)"
clear_fault mbs6 mailboxd-dead
bites ng-prompt-missing 0 "Configuration complete - press return to exit "
hasnt "ng-prompt-missing: never asked" "Install zimbra-network-modules-ng" "$OUT"
before=$("$C/on" mbs6 date +%s)
bites installer-slow 0 "Configuration complete - press return to exit " minutes=300
took=$(($("$C/on" mbs6 date +%s) - before))
if test $took -gt 18000; then ok "installer-slow: five hours more"; else not_ok "installer-slow: only $took s"; fi
set_fault ldap1 slapd-start-fails
Z ldap1 zmcontrol stop > /dev/null
has "slapd-start-fails: zmcontrol says so after its Done" "Failed to start slapd." "$(Z ldap1 zmcontrol start)"
clear_fault ldap1 slapd-start-fails

# ---- every fault of the list has a line that says now or later, and ids are those of the contract
is "faults.txt has all 56 ids" 56 "$(grep -vc "^#" "$HERE/faults.txt")"
echo "1..$DONE, $FAILED failed"
test $FAILED -eq 0
