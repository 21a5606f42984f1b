# check-stopped.sh: proves by processes and ports that nothing of the mail system runs, whatever its own commands say.
daemons
for d in $DAEMONS; do ! running "$d" || critical "$d still runs"; done
for p in $PORTS; do ! listens "$p" || critical "port $p still listens"; done
test -e $HELD || critical "nothing keeps the services from starting at boot"
verdict "nothing runs or listens on $MU_HOST"
