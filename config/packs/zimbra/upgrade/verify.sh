# verify.sh: the verdict on a node. History complete, zmcontrol -v and the LDAP ledger on the new version, services as before, NG on
# stores, doors still closed. Prints: the version, or what is wrong. "done." of the installer and its exit code prove nothing
# (facts 0.1, 0.2, 10). One call as zimbra, because each costs a login.
read_history
case $H_STATE in
  complete) ;;
  installing) critical "packages of $MU_HOST are half installed" ;;
  installed | configuring) critical "the configuration of $MU_HOST did not end" ;;
  *) critical "$MU_HOST has no install history" ;;
esac
test "$H_CORE" = "$MU_TO" || critical "$MU_HOST is not upgraded: its history ends with ${H_CORE:-nothing}"
ALL=$(zimbra 'zmcontrol -v; zmprov -l gs $(zmhostname) zimbraServerVersion zimbraNetworkModulesNGEnabled; zmcontrol status')
VER='' LEDGER='' NG='' STAT=''
while IFS= read -r l; do
  case $l in
    'Release '*) version_of "$l" ;;
    'zimbraServerVersion: '*) LEDGER=${l#*: }; LEDGER=${LEDGER%%_*} ;;
    'zimbraNetworkModulesNGEnabled: '*) NG=${l#*: } ;;
    *) STAT="$STAT$l$NL" ;;
  esac
done << EOF
$ALL
EOF
test "$VER" = "$MU_TO" || critical "zmcontrol of $MU_HOST says ${VER:-nothing}, not $MU_TO"
if test -z "$LEDGER"; then unknown "the LDAP ledger of $MU_HOST cannot be read"
elif test "$LEDGER" != "$MU_TO"; then critical "the LDAP ledger has $LEDGER for $MU_HOST"; fi
read_services "$STAT"
judge_services
if has_role mailbox; then
  dpkg-query -W zimbra-network-modules-ng > /dev/null 2>&1 || critical "Network Modules NG is not installed on $MU_HOST"
  test "$NG" = TRUE || critical "Network Modules NG is switched off on $MU_HOST"
  test -z "$H_EXTRA" || critical "extra packages were not installed on $MU_HOST"
fi
if has_role mta proxy mailbox; then
  doors_are
  test "$DOORS" = closed || critical "doors of $MU_HOST are $DOORS after the upgrade"
fi
if test -f "$STATE/crontab"; then
  live_lines "$(crontab -u zimbra -l 2> /dev/null)"
  test $LIVE -eq 0 || warning "$LIVE cron lines of zimbra are live on $MU_HOST in the middle of the night"
fi
verdict "$MU_HOST is on $MU_TO, services as before"
