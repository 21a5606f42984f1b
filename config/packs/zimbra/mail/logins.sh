# logins.sh: the storm of first logins: how many logged in on this store since its doors were opened, how many were refused, and whether the host
# keeps up. In the days after the night (MU_WITH_AFTERCARE) it counts the audit log of today, and one without a login proves nothing.
# Refused: 20 and a fifth of all is CRITICAL, 10 and a twentieth WARNING. Load: four per core is WARNING.
# Prints: the figures, and the accounts refused most. Sources: audit.log of mailboxd (`cmd=Auth; account=...; error=...`), /proc/loadavg.
MAILLOG=$Z/log/audit.log
bytes=0 sum=none
if test -z "$MU_WITH_AFTERCARE"; then
  test -s "$STATE/audit-log" || unknown "it is not noted where the audit log of $MU_HOST stood when the doors were opened"
  test ! -s "$STATE/audit-log" || read -r bytes sum < "$STATE/audit-log"
fi
if test ! -e "$MAILLOG"; then unknown "there is no audit log on $MU_HOST"; verdict; fi
FOUND=$(mail_log_since "$bytes" "$sum") || unknown "the audit log of $MU_HOST from then on is gone"
set -f
set -- $(printf '%s\n' "$FOUND" | awk '
  /cmd=Auth;/ {
    a = "unknown"; if (match($0, /account=[^;]*/)) a = substr($0, RSTART + 8, RLENGTH - 8)
    if ($0 ~ /error=/) { bad++; who[a]++ } else ok++
  }
  END {
    printf "%d %d", ok, bad
    for (n = 0; n < 5; n++) { most = ""; for (a in who) if (most == "" || who[a] > who[most]) most = a; if (most == "") break; printf " %s:%d", most, who[most]; delete who[most] }
  }')
ok=$1 bad=$2
shift 2
LOAD='' CORES=1
test ! -r "$MU_ROOT/proc/loadavg" || read -r LOAD rest < "$MU_ROOT/proc/loadavg"
test -n "$MU_ROOT" || CORES=$(getconf _NPROCESSORS_ONLN 2> /dev/null || echo 1)
PERF="logins=$ok refused=$bad load=${LOAD:-U}"
case $ok$bad in
  00) test -z "$MU_WITH_AFTERCARE" || unknown "nobody has logged in on $MU_HOST yet" ;;
esac
if test "$bad" -ge 20 && test $((bad * 5)) -ge $((ok + bad)); then critical "$bad of $((ok + bad)) logins are refused on $MU_HOST"
elif test "$bad" -ge 10 && test $((bad * 20)) -ge $((ok + bad)); then warning "$bad of $((ok + bad)) logins are refused on $MU_HOST"; fi
for who; do note "refused: ${who%:*} ${who##*:} times"; done
case ${LOAD%%.*} in
  '' | *[!0-9]*) ;;
  *) test "${LOAD%%.*}" -lt $((CORES * 4)) || warning "$MU_HOST does not keep up: load $LOAD on $CORES cores" ;; # other work may share the machine
esac
verdict "$ok logins on $MU_HOST, $bad refused"
