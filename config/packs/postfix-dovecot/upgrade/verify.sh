# verify.sh: every package whole and new, no file of the older ones left, configuration accepted, doors still closed, services still down.
packages; daemons
for p in $PACKAGES; do
  installed "$p"
  test "$STATUS" = installed || critical "$p is '$STATUS'"
  is "$VERSION" "$TARGET" || critical "$p is $VERSION, not $TARGET"
  broken=$(dpkg --verify "$p" | grep -v ' c /' | head -n 1)
  test -z "$broken" || critical "$p has files that are not the package's: $broken"
done
! has_role mailbox || doveconf -n > /dev/null 2>&1 || critical "the new Dovecot does not accept the configuration"
! has_role mta || postfix check > /dev/null 2>&1 || critical "postfix check complains"
has_role ldap || iptables -C INPUT -j $CHAIN 2> /dev/null || critical "the doors of $MU_HOST are open after the upgrade"
verdict "$MU_HOST is on $TARGET"
