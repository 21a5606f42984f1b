# verify.sh: the verdict on a node. A newer session in the history that is complete, zmcontrol -v and the LDAP ledger on the new version,
# the package set as decided, the edition kept, services as before, schema migrated, protocols greet, doors still closed.
# Prints: the version, or what is wrong. "done." of the installer and its exit code prove nothing (facts 0.1, 0.2, 10).
# One call as zimbra, because each costs a login.

# -- the history: this run's session, whole
n=0 starts=0 from=0 broken='' S_STATE=none S_CORE=''
test ! -s "$STATE/before.history" || read -r from < "$STATE/before.history"
if test -f "$Z/.install_history"; then
  while IFS= read -r l; do
    n=$((n + 1))
    test $n -gt "$from" || continue
    case $l in
      *': INSTALL SESSION START') starts=$((starts + 1)) S_STATE=installing broken='' S_CORE='' ;;
      *': INSTALL SESSION COMPLETE') S_STATE=installed ;;
      *': CONFIG SESSION START') S_STATE=configuring ;;
      *': CONFIGURED END') test $S_STATE != configuring || S_STATE=ending ;;
      *': CONFIG SESSION COMPLETE') test $S_STATE = ending && S_STATE=complete || S_STATE=configuring ;;
      *': UPGRADED zimbra-core'[-_][0-9]* | *': INSTALLED zimbra-core'[-_][0-9]*) S_CORE=${l##*zimbra-core?}; S_CORE=${S_CORE%%[._]GA*} ;;
      *': UPGRADED' | *': UPGRADED ' | *': INSTALLED' | *': INSTALLED ') broken=1 ;;
      *': INSTALLED zimbra-store'[-_]*) critical "packages of $MU_HOST were removed and installed anew, not upgraded" ;;
    esac
  done < "$Z/.install_history"
fi
case $S_STATE in
  complete) ;;
  none) critical "$MU_HOST is not upgraded: the installer changed nothing" ;;
  installing)
    if packages_untouched; then critical "$MU_HOST is not upgraded: the installer ended before it changed a package"
    else critical "packages of $MU_HOST are half installed"; fi ;;
  *) critical "the configuration of $MU_HOST did not end" ;;
esac
# what follows from that is no news; the reason stands in the installer's own last lines
test $S_STATE = complete || verdict
test "$S_CORE" = "$MU_TO" || critical "$MU_HOST is not upgraded: its history ends with ${S_CORE:-no core package}"
test -z "$broken" || critical "extra packages were not installed on $MU_HOST"

# -- what the host and the cluster say of themselves
ALL=$(zimbra 'zmcontrol -v; zmprov -l gs $(zmhostname) zimbraServerVersion zimbraNetworkModulesNGEnabled; zmcontrol status')
VER='' LEDGER='' NG='' STAT='' EDITION=''
while IFS= read -r l; do
  case $l in
    'Release '*) version_of "$l"; case $l in *NETWORK*) EDITION=NETWORK ;; *) EDITION=FOSS ;; esac ;;
    'zimbraServerVersion: '*) LEDGER=${l#*: }; LEDGER=${LEDGER%%_*} ;;
    'zimbraNetworkModulesNGEnabled: '*) NG=${l#*: } ;;
    *) STAT="$STAT$l$NL" ;;
  esac
done << EOT
$ALL
EOT
test "$VER" = "$MU_TO" || critical "zmcontrol of $MU_HOST says ${VER:-nothing}, not $MU_TO"
if test -z "$LEDGER"; then unknown "the LDAP ledger of $MU_HOST cannot be read"
elif test "$LEDGER" != "$MU_TO"; then critical "the LDAP ledger has $LEDGER for $MU_HOST"; fi
if test -s "$STATE/before.edition"; then
  read -r was < "$STATE/before.edition"
  test "$was" = "$EDITION" || critical "$MU_HOST was $was edition and is ${EDITION:-unknown} now: network components are gone"
fi

# -- the package set: nothing stayed behind, nothing vanished, nothing came that nobody decided
PACKS=$(list_packages)
NOW_P=' ' OLD_P=' ' packs=0
while read -r st p v; do
  case $st in '' | rc | un) continue ;; esac
  test "$st" = ii || critical "$p of $MU_HOST is half installed ($st)"
  NOW_P="$NOW_P$p " packs=$((packs + 1))
  case $p in
    zimbra-core | zimbra-ldap | zimbra-logger | zimbra-mta | zimbra-dnscache | zimbra-snmp | zimbra-store | zimbra-apache | zimbra-spell | zimbra-convertd | zimbra-proxy | zimbra-archiving | zimbra-imapd)
      case $v in "$MU_TO".* | "$MU_TO"_* | "$MU_TO"-*) ;; *) critical "$p of $MU_HOST stayed on $v" ;; esac ;;
  esac
