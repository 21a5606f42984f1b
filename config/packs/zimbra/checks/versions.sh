# versions.sh: proves from the LDAP ledger that every server is on the new version. Two versions side by side are no state to work in.
# Prints: how many servers. Source: zmprov -l gas -v; zmsetup writes zimbraServerVersion on success [C].
ALL=$(zimbra 'zmprov -l gas -v')
n=0 server='' seen=yes
while read -r k v x; do
  case $k in
    '#') test "$v" = name || continue
      test "$seen" = yes || critical "the ledger has no version for $server"
      server=$x seen=no n=$((n + 1)) ;;
    zimbraServerVersion:) seen=yes
      case " $MU_LEFT_OUT " in *" ${server%%.*} "*) note "$server was left out and is on ${v%%_*}"; continue ;; esac
      test "${v%%_*}" = "$MU_TO" || critical "$server is on ${v%%_*}, not on $MU_TO" ;;
  esac
done << EOF
$ALL
EOF
test "$seen" = yes || critical "the ledger has no version for $server"
test $n -gt 0 || unknown "LDAP does not answer"
PERF="servers=$n"
verdict "$n servers are on $MU_TO"
