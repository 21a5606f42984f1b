# directory.sh: is the directory one? The ledger has one version for every server (two side by side: refused), and this server has written
# what the master has (contextCSN). Reads only. Prints: servers and the CSN.
# Source: zmprov -l gas -v [C]; contextCSN of slapd's syncrepl (slapd.conf(5), RFC 4533), ldapsearch(1).
if has_role ldap-master; then
  ALL=$(zimbra 'zmprov -l gas -v')
  n=0 server='' seen=yes
  while read -r k v x; do
    case $k in
      '#') test "$v" = name || continue
        test "$seen" = yes || critical "the ledger has no version for $server"
        server=$x seen=no n=$((n + 1)) ;;
      zimbraServerVersion:) seen=yes; test "${v%%_*}" = "$MU_FROM" || critical "two versions in one cluster: $server is on ${v%%_*}, the plan begins at $MU_FROM" ;;
    esac
  done << EOF
$ALL
EOF
  test "$seen" = yes || critical "the ledger has no version for $server"
  test $n -gt 0 || unknown "LDAP does not answer"
  PERF="servers=$n"
fi
MASTER=''
while read -r name address site roles; do
  case ,$roles, in *,ldap-master,*) MASTER=${MASTER:-$address} ;; esac
  test "$name" != "$MU_HOST" || OWN=$address
done << EOF
$MU_FLEET
EOF
ASK="ldapsearch -x -LLL -o nettimeout=10 -H ldap://%s:389 -s base -b '' contextCSN"
csn() { # ADDRESS: sets CSN, all values in one line
  CSN=
  c_t=$(zimbra "$(printf "$ASK" "$1")")
  while read -r c_k c_v; do case $c_k in contextCSN:) CSN="$CSN $c_v" ;; esac; done << EOF
$c_t
EOF
}
csn "$MASTER"; WANT=$CSN
csn "$OWN"
test -n "$WANT" || unknown "the LDAP master says no contextCSN"
test -n "$CSN" || critical "LDAP of $MU_HOST does not answer"
test -z "$CSN" || test -z "$WANT" || test "$CSN" = "$WANT" || critical "LDAP of $MU_HOST is behind the master: it has$CSN, the master$WANT"
verdict "the directory of $MU_HOST is in step"
