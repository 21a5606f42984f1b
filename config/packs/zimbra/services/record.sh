# record.sh: writes down what runs on the host before this run stops anything: services, and the ports on which something listens.
# Prints: the number of running services; a second time it keeps the first list. Source: zmcontrol status [C 8.8.10].
test ! -s "$STATE/services" || { echo "the list of $MU_HOST is there already and is kept"; exit 0; }
TEXT=$(zimbra 'zmcontrol status')
read_services "$TEXT"
printf '%s\n' "$TEXT"
test -z "$TROUBLE" || fail "zmcontrol status: $TROUBLE"
test "$RUN" != ' ' || fail "nothing runs on $MU_HOST: there is no state to come back to"
remember
listening
for p in $LISTENING; do echo "$p"; done > "$STATE/ports" || fail "cannot write the list of ports"
for s in $RUN; do echo "$s"; done > "$STATE/services.new" && mv -f "$STATE/services.new" "$STATE/services" || fail "cannot write the list"
n=0; for s in $RUN; do n=$((n + 1)); done
echo "$n services run on $MU_HOST"
test "$STOPPED" = ' ' || echo "stopped before we came:$STOPPED"
