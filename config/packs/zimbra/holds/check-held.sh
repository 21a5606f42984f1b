# check-held.sh: proves that what hold.sh noted is noted and still: no live cron line, none of the programs active, purge interval 0, no
# schedule of the plugin on, none lost, nothing begun by one still at work. Where LDAP does not answer (in the middle of the night) the purge is
# not asked: then no mailboxd purges; where the plugin is out or mailboxd down, it starts nothing. Prints: what is held.
if test -f "$STATE/crontab"; then
  live_lines "$(cat "$STATE/crontab")"; HELD=$LIVE
else
  HELD=0; critical "the crontab of $MU_HOST is not saved"
fi
live_lines "$(crontab -u zimbra -l 2> /dev/null)"
test $LIVE -eq 0 || critical "$LIVE cron lines of zimbra are live on $MU_HOST"
test -f "$STATE/units" || critical "it is not noted which programs are held on $MU_HOST"
active_units
test -z "$ACTIVE" || critical "not held on $MU_HOST:$ACTIVE"
UNITS=0; test ! -f "$STATE/units" || while read -r u; do UNITS=$((UNITS + 1)); done < "$STATE/units"
if has_role mailbox; then
  test -f "$STATE/purge" || critical "the purge interval of $MU_HOST is not noted"
  if purge_interval; then test "$PURGE" = 0 || critical "mailboxes of $MU_HOST are purged every ${PURGE:-global interval}"
  else note "LDAP does not answer: the purge interval is not asked"; fi
  test -f "$STATE/schedules" || critical "the schedules of the plugin on $MU_HOST are not noted"
  if test ! -x "$Z/bin/zxsuite"; then note "no plugin is in place: it starts nothing"
  elif read_schedules; then
    check_schedules "$(cat "$STATE/schedules" 2> /dev/null)"
    PERF=" schedules=$HELD_SCHEDULES"
    read_operations
    test -z "$OPERATIONS" || critical "an operation of the plugin runs on $MU_HOST:$OPERATIONS"
  elif plugin_is_away; then note "nothing of the plugin runs: it is not asked"
  else critical "the plugin of $MU_HOST does not tell its schedules"; fi
fi
PERF="held=$HELD units=$UNITS$PERF"
verdict "$HELD cron lines and $UNITS programs held on $MU_HOST"
