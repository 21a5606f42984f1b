# hold.sh: saves the crontab of zimbra on the host and empties it. A Sunday at 23:00 starts an integrity check, 00:00 deletes backups.
# It is emptied only when the saved copy is equal to it. A second run keeps the first copy. Prints: how many lines are held.
remember
hold_crontab || fail "the crontab of $MU_HOST cannot be saved: it is not emptied"
live_lines "$(cat "$STATE/crontab")"
echo "$LIVE cron lines held on $MU_HOST"
