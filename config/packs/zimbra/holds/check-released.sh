# check-released.sh: proves that every line of our own is back and that Zimbra's own lines are there.
# Prints: how many lines are live, or the first that is missing.
if test ! -f "$STATE/crontab"; then verdict "nothing was held on $MU_HOST"; fi
LIVE="$NL$(crontab -u zimbra -l 2>/dev/null)$NL"
inside='' n=0
while IFS= read -r l; do
  case $l in '# ZIMBRASTART'*) inside=1 ;; '# ZIMBRAEND'*) inside= ;; esac
  case $l in '#'* | '') continue ;; esac
  test -z "$inside" || continue
  n=$((n + 1))
  case $LIVE in *"$NL$l$NL"*) ;; *) critical "a cron line of $MU_HOST is missing: $l" ;; esac
done < "$STATE/crontab"
case $LIVE in *ZIMBRASTART*ZIMBRAEND*) ;; *) critical "Zimbra's own cron lines are missing on $MU_HOST" ;; esac
case $LIVE in *'held by mailupgrade'*) critical "the crontab of $MU_HOST is still held" ;; esac
PERF="own=$n"
verdict "crontab of $MU_HOST is back"
