# after.sh: the last look: services run, versions are the new ones, doors are open, nothing is held.
packages; daemons
for p in $PACKAGES; do installed "$p"; is "$VERSION" "$TARGET" || critical "$p is $VERSION"; done
for d in $DAEMONS; do running "$d" || critical "$d does not run"; done
test ! -e "$HELD" || critical "services are still held"
! iptables -S $CHAIN > /dev/null 2>&1 || critical "the doors' chain is still there"
verdict "$MU_HOST is as it should be"
