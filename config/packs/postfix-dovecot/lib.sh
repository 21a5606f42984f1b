# lib.sh: goes before every script of this pack. Nagios convention for checks: OK, WARNING, CRITICAL, UNKNOWN and 0 to 3.
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C DEBIAN_FRONTEND=noninteractive
export PATH LC_ALL DEBIAN_FRONTEND
NIGHT=/var/lib/mailupgrade/night-$MU_RUN
HELD=/etc/mailupgrade.held
CHAIN=MAILUPGRADE
CODE=0 WORDS=''
fail() { echo "$*"; exit 2; }
say() { WORDS="$WORDS; $1"; test "$2" -le $CODE || CODE=$2; }
critical() { say "$1" 2; }
warning() { say "$1" 1; }
unknown() { echo "UNKNOWN - $1"; exit 3; }
verdict() { # OK-TEXT
  case $CODE in 0) echo "OK - $1$WORDS" ;; 1) echo "WARNING - ${WORDS#; }" ;; *) echo "CRITICAL - ${WORDS#; }" ;; esac
  exit $CODE
}
has_role() { for r in "$@"; do case ,$MU_ROLES, in *,"$r",*) return 0 ;; esac; done; return 1; }
remember() { mkdir -p -m 700 "$NIGHT" || fail "cannot make $NIGHT"; }
# packages: those of this host that the night upgrades; target and origin are their version before Debian's own part
packages() {
  PACKAGES='' ORIGIN=$MU_FROM TARGET=$MU_TO
  if has_role mailbox; then PACKAGES='dovecot-core dovecot-imapd dovecot-lmtpd'
  elif has_role mta; then PACKAGES=postfix ORIGIN=$MU_WITH_MTA_FROM TARGET=$MU_WITH_MTA_TO
  elif has_role ldap; then PACKAGES=slapd ORIGIN=$MU_WITH_LDAP_FROM TARGET=$MU_WITH_LDAP_TO
  fi
}
# installed PACKAGE: sets STATUS and VERSION (upstream's: without epoch)
installed() {
  STATUS=$(dpkg-query -W -f '${db:Status-Status}' "$1" 2> /dev/null)
  VERSION=$(dpkg-query -W -f '${Version}' "$1" 2> /dev/null)
  VERSION=${VERSION#*:}
}
# is VERSION SERIES: is 2.3.19.1-2 of 2.3.19?
is() { case $1 in "$2" | "$2".* | "$2"-* | "$2"+*) return 0 ;; esac; return 1; }
sources() { APT=''; test -z "$MU_WITH_SOURCES" || APT="-o Dir::Etc::sourcelist=$MU_WITH_SOURCES -o Dir::Etc::sourceparts=/dev/null"; }
# running NAME: is a daemon of that name there?
running() { pgrep -x "$1" > /dev/null; }
# daemons: sets DAEMONS and PORTS of this host
daemons() {
  DAEMONS='' PORTS=''
  ! has_role mailbox || { DAEMONS="$DAEMONS dovecot"; PORTS="$PORTS 143 24"; }
  ! has_role mta || { DAEMONS="$DAEMONS master"; PORTS="$PORTS 25"; }
  ! has_role ldap || { DAEMONS="$DAEMONS slapd"; PORTS="$PORTS 389"; }
}
listens() { ss -Hltn "sport = :$1" | grep -q .; }
