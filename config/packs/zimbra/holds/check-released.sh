# check-released.sh: proves that every hold is given back: each own cron line is there and Zimbra's own too, the programs that ran run, the
# purge interval is the noted one, the schedules of the plugin that is there now are those that were noted. Prints: what is back, or the first that is not.
if test ! -f "$STATE/crontab" && test -n "$MU_WITH_AFTERCARE"; then unknown "what was held on $MU_HOST is not noted there"; verdict; fi
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
if test -s "$STATE/units"; then
  active_units
  while read -r u; do case "$ACTIVE " in *" $u "*) ;; *) critical "$u does not run again on $MU_HOST" ;; esac; done < "$STATE/units"
fi
if has_role mailbox && test -f "$STATE/purge"; then
  read -r WAS < "$STATE/purge"
  if purge_interval; then test "$PURGE" = "$WAS" || critical "the purge interval of $MU_HOST is '$PURGE', it was '$WAS'"
  else unknown "LDAP does not answer: the purge interval of $MU_HOST is not known"; fi
fi
s=0
if has_role mailbox && { test -s "$STATE/schedules" || test -s "$STATE/schedules.new-version"; }; then
  if read_schedules; then
    for f in schedules schedules.new-version; do
      test -f "$STATE/$f" || continue
      while read -r m k v; do
        s=$((s + 1))
        if find_schedule "$k" "$SCHEDULES"; then test "$FS_VALUE" = "$v" || critical "the schedule $k of $MU_HOST is not given back: $FS_VALUE"
        elif test $f = schedules; then critical "the plugin of $MU_HOST has no schedule $k: it was $v"; fi
      done < "$STATE/$f"
    done
  else
    critical "the plugin does not answer on $MU_HOST: its schedules are not given back"
  fi
fi
PERF="own=$n schedules=$s"
verdict "holds of $MU_HOST are given back"
