# precheck.sh: is this host fit for the upgrade? One login for version, edition, packages, operating system, services, certificates, licence,
# Suite, clock, package set of the target run on paper, package lock, installer, and who else is there. Space, volumes and backups are
# storage.sh's, other work is collisions.sh's. Changes nothing, may be asked again. Prints: fit, or the worst first.
# Sources: facts 1.3-1.6, 2.3, 2.8, 3, 10; certificate words of zmcertmgr [C].
ASK='echo "@version"; zmcontrol -v; echo "@status"; zmcontrol status; echo "@certificates"; zmcertmgr checkcrtexpiration -days 30'
if has_role mailbox; then
  ASK="$ASK; echo @licence; zmlicense -p; echo @users; zmprov -l cto userAccounts; echo @activation; zmlicense --ping || echo unreachable"
  ASK="$ASK; echo @suite; zxsuite core getVersion; echo @suite-licence; zxsuite core getLicenseInfo"
  ASK="$ASK; echo @operations; zxsuite hsm getAllOperations; zxsuite backup getAllOperations"
elif has_role ldap-master; then
  ASK="$ASK; echo @licence; zmlicense -p"
fi
ANSWER=$(zimbra "$ASK")
TODAY=$(date +%Y%m%d)
AT='' VER='' EDITION='' STAT='' VALID='' LIMIT='' USERS='' SUITE_VER='' SUITE_VALID='' OPS=''
while IFS= read -r l; do
  case $l in
    @version | @status | @certificates | @licence | @users | @activation | @suite | @suite-licence | @operations) AT=${l#@}; continue ;;
  esac
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
    suite) set -- $l; case $1 in version) SUITE_VER=$2 ;; zimbra_version) test "$2" = "$MU_FROM" || warning "the Suite of $MU_HOST says it is made for $2" ;; esac ;;
    suite-licence) set -- $l; case $1 in valid) SUITE_VALID=$2 ;; esac ;;
    operations) set -- $l; case $1 in name) OPS="$OPS $2" ;; esac ;;
  esac
done << EOF
$ANSWER
EOF

# -- the software as it is
test "$VER" = "$MU_FROM" || critical "$MU_HOST runs ${VER:-no readable version}, the plan begins at $MU_FROM"
case $EDITION in *NETWORK*) ;; *) critical "$MU_HOST is not a Network Edition" ;; esac
read_history
test "$H_STATE" = complete && test "$H_CORE" = "$MU_FROM" || critical "the install history of $MU_HOST ends with ${H_CORE:-nothing} ($H_STATE)"
MIXED=$(dpkg-query -W 'zimbra-*' 2> /dev/null | while read -r p v; do
  case $p in zimbra-core | zimbra-ldap | zimbra-mta | zimbra-proxy | zimbra-store | zimbra-logger) echo "${v%%.GA*}" ;; esac
done | sort -u)
case $MIXED in *"$NL"*) critical "packages of two versions are mixed on $MU_HOST: $(echo $MIXED)" ;; esac
read_services "$STAT"
judge_services

# -- what it stands on
read_os
fits_target || critical "$MU_HOST runs $OS_NAME, which $MU_TO does not support: the installer stops there"
case $(timedatectl 2>&1) in
  *'synchronized: yes'*) ;;
  *'synchronized: no'*) critical "the clock of $MU_HOST is not kept by a time server" ;;
  *) warning "whether the clock of $MU_HOST is kept cannot be seen" ;;
esac
if has_role mailbox ldap-master; then
  if test -z "$VALID"; then unknown "the licence cannot be read on $MU_HOST"
  elif test "$VALID" -lt "$TODAY"; then critical "the licence has expired on $VALID"; fi
fi
if has_role mailbox; then
  test "${LIMIT:-0}" = -1 || test "${USERS:-0}" -le "${LIMIT:-0}" || warning "$USERS accounts, licence for $LIMIT: the installer will ask a person"
  if test -z "$SUITE_VER"; then critical "the Suite of $MU_HOST does not answer"
  else
    test "$SUITE_VALID" = true || critical "the licence of the Suite on $MU_HOST is not valid"
    test -x "$SUITE/install.sh" || warning "the installer of the Suite is not in /opt/zextras_suite: it could not be put back by it"
  fi
  test -z "$OPS" || warning "operations of the Suite run on $MU_HOST:$OPS"
fi

# -- the package run on paper, against the repository of the target in a place of our own: the host's package lists stay as they are
target_packages
if test -n "$OS_CODENAME" && command -v apt-get > /dev/null; then
  simulate_packages "$PACKAGES"
else
  unknown "packages are simulated with apt only, and $MU_HOST has none: run the package manager on paper by hand"
fi
! fuser "$MU_ROOT/var/lib/dpkg/lock" > /dev/null 2>&1 || critical "another process has the package lock of $MU_HOST"
test -x "$INSTALLER/install.sh" || critical "there is no installer in /opt/zcs-installer of $MU_HOST"
W=$(who 2>/dev/null)
test -z "$W" || warning "somebody is logged in on $MU_HOST: ${W%%"$NL"*}"
verdict "$MU_HOST is fit: $VER, services run, system, licence, clock and packages are in order"
