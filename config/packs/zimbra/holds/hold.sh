# hold.sh: keeps still what would work against the night, and writes down what it held in /var/lib/mailupgrade/RUN, so that release.sh can
# give back exactly that: the crontab of zimbra (a Sunday at 23:00 starts an integrity check, 00:00 deletes backups, HSM moves), programs
# that start services or change packages by themselves (HA, monit, configuration management), and on stores the schedules of the plugin
# (HSM moves, deduplication, SmartScan) and the purge of mailboxes.
# The crontab is emptied only when the saved copy is equal to it. A second run keeps the first notes. Prints: what is held.
# Source: facts 0.12; zxsuite getProperty, setProperty [D, names M]; zimbraMailPurgeSleepInterval of zimbra-attrs ("0 means purge is disabled"); systemctl(1) mask --runtime.
remember
hold_crontab || fail "the crontab of $MU_HOST cannot be saved: it is not emptied"
live_lines "$(cat "$STATE/crontab")"
echo "$LIVE cron lines held on $MU_HOST"
active_units
if test ! -f "$STATE/units"; then
  for u in $ACTIVE; do echo "$u"; done > "$STATE/units.new" && mv -f "$STATE/units.new" "$STATE/units" || fail "cannot write down which programs ran"
fi
if test -n "$ACTIVE"; then
  for u in $ACTIVE; do grep -qx "$u" "$STATE/units" || echo "$u" >> "$STATE/units"; done
  systemctl stop $ACTIVE || fail "these do not stop:$ACTIVE"
  systemctl mask --runtime $ACTIVE || echo "they could not be masked: a boot or another program may start them"
  echo "held:$ACTIVE"
fi
if has_role mailbox; then
  if test ! -x "$Z/bin/zxsuite"; then
    test -f "$STATE/schedules" || : > "$STATE/schedules" || fail "cannot write down that there is no plugin"
    echo "no plugin is in place on $MU_HOST: it starts nothing"
  elif read_schedules; then
    hold_schedules "$STATE/schedules"
  elif plugin_is_away; then
    echo "nothing of the plugin runs; its schedules were held before"
  else
    printf '%s\n' "$rs_t"
    fail "the plugin of $MU_HOST does not tell its schedules: they are not held"
  fi
  if ! purge_interval; then
    test ! -f "$STATE/purge" || { echo "LDAP does not answer; the purge was held before"; exit 0; }
    fail "the purge interval of $MU_HOST cannot be read: LDAP does not answer"
  fi
  test -f "$STATE/purge" || echo "$PURGE" > "$STATE/purge" || fail "cannot write down the purge interval"
  if test "$PURGE" != 0; then
    zimbra 'zmprov ms $(zmhostname) zimbraMailPurgeSleepInterval 0' || fail "the purge of mailboxes cannot be held on $MU_HOST"
  fi
  read -r was < "$STATE/purge"
  echo "purge of mailboxes held, it was '${was:-the global one}'"
fi
