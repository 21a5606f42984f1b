# check-started.sh: proves by processes and ports that the host's services run.
daemons
for d in $DAEMONS; do running "$d" || critical "$d does not run"; done
for p in $PORTS; do listens "$p" || critical "port $p does not listen"; done
test ! -e $HELD || critical "services are still held"
verdict "services of $MU_HOST run and listen"
