#!/bin/sh
# Imitates zmsetup.pl of Zimbra NE 8.8.10 after an upgrade from 8.7.1: reference/zimbra.md 2.4, 2.5, 1.5 [C], 10 [C, run].
# It prints `done.` for things whose result it never looked at (trap 1): that is the real one's way, not a shortcut.
. "$MU_ROOT/opt/zimbra/.practice/lib.sh"
Z=$MU_ROOT/opt/zimbra
NEWV=8.8.10_GA_3039
CONF=
case $1 in -c) CONF=$2 ;; esac
test "$ME" = root || { echo "Error: must be run as root"; exit 1; }

SLOW=''
if fault slow-output; then SLOW=1; fi
now; civil "$NOW"
LOGNAME=/tmp/zmsetup.$Y$M$D-$h$m$s.log
LOG=$MU_ROOT$LOGNAME
: > "$LOG"
/bin/ln -sf "${LOGNAME#/tmp/}" "$MU_ROOT/tmp/zmsetup.log"

log() { now; ctime "$NOW"; printf '%s %s\n' "$CT" "$*" >> "$LOG"; }
say() { printf '%s\n' "$*"; log "$*"; test -z "$SLOW" || nap 20; }
put() { printf '%s' "$1"; log "$1"; test -z "$SLOW" || nap 20; }
did() { put "$1..."; nap "$2"; echo "done."; log "done."; } # TEXT SECONDS
stamp() { now; printf '%s: %s\n' "$NOW" "$*" >> "$Z/.install_history"; }
stage() { stamp "CONFIGURED $1"; }
as_zimbra() { # COMMAND ARGS
  log "*** Running as zimbra user: /opt/zimbra/bin/$*"
  as_c=$1; shift
  away
  PRACTICE_USER=zimbra "$Z/bin/$as_c" "$@" >> "$LOG" 2>&1
  RC=$?
  back
  return $RC
}
failed() { say "UPGRADE FAILED - exiting."; exit 1; }

# what was there before, and did the last configuration end: from the history alone
PREV='' SEEN='' OPEN='' CORE_LINE=''
while read -r at verb what rest; do
  case "$verb $what" in
    "INSTALLED zimbra-core_"* | "UPGRADED zimbra-core_"*) CORE_LINE=${what#zimbra-core_} ;;
    "CONFIGURED BEGIN") OPEN=1 ;;
    "CONFIGURED END") OPEN=; SEEN=$PREV; PREV=$CORE_LINE ;;
  esac
done < "$Z/.install_history"
case $PREV in '') say "ERROR: Unable to find initial version to upgrade from."; say "DO NOT ATTEMPT UPGRADING AGAIN UNTIL THE FILE IS FIXED."; exit 1 ;; esac
core_version
if test -n "$OPEN"; then
  echo "The previous configuration appears to have failed to complete"
  printf '\nAttempt to complete configuration now? [yes] '
  away
  read -r answer
  back
  case $answer in '' | y* | Y*) ;; *) exit 1 ;; esac
fi
FROMREL=${PREV%%.GA*}

say "Operations logged to $LOGNAME"
say "Adding /opt/zimbra/conf/ca/ca.pem to cacerts"
nap 4
say "Upgrading from ${FROMREL}_GA_1670 to $NEWV"
stamp "CONFIG SESSION START"
stage BEGIN
put "Stopping zimbra services..."
if as_zimbra zmcontrol stop; then echo "done."; else echo "failed. exiting."; failed; fi
say "This appears to be ${FROMREL}_GA"

if is_ldap; then
  put "Checking ldap status..."; echo "not running."
  put "Starting ldap..."
  nap 8
  if fault slapd-start-fails || fault ldap-down; then
    echo "failed with exit code: 1."
    failed
  fi
  : > "$SVC/ldap"
  echo "done."
  if has_role ldap-master; then
    stage LdapUpgraded8.7.0_BETA2
    say "Updating zimbraLDAPSchemaVersion to version '1537783098'"
    did "Updating global config and COS's with attributes introduced after ${FROMREL}_GA" 60
  fi
fi

if has_role mailbox; then
  did "Starting mysql" 20
  mysql_up
  # printed whatever the result was
  did "Running mysql_upgrade" 45
  if fault mysql-upgrade-crash; then
    say "ERROR 2002 (HY000): Can't connect to local MySQL server through socket '/opt/zimbra/data/tmp/mysql/mysql.sock' (111)"
    /bin/rm -f "$P/mysql"
    say "Script failed with code 1: DBD::mysql::db prepare failed - exiting"
    failed
  fi
  say "Schema upgrade required from version 107 to 109."
  say "Running /opt/zimbra/libexec/scripts/migrate20170301-ZimbraChat.pl"
  nap 5
  say "Running /opt/zimbra/libexec/scripts/migrate20180301-ZimbraChat.pl"
  nap 5
  echo 109 > "$Z/db/data/practice/db.version"
  did "Stopping mysql" 20
  mysql_down
