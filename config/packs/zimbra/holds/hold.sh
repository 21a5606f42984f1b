# hold.sh: saves the crontab of zimbra on the host and empties it. A Sunday at 23:00 starts an integrity check, 00:00 deletes backups.
# It is emptied only when the saved copy is equal to it. A second run keeps the first copy. Prints: how many lines are held.
mkdir -p "$STATE" || fail "cannot write below /var/lib/mailupgrade"
NOWTAB=$(crontab -u zimbra -l 2>/dev/null)
if test ! -f "$STATE/crontab"; then
  printf '%s\n' "$NOWTAB" > "$STATE/crontab.new" || fail "cannot save the crontab"
  test "$(cat "$STATE/crontab.new")" = "$NOWTAB" || fail "the saved crontab is not the same: it is not emptied"
  mv -f "$STATE/crontab.new" "$STATE/crontab"
fi
printf '# held by mailupgrade, saved in /var/lib/mailupgrade/%s/crontab\n' "$MU_RUN" | crontab -u zimbra - || fail "cannot replace the crontab"
n=0; while IFS= read -r l; do case $l in '#'* | '') ;; *) n=$((n + 1)) ;; esac; done < "$STATE/crontab"
echo "$n cron lines held on $MU_HOST"
