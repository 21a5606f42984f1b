# verify.sh: is the host back on the old packages, with nothing of the new ones?
packages; daemons
for p in $PACKAGES; do installed "$p"; test "$STATUS" = installed && is "$VERSION" "$ORIGIN" || critical "$p is $VERSION, $STATUS"; done
for d in $DAEMONS; do running "$d" || critical "$d does not run"; done
verdict "$MU_HOST is back on $ORIGIN, services run"
