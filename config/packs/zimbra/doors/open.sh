# open.sh: takes the chain away, so that mail and users come in. May be run twice; the first time is noted.
# A store that was left out of the night is let in only when it is whole on the new version.
# Prints: what is left of it (nothing). Source: iptables(8), ip6tables(8).
case "$MU_WITH_AFTERCARE: $MU_LEFT_OUT " in # in the days after: half a store is not let in by the way of all doors
  ?*:*" $MU_HOST "*) unfit; test -z "$UNFIT" || fail "$UNFIT: it was left out, its doors stay closed" ;;
esac
remember
test -s "$STATE/opened" || date +%s > "$STATE/opened" || fail "cannot note when the doors were opened"
# what comes into the queue from here on is no mail that waited for the upgrade
if has_role mta && test -s "$STATE/mail-log" && test ! -f "$STATE/opened-lines"; then
  read -r bytes sum < "$STATE/mail-log"
  mail_log_since "$bytes" "$sum" | wc -l > "$STATE/opened-lines"
fi
if has_role mailbox; then
  for log in audit mailbox; do
    test ! -f "$STATE/$log-log" || continue
    MAILLOG=$Z/log/$log.log
    mail_log_mark
    printf '%s\n' "$MARK" > "$STATE/$log-log"
  done
fi
firewalls
for fw in $FIREWALLS; do
  while $fw -C INPUT -j $CHAIN 2>/dev/null; do $fw -D INPUT -j $CHAIN || fail "cannot take the chain out of $fw"; done
  if $fw -S $CHAIN > /dev/null 2>&1; then
    $fw -F $CHAIN || fail "cannot empty the chain in $fw"
    $fw -X $CHAIN || fail "cannot delete the chain in $fw"
  fi
done
! has_role mta || zimbra 'postqueue -f' > /dev/null || :   # else postfix tries again in its own time, up to an hour later
echo "the chain $CHAIN is gone on $MU_HOST"
