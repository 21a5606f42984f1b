# check-held.sh: proves that the crontab is saved and that nothing in it can start. Prints: how many lines are held.
# An installer writes Zimbra's own lines anew; release.sh is for later, so this is asked right after hold.sh only.
n=0 live=0
if test -f "$STATE/crontab"; then
  while IFS= read -r l; do case $l in '#'* | '') ;; *) n=$((n + 1)) ;; esac; done < "$STATE/crontab"
else
  critical "the crontab of $MU_HOST is not saved"
fi
TABTEXT=$(crontab -u zimbra -l 2>/dev/null)
while IFS= read -r l; do case $l in '#'* | '') ;; *) live=$((live + 1)) ;; esac; done << EOF
$TABTEXT
EOF
test $live -eq 0 || critical "$live cron lines of zimbra are live on $MU_HOST"
PERF="held=$n"
verdict "$n cron lines held on $MU_HOST"
