#!/bin/sh
# Imitates install.sh of an unpacked Zimbra NE 8.8.10 (Ubuntu 16.04), interactive upgrade: reference/zimbra.md 2.2-2.6 [C], 10 [C, run].
# Reads stdin, prints its prompts without a line end, keeps the real order, exit codes and traps.
# What it does not do: RPM platforms, a defaults file (ends as an unknown file does not, but with a plain refusal), other versions.
. "$MU_ROOT/opt/zimbra/.practice/lib.sh"
NEW=8.8.10.GA.3039.UBUNTU16.64
Z=$MU_ROOT/opt/zimbra
PACKAGES="zimbra-ldap zimbra-logger zimbra-mta zimbra-dnscache zimbra-snmp zimbra-store zimbra-apache zimbra-spell zimbra-convertd zimbra-memcached zimbra-proxy zimbra-archiving"
SOFTWAREONLY='' SKIPUPGRADECHECK='' SKIPACTIVATION='' FORCE='' SKIPSPACE=''

usage() {
  cat << 'EOT'
./install.sh [-r <dir> -l <file> -a <file> -u -s -x -h] [defaultsfile]

-h|--help               Usage
-l|--license <file>     License file to install.
-a|--activation <file>  License activation file to install. [Upgrades only]
-r|--restore <dir>      Restore contents of <dir> to localconfig
-s|--softwareonly       Software only installation.
-u|--uninstall          Uninstall ZCS
-x|--skipspacecheck     Skip filesystem capacity checks.
--beta-support          Allows installer to upgrade Network Edition Betas.
--platform-override     Allows installer to continue on an unknown OS.
--skip-activation-check Allows installer to continue if license activation checks fail.
--skip-upgrade-check    Allows installer to skip upgrade validation checks.
--force-upgrade         Force upgrade to be set to YES. Used if there is package installation failure for remote packages.
[defaultsfile]          File containing default install values.

EOT
  exit 0
}

while test $# -gt 0; do
  case $1 in
    -r | --restore | --config | -l | --license) shift ;;
    -a | --activation) SKIPACTIVATION=1; shift ;;
    -u | --uninstall) echo "Uninstall is not simulated on the practice cluster." >&2; exit 1 ;;
    -s | --softwareonly) SOFTWAREONLY=1 ;;
    -x | --skipspacecheck) SKIPSPACE=1 ;;
    --beta-support | --platform-override) ;;
    --skip-activation-check) SKIPACTIVATION=1 ;;
    --skip-upgrade-check) SKIPUPGRADECHECK=1 ;;
    --force-upgrade) FORCE=1 ;;
    -h | --help) usage ;;
    *)
      if test ! -f "$1"; then echo "ERROR: Unknown option $1"; usage; fi
      echo "A defaults file is not simulated on the practice cluster: it skips the guards of the installer." >&2
      exit 1 ;;
  esac
  shift
done

test "$ME" = root || { echo "Run as root!"; exit 1; }

# ---- talking ------------------------------------------------------------------------------------------------------
SLOW=''
if fault slow-output; then SLOW=1; fi

say() { printf '%s\n' "$*"; test -z "$SLOW" || nap 20; }
put() { # no line end; with slow-output it comes in two pieces
  if test -n "$SLOW"; then
    put_h=${1#????????}
    printf '%s' "${1%"$put_h"}"; nap 15; printf '%s' "$put_h"
  else
    printf '%s' "$1"
  fi
}
log() { printf '%s\n' "$*" >> "$LOG"; }

EOFS=0
hear() { # sets response; end of input is an empty answer, as in the real one
  response=
  away
  if ! read -r response && test -z "$response"; then
    # The real one loops for ever here and fills the disk; 200 rounds show the trap and spare the machine.
    EOFS=$((EOFS + 1))
    test $EOFS -le 200 || { echo "install.sh (practice): 200 rounds at end of input, stopped." >&2; exit 1; }
  fi
  back
}

ask() { # PROMPT DEFAULT
  echo
  put "$1 [$2] "
  hear
  case $response in
    *' '*) echo "./util/utilfunc.sh: line 114: [: ${response%% *}: binary operator expected" >&2 ;;
    '') response=$2 ;;
  esac
}

