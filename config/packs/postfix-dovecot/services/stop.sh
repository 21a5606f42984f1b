# stop.sh: stops the host's mail services and keeps them from starting at boot. May be run twice.
daemons
echo "held by the run $MU_RUN" > $HELD || fail "cannot write $HELD"
! running dovecot || doveadm stop
! has_role mta || ! running master || postfix stop
! has_role ldap || ! running slapd || pkill -TERM -x slapd
n=0
for d in $DAEMONS; do while running "$d" && test $n -lt 60; do n=$((n + 1)); sleep 0.5; done; done
echo "services of $MU_HOST:$DAEMONS told to stop"