fi
for v in 8.7.2_GA 8.7.6_GA 8.8.0_BETA1 8.8.6_GA; do say "Applying updates for $v "; nap 3; done
if is_ldap; then
  did "Stopping ldap" 5
  stop_slapd
fi
say "Upgrade complete."
echo
# a replica or any other node needs the master from here on; the master starts its own
if has_role ldap-master; then : > "$SVC/ldap"; fi
if ! ldap_up; then
  say "ERROR"; echo
  say "Configuration failed"; echo
  say "Please address the error and re-run /opt/zimbra/libexec/zmsetup.pl to"
  say "complete the configuration."; echo
  say "Errors have been logged to $LOGNAME"
  exit 1
fi
SHORT=$HOST
did "Setting defaults" 6
did "Setting defaults from existing config" 8
say "Checking for port conflicts"
did "Setting defaults from ldap" 12
did "Saving config in /opt/zimbra/config.$$" 1
: > "$Z/config.$$"
say "Operations logged to $LOGNAME"
if is_ldap; then did "Setting local config values" 14; fi
stage configLCValues
nap 5; stage configCASetup
stage configSaveCA
nap 4; stage configCreateCert
stage configSaveCert
if fault zmsetup-killed; then log "killed"; kill -9 $$; fi
if is_ldap; then nap 10; stage configSetupLdap; fi
put "Creating server entry for $SHORT..."; nap 3; echo "already exists."
stage configCreateServerEntry
did "Setting Zimbra IP Mode" 4
if has_role mailbox; then did "Setting spell check URL" 3; stage configSpellServer; fi
did "Setting service ports on $SHORT" 6
stage configSetServicePorts
if has_role mailbox; then
  if package zimbra-network-modules-ng; then ng=TRUE; else ng=FALSE; fi
  ledger_set "$FQDN" zimbraNetworkModulesNGEnabled $ng
fi
if has_role mta; then nap 8; stage configInitMta; fi
did "Setting services on $SHORT" 6
stage configSetEnabledServices
# the version ledger is written before the servers start (10, correction 12): it alone proves nothing
ledger_version "$FQDN" 8 8 10 GA 3039
did "Setting up syslog.conf" 4
stage setupSyslog
put "Starting servers..."
as_zimbra zmcontrol start
echo "done."
if has_role mailbox; then
  did "Checking for deprecated zimlets" 5
  say "Installing common zimlets..."
  for z in clientuploader date email mailarchive phone srchhighlighter url viewmail webex ymemoticons; do
    did "	com_zimbra_$z" 6
  done
  say "Finished installing common zimlets."
  say "Installing network zimlets..."
  for z in mobilesync license backuprestore delegatedadmin hsm smime; do did "	com_zimbra_$z" 5; done
  say "Finished installing network zimlets."
  did "Getting list of all zimlets" 5
  say "Updating non-standard zimlets..."
  say "Finished updating non-standard zimlets."
  stage configInstallZimlets
  put "Restarting mailboxd..."
  as_zimbra zmmailboxdctl restart
  echo "done."
  say "Skipping creation of default domain GAL sync account - existing install detected."
  if package zimbra-network-modules-ng; then did "Checking if the NG started running" 10; fi
fi
# cron: what stood between the marks is written anew (edits inside are lost), what stood outside stays
put "Setting up zimbra crontab..."
cron=$MU_ROOT/var/spool/cron/crontabs/zimbra
{
  printf '# ZIMBRASTART -- DO NOT EDIT ANYTHING BETWEEN THIS LINE AND ZIMBRAEND\n#\n# Log pruning\n#\n'
  printf '30 2 * * * find /opt/zimbra/log/ -type f -name \\*.log\\* -mtime +8 -exec rm {} \\; > /dev/null 2>&1\n'
  printf '#\n# Status logging\n#\n*/2 * * * * /opt/zimbra/libexec/zmstatuslog > /dev/null 2>&1\n'
  if has_role mailbox; then
    printf '#\n# Table maintenance\n#\n30 1 * * 7 /opt/zimbra/libexec/zmmaintaintables >> /dev/null 2>&1\n'
    printf '#\n# Report on any database inconsistencies\n#\n0 23 * * 7 /opt/zimbra/libexec/zmdbintegrityreport -m\n'
  fi
  printf '# ZIMBRAEND -- DO NOT EDIT ANYTHING BETWEEN THIS LINE AND ZIMBRASTART\n'
  inside=
  test ! -f "$cron" || while IFS= read -r l; do
    case $l in
      '# ZIMBRASTART'*) inside=1 ;;
      '# ZIMBRAEND'*) inside= ;;
      *) test -n "$inside" || printf '%s\n' "$l" ;;
    esac
  done < "$cron"
} > "$cron.new"
/bin/mv -f "$cron.new" "$cron"
nap 3
echo "done."
stage setupCrontab
stage END
stamp "CONFIG SESSION COMPLETE"
echo
say "Moving $LOGNAME to /opt/zimbra/log"
/bin/cp "$LOG" "$Z/log/"
echo
test -z "$CONF" || exit 0
printf 'Configuration complete - press return to exit '
read -r answer
echo
exit 0
