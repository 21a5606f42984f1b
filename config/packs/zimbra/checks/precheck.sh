# precheck.sh: one look at everything that has made upgrades fail, in one login: version, services, space, certificates, licence,
# backup by its content, volumes, packages, package lock, who else is there, installer. Changes nothing, may be asked again.
# Prints: fit, or the worst first. Sources: facts 1.3-1.6, 2.3, 4.1; certificate words of zmcertmgr [C].
ASK='echo "@version"; zmcontrol -v; echo "@status"; zmcontrol status; echo "@certificates"; zmcertmgr checkcrtexpiration -days 30'
if has_role mailbox; then
  ASK="$ASK; echo @licence; zmlicense -p; echo @users; zmprov -l cto userAccounts; echo @activation; zmlicense --ping || echo unreachable"
  ASK="$ASK; echo @backups; zmbackupquery --type full; echo @volumes; zmvolume -l; echo @objects; zxsuite hsm getAllVolumes"
elif has_role ldap-master; then
  ASK="$ASK; echo @licence; zmlicense -p"
fi
ANSWER=$(zimbra "$ASK")
set -- $(date '+%Y %m %d %H %M')
TODAY=$1$2$3
minutes_of "$1" "$2" "$3" "$4" "$5"; NOW=$MINUTES
AT='' VER='' STAT='' VALID='' LIMIT='' USERS='' B_STATUS='' B_BEST='' B_ANY='' V_TEXT='' S3=''
while IFS= read -r l; do
  case $l in @version | @status | @certificates | @licence | @users | @activation | @backups | @volumes | @objects) AT=${l#@}; continue ;; esac
  case $AT in
    version) case $l in Release*) version_of "$l"; EDITION=$l ;; esac ;;
    status) STAT="$STAT$l$NL" ;;
    certificates)
      case $l in
        *'EXPIRED!'*) critical "certificate of ${l%%:*} on $MU_HOST has expired" ;;
        *'EXPIRES within'*) warning "certificate of ${l%%:*} on $MU_HOST expires within 30 days" ;;
        *'does not exist'*) note "$l" ;;
      esac ;;
    licence) case $l in ValidUntil=*) VALID=${l#*=}; VALID=${VALID%??????Z} ;; AccountsLimit=*) LIMIT=${l#*=} ;; esac ;;
    users) case $l in '' | *[!0-9]*) ;; *) USERS=$l ;; esac ;;
    activation) case $l in unreachable) critical "the licence activation server is not reachable from $MU_HOST" ;; esac ;;
    backups)
      case $l in
        Status:*) B_STATUS=${l##* } ;;
        Started:*) set -- $l; B_DAY=$3 B_TIME=$4 ;;
        'Number of accounts:'*)
          set -- ${l#*: }
          test -z "$B_BEST" || continue
          test "$B_STATUS" = completed || { test -n "$B_ANY" || B_ANY="the newest full backup is '$B_STATUS'"; continue; }
          if test "$1" -eq 0 || test "$1" -lt "$4"; then B_ANY="the newest full backup holds $1 of $4 accounts"; B_BEST=0; continue; fi
          IFS='/:'; set -- $B_DAY $B_TIME; unset IFS
          minutes_of "$1" "$2" "$3" "$4" "$5"; B_BEST=$((NOW - MINUTES)) ;;
      esac ;;
    volumes) V_TEXT="$V_TEXT$l$NL" ;;
    objects) set -- $l; case $1 in bucket) S3="$S3 $2" ;; esac ;;
  esac
done << EOF
$ANSWER
EOF

test "$VER" = "$MU_FROM" || critical "$MU_HOST runs ${VER:-no readable version}, the plan begins at $MU_FROM"
case $EDITION in *NETWORK*) ;; *) critical "$MU_HOST is not a Network Edition" ;; esac
read_history
test "$H_STATE" = complete && test "$H_CORE" = "$MU_FROM" || critical "the install history of $MU_HOST ends with ${H_CORE:-nothing} ($H_STATE)"
read_services "$STAT"
judge_services
check_space
if has_role mailbox ldap-master; then
  if test -z "$VALID"; then unknown "the licence cannot be read on $MU_HOST"
  elif test "$VALID" -lt "$TODAY"; then critical "the licence has expired on $VALID"; fi
fi
if has_role mailbox; then
  test "${LIMIT:-0}" = -1 || test "${USERS:-0}" -le "${LIMIT:-0}" || warning "$USERS accounts, licence for $LIMIT: the installer will ask a person"
  if test -z "$B_BEST"; then critical "${B_ANY:-$MU_HOST has no full backup}"
  elif test "$B_BEST" = 0; then critical "$B_ANY"
  elif test "$B_BEST" -gt 11520; then critical "the newest full backup of $MU_HOST is $((B_BEST / 1440)) days old"
  elif test "$B_BEST" -gt 1440; then warning "the newest full backup of $MU_HOST is $((B_BEST / 60)) hours old"
  fi
  PERF="$PERF backup_age=$((${B_BEST:-0} / 60))h"
  rows_of_volumes
  check_mounts "$VOLS"
  for b in $S3; do
    o=$(zimbra "zxsuite core testS3Connection $b") || critical "object store $b: ${o##*"$NL"}"
  done
  test -x "$SUITE/install.sh" || warning "the installer of the Suite is not in /opt/zextras_suite: it could not be put back by it"
fi

# the package run on paper: what the installer will fetch has to be known to the host's repositories
PACKAGES=zimbra-core-components
! has_role mailbox || PACKAGES="$PACKAGES zimbra-network-modules-ng zimbra-network-store zimbra-license-extension zimbra-patch"
U=$(apt-get -q update 2>&1 < /dev/null)
case $U in
  *'Could not get lock'*) critical "another process has the package lock of $MU_HOST" ;;
  *'Failed to fetch'*) critical "the package repository is not reachable from $MU_HOST" ;;
esac
S=$(apt-get -q -s install $PACKAGES 2>&1 < /dev/null) || critical "packages cannot be installed on $MU_HOST: ${S##*"$NL"}"
case $S in *"${NL}Remv "*) critical "the package run would remove packages on $MU_HOST" ;; esac
! fuser "$MU_ROOT/var/lib/dpkg/lock" > /dev/null 2>&1 || critical "another process has the package lock of $MU_HOST"

W=$(who 2>/dev/null)
test -z "$W" || warning "somebody is logged in on $MU_HOST: ${W%%"$NL"*}"
test -x "$INSTALLER/install.sh" || critical "there is no installer in /opt/zcs-installer of $MU_HOST"
verdict "$MU_HOST is fit: $VER, services run, space, licence, packages and backup are in order"