askYN() { # PROMPT DEFAULT: sets response to yes or no
  while :; do
    ask "$1" "$2"
    case $response in
      yes | YES | y | Y) response=yes; return 0 ;;
      no | NO | n | N) response=no; return 0 ;;
    esac
    echo "A Yes/No answer is required"
  done
}

twice() { # PROMPT DEFAULT: the fault prompt-twice asks the same again although the answer was good
  askYN "$1" "$2"
  if fault prompt-twice; then echo "A Yes/No answer is required"; askYN "$1" "$2"; fi
}

confirm_or_exit() { # PROMPT LAST-WORDS: N asks Exit?, N goes round again
  while :; do
    askYN "$1" N
    test "$response" = no || return 0
    askYN "Exit?" N
    if test "$response" = yes; then echo "$2"; exit 1; fi
  done
}

# ---- plan of durations, seconds of the run clock (reference 1.4, 6) -----------------------------------------------
if has_role mailbox; then D_DOWNLOAD=150 D_PACKAGES=340
elif is_ldap; then D_DOWNLOAD=120 D_PACKAGES=220
elif has_role logger; then D_DOWNLOAD=60 D_PACKAGES=100
else D_DOWNLOAD=90 D_PACKAGES=130
fi

rewind
LOGNAME8=$(printf '%08x' $((UP * 7919 + $$)))
LOGNAME8=${LOGNAME8#"${LOGNAME8%????????}"}
LOG=$MU_ROOT/tmp/install.log.$LOGNAME8
: > "$LOG"
echo
say "Operations logged to /tmp/install.log.$LOGNAME8"

# ---- 2: what is installed -----------------------------------------------------------------------------------------
say "Checking for existing installation..."
INSTALLED=
for p in zimbra-drive zimbra-imapd zimbra-patch zimbra-license-tools zimbra-license-extension zimbra-network-store zimbra-network-modules-ng zimbra-chat zimbra-talk; do
  if package $p; then say "    $p...FOUND $p-$PV"; INSTALLED="$INSTALLED $p"; else say "    $p...NOT FOUND"; fi
done
for p in $PACKAGES zimbra-core; do
  if package $p; then say "    $p...FOUND $p-$PV"; INSTALLED="$INSTALLED $p"; else say "    $p...NOT FOUND"; fi
done
nap 5
installed() { case " $INSTALLED " in *" $1 "*) return 0 ;; esac; return 1; }
core_version
FROM=$REL

# ---- 3: may this version be upgraded ------------------------------------------------------------------------------
case $REL in
  8.8.1[1-9] | 8.9.* | 9.* | 10.*) say "Downgrading to version 8.8.10 from $REL is not supported."; exit 1 ;;
  none) say "ERROR: You can only upgrade from ZCS 7.0 or later"; exit 1 ;;
esac
say "ZCS upgrade from $REL to $TARGET will be performed."

tls_error() {
  say "Error: Unable to create a successful TLS connection to the ldap masters."
  say "       Fix cert configuration prior to upgrading."
  exit 1
}

