# bring-back.sh: a store that was left out (MU_WITH_BACK) comes after. On that store: only when it is on the new version and its services run its doors
# are opened. On every MTA: mail for it is let through and sent at once; other hosts still left out stay held. On other hosts there is nothing to do.
# May be run twice. Prints: what was done. Source: hold-left-out.sh, open.sh; zmcontrol [C].
if test "$MU_HOST" = "$MU_WITH_BACK"; then
  ALL=$(zimbra 'zmcontrol -v; zmcontrol status')
  version_of "${ALL%%"$NL"*}"
  test "$VER" = "$MU_TO" || fail "$MU_HOST is on ${VER:-no version that it tells}, not on $MU_TO: bring it there first, its mail goes on waiting"
  read_services "$ALL"
  case $RUN in *' mailbox '*) ;; *) fail "mailboxd of $MU_HOST is not running: its mail goes on waiting" ;; esac
  firewalls
  for fw in $FIREWALLS; do
    while $fw -C INPUT -j $CHAIN 2> /dev/null; do $fw -D INPUT -j $CHAIN || fail "cannot take the chain out of $fw"; done
    if $fw -S $CHAIN > /dev/null 2>&1; then $fw -F $CHAIN && $fw -X $CHAIN || fail "cannot delete the chain in $fw"; fi
  done
  echo "doors of $MU_HOST are open"
fi
if has_role mta; then
  hold_left_out
  zimbra 'postqueue -f' > /dev/null || fail "the queue of $MU_HOST cannot be sent out"
  echo "mail for $MU_WITH_BACK goes out of the queue of $MU_HOST"
fi
