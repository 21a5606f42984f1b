# bring-back.sh: a store that was left out (MU_WITH_BACK) comes after. On that store: only when it is whole on the new version and its mailboxd runs its doors
# are opened. On every MTA: mail for it is let through and sent at once; other hosts still left out stay held. On other hosts there is nothing to do.
# May be run twice. Prints: what was done. Source: hold-left-out.sh, open.sh; zmcontrol [C].
if test "$MU_HOST" = "$MU_WITH_BACK"; then
  unfit
  test -z "$UNFIT" || fail "$UNFIT: its mail goes on waiting"
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
  # The queue takes its time: up to 5 min. What waits then is told by the proof; here it is no fault.
  end=$(($(date +%s) + 300))
  while mail_of_back; test "${WAITING:-0}" -gt 0 && test "$(date +%s)" -lt $end; do
    if test -n "$MU_ROOT"; then sleep 0.2; else sleep 10; fi
  done
  echo "mail for $MU_WITH_BACK goes out of the queue of $MU_HOST"
fi