if test -z "$SKIPUPGRADECHECK$SOFTWAREONLY"; then
  # ---- 5: licence, on LDAP nodes; slapd is started for it where it is down [M]
  if is_ldap; then
    if ! runs ldap && ! fault ldap-down; then nap 8; : > "$SVC/ldap"; fi
    say "Validating existing license is not expired and qualifies for upgrade"
    nap 6
    if fault licence-expired; then
      say "Error: License is expired or cannot be upgraded."
      say "       Aborting upgrade"
      exit 1
    fi
    say "License is valid and supports this upgrade.  Continuing."
  fi
  # ---- 6: LDAP
  say "Validating ldap configuration"
  nap 5
  if ! ldap_up || fault cert-expired || fault cert-expired "$MASTER"; then tls_error; fi # also when LDAP is simply down
  if test "$HOST" != "$MASTER"; then
    v=
    for a in Major Minor Micro; do ledger_get "$MASTER.$DOMAIN" zimbraServerVersion$a || LV=0; v=$v.$LV; done
    if test "${v#.}" != $TARGET || fault masters-not-upgraded; then
      say "Error: One or more LDAP master servers has not yet been upgraded."
      say "       It is required for all LDAP master node(s) to be upgraded first."
      exit 1
    fi
  fi
  say "LDAP validation succeeded.  Continuing."
  # ---- 7: activation, on stores
  if has_role mailbox && test -z "$SKIPACTIVATION"; then
    nap 3
    if fault activation-unreachable; then
      say "ERROR: Unable to reach the Zimbra License Activation Server."
      echo
      say "License Activation is required when upgrading to ZCS 7 or later."
      echo
      say "The ZCS Network upgrade will automatically attempt to activate the"
      say "current license as long as the activation server can be contacted."
      echo
      say "You can obtain a manual activation key and re-run the upgrade"
      say "by specifying the -a activation.xml option."
      echo
      say "A manual license activation key can be obtained by either visiting"
      say "the Zimbra support portal or contacting Zimbra support or sales."
      echo
      exit 1
    fi
  fi
fi

# ---- 8: licence, on stores ----------------------------------------------------------------------------------------
if has_role mailbox && test -z "$SOFTWAREONLY"; then
  say "Checking for available license file..."
  nap 4
  if fault licence-expired; then # a perpetual one; with another kind it warns and asks `Do you wish to continue?  [N]`
    echo
    say "ERROR: The ZCS Network upgrade requires a previously installed license"
    say "or the license file located in /opt/zimbra/conf/ZCSLicense.xml to be"
    say "valid and not expired."
    echo
    say "The upgrade cannot occur with an expired perpetual license.  In order"
    say "to perform an upgrade, you will need to have a valid support contract"
    say "in place."
    echo
    say "Your system has not been modified."
    echo
    exit 1
  fi
  limit=1000
  if fault licence-over-limit; then limit=500; fi
  say "Current Users=600 Licensed Users=$limit"
  if test $limit -lt 600; then
    say "Warning: The number of users on this system (600) exceeds the licensed number"
    say "($limit).  You may continue with the upgrade, but you will not be able to create"
    say "new users.  Also, initialization of the Document feature will fail.  If you "
    say "later wish to use the Documents feature you'll need to resolve the licensing "
    say "issues and then run a separate script available from support to initialize the "
    say "Documents feature. "
    confirm_or_exit "Do you wish to continue?" "Exiting - place a valid license file in /opt/zimbra/conf/ZCSLicense.xml and rerun."
  fi
fi

# ---- 9: two licences in NE ----------------------------------------------------------------------------------------
eula() {
  echo; echo
  echo "----------------------------------------------------------------------"
  echo "PLEASE READ THIS AGREEMENT CAREFULLY BEFORE USING THE SOFTWARE."
  echo "$1"
  echo "----------------------------------------------------------------------"
  echo; echo
  askYN "Do you agree with the terms of the software license agreement?" N
  test "$response" = yes || exit 0 # trap: a refusal, or the end of the input, is exit 0
  echo
}
eula "License Terms for the Zimbra Collaboration Suite: https://www.zimbra.com/license/zimbra-public-eula-2-6.html"
eula "License Terms for the KeyView software: docs/keyview_eula.txt"
echo

