# back.sh: puts the Suite back after a restore: configuration from the inventory where it is missing, the Suite by its own installer,
# licence and policy where they are not the saved ones. Prints: what was done. Source: Zextras Suite [M], doUploadLicense [D].
test -x "$SUITE/install.sh" || fail "there is no installer of the Suite in /opt/zextras_suite"
test ! -d "$SAVED/conf" || test -d "$Z/conf/zextras" || { cp -a "$SAVED/conf" "$Z/conf/zextras" || fail "cannot put the configuration back"; }
( cd "$SUITE" && exec ./install.sh all < /dev/null ) || echo "its installer ended with a fault; what really is, is looked at next"
wait_for_mailboxd || fail "mailboxd did not come up within 5 min on $MU_HOST"
test -f "$SAVED/licence" || { echo "no inventory: nothing more to put back"; exit 0; }
NOW=$(zimbra 'zxsuite core getLicenseInfo')
if test "$NOW" != "$(cat "$SAVED/licence")" && test -f "$SAVED/conf/license"; then
  zimbra "zxsuite core doUploadLicense '$SAVED/conf/license'" || fail "the licence cannot be put back on $MU_HOST"
  echo "licence put back"
fi
read_policy
read -r WANT < "$SAVED/policy"
if test -n "$WANT" && test "$POLICY" != "$WANT"; then
  zimbra "zxsuite hsm setHSMPolicy '$WANT'" || fail "the policy cannot be set on $MU_HOST"
  echo "policy set again: $WANT"
fi
if test -s "$SAVED/schedules"; then
  read_schedules || fail "the Suite does not tell its schedules on $MU_HOST"
  while read -r m k v; do
    case "$NL$SCHEDULES" in *"$NL$m $k $v$NL"*) ;; *) set_schedule "$m" "$k" "$v" && echo "schedule set again: $k" ;; esac
  done < "$SAVED/schedules"
fi
echo "the Suite is back on $MU_HOST"