done << EOT
$PACKS
EOT
test $packs -gt 0 || unknown "no package list can be had on $MU_HOST"
if test -s "$STATE/before.packages" && test $packs -gt 0; then
  while read -r st p v; do
    test "$st" = ii || continue
    OLD_P="$OLD_P$p "
    case $p in
      zimbra-*-*) ;; # what a role package brings along may have another name in another release
      *) case "$NOW_P" in *" $p "*) ;; *) critical "$p is gone from $MU_HOST" ;; esac ;;
    esac
  done < "$STATE/before.packages"
  for p in $NOW_P; do
    case "$OLD_P" in *" $p "*) continue ;; esac
    case $p in
      # decided are network-modules-ng, network-store, patch and the licence packages; a new role is not
      zimbra-ldap | zimbra-logger | zimbra-mta | zimbra-store | zimbra-proxy | zimbra-dnscache | zimbra-imapd | zimbra-archiving | zimbra-talk | zimbra-chat | zimbra-drive | zimbra-memcached | zimbra-convertd | zimbra-spell | zimbra-apache)
        critical "$p was added to $MU_HOST, and nobody decided that" ;;
    esac
  done
fi
if has_role mailbox; then
  case "$NOW_P" in *' zimbra-network-modules-ng '*) ;; *) critical "Network Modules NG is not installed on $MU_HOST" ;; esac
  test "$NG" = TRUE || critical "Network Modules NG is switched off on $MU_HOST"
fi

# -- services, schema, greetings
read_services "$STAT"
judge_services
if has_role mailbox && test -z "$V_CRIT"; then
  case $MU_TO in
    8.7.[0-5]) want=107 ;; 8.7.*) want=108 ;; 8.8.8 | 8.8.9 | 8.8.1[0-2]) want=109 ;; 8.8.15) want=111 ;; *) want= ;; # [C] script table
  esac
  schema=$(zimbra "echo \"select value from zimbra.config where name='db.version'\" | mysql -N" | tail -n 1)
  case $schema in
    '' | *[!0-9]*) warning "the schema version of $MU_HOST cannot be read" ;;
    *) test -z "$want" || test "$schema" = "$want" || warning "the database of $MU_HOST is at schema $schema, $want was expected: look at mysql_upgrade.out" ;;
  esac
fi
# greets PORT START: does the port say this within some seconds? Asked from the host's own address, as the cluster itself does; doors
# are left to the probes from outside. perl is what every Zimbra host has.
greets() {
  port "$1"
  timeout 30 perl -MIO::Socket::INET -e '
    my ($host, $port, $start) = @ARGV;
    $SIG{ALRM} = sub { die };
    for (1 .. 10) {
      my $said = eval {
        alarm 3;
        my $s = IO::Socket::INET->new(PeerAddr => $host, PeerPort => $port, LocalAddr => $host) or die;
        $start eq "" ? "" : scalar <$s>;
      };
      alarm 0;
      exit 0 if defined $said && index($said, $start) == 0;
      select undef, undef, undef, 0.3;
    }
    exit 1;
  ' "$MU_ADDR" "$PORT" "$2" < /dev/null > /dev/null 2>&1
}
if test -z "$V_CRIT"; then
  if has_role ldap-master ldap-replica; then greets 389 '' || critical "slapd of $MU_HOST does not take connections on 389"; fi
  if has_role mailbox; then greets 7025 220 || critical "LMTP of $MU_HOST does not greet on 7025, whatever zmcontrol says"; fi
fi

# -- this run's own holds
if has_role mta proxy mailbox; then
  doors_are
  test "$DOORS" = closed || critical "doors of $MU_HOST are $DOORS after the upgrade"
fi
if test -f "$STATE/crontab"; then
  live_lines "$(crontab -u zimbra -l 2> /dev/null)"
  test $LIVE -eq 0 || warning "$LIVE cron lines of zimbra are live on $MU_HOST in the middle of the night"
fi
verdict "$MU_HOST is on $MU_TO, services as before"