# ---- 10, 11, 12: stores -------------------------------------------------------------------------------------------
if has_role mailbox; then
  say "Checking current number of databases..."
  nap 3
  say "Checking for a recent backup"
  nap 8
  if fault no-recent-backup; then
    echo "WARNING: Unable to find a full system backup started within the last"
    echo "24hrs.  It is recommended to perform a full system backup and"
    echo "copy it to a safe location prior to performing an upgrade."
    echo
    confirm_or_exit "Do you wish to continue without a backup?" "Exiting."
  fi
  FV="Do you want to verify message store database integrity?"
  if fault integrity-errors; then fault_value integrity-errors text "$FV"; fi
  askYN "$FV" Y
  if test "$response" = yes; then
    say "Verifying integrity of message store databases.  This may take a while."
    if test ! -f "$P/mysql"; then put "mysqld is not running.  Starting mysqld."; echo; nap 20; mysql_up; fi
    nap 180 # runs with auto-repair: not read-only, although nothing was confirmed yet
    if fault integrity-errors; then
      say "Database errors found."
      say "/opt/zimbra/common/bin/mysqlcheck --defaults-file=/opt/zimbra/conf/my.cnf -S /opt/zimbra/data/tmp/mysql/mysql.sock -A -C -s -u root --auto-repair --password=XXXXXXXX"
      say "mboxgroup7.mail_item"
      say "error    : Corrupt"
      exit 0 # trap 2: the test's own status comes out
    fi
    say "No errors found"
  fi
fi

# ---- 13: repository -----------------------------------------------------------------------------------------------
askYN "Use Zimbra's package repository" Y
REPO=$response
if test "$REPO" = yes; then
  echo
  say "Importing Zimbra GPG key"
  echo
  nap 3
  say "Configuring package repository"
  nap 15
  FV=repository
  if fault repo-unreachable; then fault_value repo-unreachable text $FV; fi
  if fault package-lock || { fault repo-unreachable && test "$FV" = repository; }; then
    if fault package-lock; then log "E: Could not get lock /var/lib/dpkg/lock - open (11: Resource temporarily unavailable)"; fi
    if fault repo-unreachable; then log "Err:1 https://repo.zimbra.com/apt/87 xenial Release  Could not resolve host: repo.zimbra.com"; fi
    echo
    say "ERROR: Unable to install packages via apt-get"
    say "Please fix system to allow normal package installation before proceeding"
    exit 1
  fi
fi

# ---- 14: what can be installed; local packages lie beside the installer, the rest is in the repository ------------
echo
say "Checking for installable packages"
echo
AVAILABLE=
for p in zimbra-core $PACKAGES; do
  case $p in zimbra-memcached) test "$REPO" != yes || say "Found $p (repo)" ;; *) say "Found $p (local)" ;; esac
done
for p in zimbra-drive zimbra-imapd zimbra-license-tools zimbra-license-extension zimbra-network-store zimbra-network-modules-ng zimbra-patch; do
  case $p in zimbra-imapd | zimbra-license-tools) say "Found $p (local)"; continue ;; esac
  test "$REPO" = yes || continue
  if test $p = zimbra-network-modules-ng && fault ng-prompt-missing; then continue; fi
  say "Found $p (repo)"
  AVAILABLE="$AVAILABLE $p"
done
nap 12
echo
available() { case " $AVAILABLE " in *" $1 "*) return 0 ;; esac; return 1; }

# ---- 15: upgrade? The bar stands here: N leads towards removal. ---------------------------------------------------
REMOVE='' UPGRADE=yes
echo
say "The Zimbra Collaboration Server appears to already be installed."
say "It can be upgraded with no effect on existing accounts,"
say "or the current installation can be completely removed prior"
say "to installation for a clean install."
while :; do
  twice "Do you wish to upgrade?" Y
  test "$response" = no || break
  askYN "Exit now?" Y
  test "$response" = no || exit 1
  echo
  if installed zimbra-ldap; then
    echo "*** WARNING - you are about to delete all existing users and mail"
  elif installed zimbra-store; then
    echo "*** WARNING - you are about to delete users and mail hosted on this server"
  else
    REMOVE=yes UPGRADE=no # nobody is asked on MTA and proxy nodes
    break
  fi
  askYN "Delete users/mail?" N
  if test "$response" = yes; then REMOVE=yes UPGRADE=no; break; fi
