# release.sh: gives the crontab of zimbra back. What stands between ZIMBRASTART and ZIMBRAEND is what the new version's installer wrote,
# where it wrote something, else what was there before; all other lines come back as they were. Then the programs of hold.sh are started
# again, the purge interval is what it was, and the plugin that is there now, old or new, runs the schedules that hold.sh noted, under the
# names that it has for them; one that only NG has is as NG had it. May be run
# twice, also after a rollback or an abort. Prints: what was given back.
test -f "$STATE/crontab" || { echo "nothing was held on $MU_HOST"; exit 0; }
OWN=$(crontab -u zimbra -l 2> /dev/null)
case $OWN in
  *ZIMBRASTART*ZIMBRAEND*) ;;
  *) OWN=; test ! -f "$STATE/crontab.new-version" || OWN=$(cat "$STATE/crontab.new-version") ;;
esac
{
  inside=
  while IFS= read -r l; do
    case $l in '# ZIMBRASTART'*) inside=1 ;; esac
    test -z "$inside" || printf '%s\n' "$l"
    case $l in '# ZIMBRAEND'*) inside= ;; esac
  done << EOF
$OWN
EOF
  while IFS= read -r l; do
    case $l in '# ZIMBRASTART'*) inside=1 ;; esac
    test -n "$inside" && test -n "$OWN" || printf '%s\n' "$l"
    case $l in '# ZIMBRAEND'*) inside= ;; esac
  done < "$STATE/crontab"
} | crontab -u zimbra - || fail "cannot write the crontab"
if test -n "$OWN"; then WHOSE="of the new version"; else WHOSE="from before"; fi
echo "crontab of $MU_HOST given back, Zimbra's own lines are those $WHOSE"
if test -s "$STATE/units"; then
  UNITS=$(while read -r u; do printf ' %s' "$u"; done < "$STATE/units")
  systemctl unmask --runtime $UNITS
  systemctl start $UNITS || fail "these do not start again on $MU_HOST:$UNITS"
  echo "started again:$UNITS"
fi
if has_role mailbox && test -f "$STATE/purge"; then
  read -r WAS < "$STATE/purge"
  purge_interval || fail "the purge interval cannot be given back: LDAP does not answer"
  if test "$PURGE" != "$WAS"; then
    zimbra "zmprov ms \$(zmhostname) zimbraMailPurgeSleepInterval '$WAS'" || fail "the purge interval cannot be given back on $MU_HOST"
  fi
  echo "purge interval is '${WAS:-the global one}' again"
fi
if has_role mailbox && { test -s "$STATE/schedules" || test -s "$STATE/schedules.new-version"; }; then
  read_schedules || fail "the plugin does not answer on $MU_HOST: its schedules are not given back"
  for f in schedules schedules.new-version; do
    test -f "$STATE/$f" || continue
    while read -r m k v; do
      if ! find_schedule "$k" "$SCHEDULES"; then
        test $f = schedules.new-version || fail "the plugin of $MU_HOST has no schedule $k: it was $v"
        continue
      fi
      test "$FS_VALUE" = "$v" || set_schedule "$FS_MODULE" "$FS_NAME" "$v" || fail "the schedule $FS_NAME cannot be given back on $MU_HOST"
    done < "$STATE/$f"
  done
  echo "schedules of the plugin are as before"
fi
