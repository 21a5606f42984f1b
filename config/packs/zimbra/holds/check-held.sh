# check-held.sh: proves that the crontab is saved and that nothing in it can start. Prints: how many lines are held.
if test -f "$STATE/crontab"; then
  live_lines "$(cat "$STATE/crontab")"; HELD=$LIVE
else
  HELD=0; critical "the crontab of $MU_HOST is not saved"
fi
live_lines "$(crontab -u zimbra -l 2> /dev/null)"
test $LIVE -eq 0 || critical "$LIVE cron lines of zimbra are live on $MU_HOST"
PERF="held=$HELD"
verdict "$HELD cron lines held on $MU_HOST"