done

# ---- 16: packages -------------------------------------------------------------------------------------------------
CHOSEN=zimbra-core
choose() { CHOSEN="$CHOSEN $1"; }
echo
if test $UPGRADE = yes; then
  say "Scanning for any new or additional packages available for installation"
  say "Existing packages will be upgraded"
  say "    Upgrading zimbra-core"
  D=N
else
  say "Select the packages to install"
  D=Y
fi
for p in $PACKAGES; do
  if test $UPGRADE = yes && installed $p; then say "    Upgrading $p"; choose $p; continue; fi
  askYN "Install $p" $D
  test "$response" = no || choose $p
done
if has_role mailbox && test "$REPO" = yes; then
  for p in zimbra-drive zimbra-imapd; do
    if installed $p; then say "    Upgrading $p"; choose $p; continue; fi
    if test $p = zimbra-imapd; then askYN "Install zimbra-imapd (BETA - for evaluation only)" N; else askYN "Install $p" N; fi
    test "$response" = no || choose $p
  done
  NG=no
  if available zimbra-network-modules-ng; then
    askYN "Install zimbra-network-modules-ng" N
    NG=$response
    if test "$NG" = yes; then
      choose zimbra-network-modules-ng
      askYN "Install zimbra-talk" Y
      test "$response" = no || choose zimbra-talk
      cat << 'EOT'
###WARNING###

Network Modules NG needs to bind on TCP ports 8735 and 8736 in order
to operate, for inter-instance communication.
Please verify no other service listens on these ports and that 
ports 8735 and 8736 are properly filtered from public access 
by your firewall.

Please remember that the Backup NG module needs to be initialized in order
to be functional. This is a one-time operation only that can be performed
by clicking the 'Initialize' button within the Backup section of the
Network NG Modules in the Administration Console or by running
`zxsuite backup doSmartScan` as the zimbra user.

EOT
    else
      askYN "Install zimbra-chat" Y
      test "$response" = no || choose zimbra-chat
    fi
  fi
  choose zimbra-patch; choose zimbra-license-extension; choose zimbra-network-store
fi
choose zimbra-license-tools

# ---- 17: space ----------------------------------------------------------------------------------------------------
say "Checking required space for zimbra-core"
nap 2
if fault disk-full; then
  say "/opt/zimbra requires at least 500MB of space to upgrade."
  say "210MB is not enough space to upgrade."
fi
if installed zimbra-store; then say "Checking space for zimbra-store"; fi
if fault disk-full; then
  echo
  if test -z "$SKIPSPACE"; then say "Installation cancelled."; echo; exit 1; fi
  say "Installation will continue by request."
  echo
fi
if installed zimbra-store; then
  say "Checking required packages for zimbra-store"
  say "     FOUND: libreoffice-1:5.1.6~rc2-0ubuntu1~xenial4"
  say "zimbra-store package check complete."
fi

# ---- 18, 19: the last question before anything changes -------------------------------------------------------------
echo
say "Installing:"
for p in $CHOSEN; do say "    $p"; done
if fault unknown-prompt; then
  fault_value unknown-prompt text "Mail transfer agent configuration differs from the packaged one. Keep local changes?"
  echo
  put "$FV [Y] "
  hear
  log "unknown question answered: $response"
fi
confirm_or_exit "The system will be modified.  Continue?" "Exiting - the system is unchanged"

