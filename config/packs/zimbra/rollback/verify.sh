# verify.sh: proves that a host is as it was: old version in history, zmcontrol and ledger, services as before, and on stores one blob
# of every volume. Prints: the version. Source: zmcontrol [C], zmprov -l gs [C].
read_history
test "$H_STATE" = complete && test "$H_CORE" = "$MU_FROM" || critical "the history of $MU_HOST ends with ${H_CORE:-nothing} ($H_STATE)"
ALL=$(zimbra 'zmcontrol -v; zmprov -l gs $(zmhostname) zimbraServerVersion; zmcontrol status')
VER='' LEDGER='' STAT=''
while IFS= read -r l; do
  case $l in
    'Release '*) version_of "$l" ;;
    'zimbraServerVersion: '*) LEDGER=${l#*: }; LEDGER=${LEDGER%%_*} ;;
    *) STAT="$STAT$l$NL" ;;
  esac
done << EOF
$ALL
EOF
test "$VER" = "$MU_FROM" || critical "zmcontrol of $MU_HOST says ${VER:-nothing}, not $MU_FROM"
test "$LEDGER" = "$MU_FROM" || critical "the LDAP ledger has ${LEDGER:-nothing} for $MU_HOST"
read_services "$STAT"
judge_services
! has_role mailbox || read_blobs
verdict "$MU_HOST is back on $MU_FROM, services as before"