if test -n "$REMOVE"; then
  # What a clean install destroys is shown; the new empty installation after it is not simulated.
  echo; say "Shutting down zimbra mail"; echo; say "Removing existing packages"; echo
  for p in $INSTALLED; do say "   $p...done"; done
  /bin/rm -f "$SVC"/* "$P/mysql"
  : > "$PACKAGES_FILE"
  for d in store index db data/ldap hsm; do test ! -d "$Z/$d" || /bin/rm -rf "$Z/$d"; done
  say "Removing /opt/zimbra"
  exit 1
fi

# ---- 20: download; the session begins in the history before anything is fetched ------------------------------------
stamp() { now; printf '%s: %s\n' "$NOW" "$*" >> "$Z/.install_history"; }
stamp "INSTALL SESSION START"
echo
say "Beginning Installation - see /tmp/install.log.$LOGNAME8 for details..."
echo
LATER='' COMPONENTS='' LOCAL=''
for p in $CHOSEN; do
  case $p in
    zimbra-core | zimbra-ldap | zimbra-mta | zimbra-proxy | zimbra-store | zimbra-snmp | zimbra-spell | zimbra-apache | zimbra-dnscache | zimbra-memcached)
      COMPONENTS="$COMPONENTS $p-components"; LOCAL="$LOCAL $p" ;;
    zimbra-logger | zimbra-convertd | zimbra-archiving | zimbra-license-tools) LOCAL="$LOCAL $p" ;;
    *) LATER="$LATER $p" ;;
  esac
done
count() { COUNT=$#; }
if test "$REPO" = yes; then for p in $COMPONENTS; do printf '%48s %s\n' "$p" "will be downloaded and installed."; done; else COMPONENTS=; fi
for p in $LOCAL; do printf '%48s %s\n' "$p" "will be installed."; done
for p in $LATER; do printf '%48s %s\n' "$p" "will be downloaded and installed (later)."; done
if test -n "$COMPONENTS"; then
  echo
  count $COMPONENTS
  say "Downloading packages ($COUNT):"
  for p in $COMPONENTS; do say "   $p"; done
  put "      ..."
  nap $D_DOWNLOAD
  if fault repo-unreachable; then log "Err:1 https://repo.zimbra.com/apt/87 xenial Release  Could not resolve host: repo.zimbra.com"; say "Unable to download packages from repository. System is not modified."; exit 1; fi
  say "done"
fi

# ---- 21: stop, save -----------------------------------------------------------------------------------------------
if test -z "$FORCE" && test "$FROM" != $TARGET; then
  echo
  say "Saving existing configuration file to /opt/zimbra/.saveconfig"
  nap 8
  /bin/cp "$Z/conf/localconfig.xml" "$Z/.saveconfig/localconfig.xml"
fi
echo
say "Shutting down zimbra mail"
# a failing stop is ignored here [C, run]; orphaned processes are killed
away
PRACTICE_USER=zimbra "$Z/bin/zmcontrol" shutdown >> "$LOG" 2>&1
back
if ! fault zmcontrol-stop-fails; then stop_slapd; /bin/rm -f "$SVC"/* "$P/mysql"; fi
if is_ldap; then
  echo
  put "Backing up the ldap database..."
  nap 15
  : > "$Z/data/ldap/ldap.bak"
  say "done."
fi

# ---- 22, 23: packages ---------------------------------------------------------------------------------------------
package_error() {
  echo
  echo "ERROR: Unable to install required packages"
  echo "WARNING: REMOTE PACKAGE INSTALLATION FAILED."
  echo "To proceed, review the instructions at:"
  echo "https://wiki.zimbra.com/wiki/Recovering_from_upgrade_failure"
  echo "Failure to follow the instructions on the wiki will result in complete data loss."
  exit 1
}
install_versions() { # NAMES: they are the new version in dpkg's state
  {
    while read -r sv_n sv_v; do case " $* " in *" $sv_n "*) ;; *) printf '%s %s\n' "$sv_n" "$sv_v" ;; esac; done < "$PACKAGES_FILE"
    for sv_n; do printf '%s %s\n' "$sv_n" $NEW; done
  } > "$PACKAGES_FILE.new"
  /bin/mv -f "$PACKAGES_FILE.new" "$PACKAGES_FILE"
}
echo
if test -n "$FORCE" || test "$FROM" = $TARGET; then
  say "Removing existing packages"
  echo
  for p in $INSTALLED; do say "   $p...done"; done
else
  say "Upgrading the remote packages"
fi
echo
say "Removing deployed webapp directories"
nap 5
if test -n "$COMPONENTS"; then
  echo
  count $COMPONENTS
  say "Installing repo packages ($COUNT):"
  for p in $COMPONENTS; do say "   $p"; done
  put "      ..."
  nap $((D_PACKAGES / 2))
  say "done"
fi
echo
count $LOCAL
say "Installing local packages ($COUNT):"
for p in $LOCAL; do say "   $p"; done
put "      ..."
if fault installer-slow; then fault_value installer-slow minutes 60; nap $((FV * 60)); fi
half=$((COUNT / 2 + 1)) n=0 set_up=
for p in $LOCAL; do
  n=$((n + 1))
  if test $n -gt $half && fault package-fails; then
    log "dpkg: error processing package $p (--configure):"
    install_versions $set_up
    package_error
  fi
  log "Setting up $p ($NEW) ..."
  set_up="$set_up $p"
done
nap $((D_PACKAGES / 2))
install_versions $set_up
say "done"
if has_role mailbox; then /bin/rm -f "$Z/bin/zmbackup" "$Z/bin/zmbackupquery" "$Z/bin/zmschedulebackup"; fi
EXTRA=
if test -n "$LATER"; then
  echo
  count $LATER
  say "Installing extra packages ($COUNT):"
  for p in $LATER; do say "   $p"; done
  put "      ..."
  nap 60
  if fault repo-extra-fails; then
    # one package call: if one fails none is installed, and the upgrade goes on to exit 0
    say "Unable to download extra packages from repository. Proceeding without this..."
    EXTRA=failed
  else
    install_versions $LATER
    case " $LATER " in *" zimbra-network-store "*) for f in zmbackup zmbackupquery zmschedulebackup; do /bin/cp -p "$P/network/$f" "$Z/bin/$f"; done ;; esac
    case " $LATER " in *" zimbra-network-modules-ng "*) /bin/cp -p "$P/network/zxsuite" "$Z/bin/zxsuite" ;; esac
    say "done"
  fi
fi
now
{
  for p in $LOCAL; do printf '%s: UPGRADED %s_%s_amd64.deb\n' "$NOW" "$p" "$NEW"; done
  # components have numbers of their own [M]
  for p in $COMPONENTS; do printf '%s: UPGRADED %s_1.0.10-1zimbra8.7b1.16.04_amd64.deb\n' "$NOW" "$p"; done
} >> "$Z/.install_history"
for p in $LATER; do
  if test -n "$EXTRA"; then printf '%s: UPGRADED \n' "$NOW"; else printf '%s: UPGRADED %s_%s_amd64.deb\n' "$NOW" "$p" "$NEW"; fi
done >> "$Z/.install_history"
stamp "INSTALL SESSION COMPLETE"

# ---- 24: configuration --------------------------------------------------------------------------------------------
echo
say "Running Post Installation Configuration:"
if test -z "$FORCE" && test "$FROM" != $TARGET; then
  echo
  say "Setting defaults from saved config in /opt/zimbra/.saveconfig/config.save"
  for l in "HOSTNAME=$FQDN" "LDAPHOST=$MASTER.$DOMAIN" LDAPPORT=389 SNMPTRAPHOST= SMTPSOURCE= SMTPDEST= SNMPNOTIFY=0 SMTPNOTIFY=0 \
    'LDAPROOTPW=*' 'LDAPZIMBRAPW=*' 'LDAPPOSTPW=*' 'LDAPREPPW=*' 'LDAPAMAVISPW=*' 'LDAPNGINXPW=*'; do say "   $l"; done
fi
put "Restoring existing configuration file from /opt/zimbra/.saveconfig/localconfig.xml..."
nap 3
say "done"
if test -n "$SOFTWAREONLY"; then
  say "Software Installation complete!"
  exit 0
fi
exec "$Z/libexec/zmsetup.pl"
