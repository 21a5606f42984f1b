# check-back.sh: proves that the Suite runs again as it did: extension in place, volumes, store types, policy and licence as saved, one
# blob of every volume read. Prints: blobs read. Where nothing was saved, the Suite was never taken out.
test -d "$Z/lib/ext/zextras" || { critical "the Suite is not installed on $MU_HOST"; verdict; }
if test ! -s "$SAVED/volumes"; then
  read_volumes || critical "mailboxd is not running on $MU_HOST: ${V_TEXT##*"$NL"}"
  verdict "the Suite was never taken out of $MU_HOST"
fi
if read_volumes; then
  as_saved "$SAVED/volumes" "$VOLS" "volumes of $MU_HOST are not those of the inventory"
  read_stores || critical "the Suite does not answer on $MU_HOST"
  as_saved "$SAVED/stores" "$STORES" "store types of $MU_HOST are not those of the inventory"
  read_policy
  test "$POLICY" = "$(cat "$SAVED/policy")" || critical "the policy of $MU_HOST is not the saved one: $POLICY"
  if test -s "$SAVED/schedules"; then read_schedules; as_saved "$SAVED/schedules" "$SCHEDULES" "schedules of $MU_HOST are not the saved ones"; fi
  test "$(zimbra 'zxsuite core getLicenseInfo')" = "$(cat "$SAVED/licence")" || critical "the licence of the Suite on $MU_HOST is not the saved one"
else
  critical "mailboxd is not running on $MU_HOST: ${V_TEXT##*"$NL"}"
fi
read_blobs
verdict "the Suite of $MU_HOST is back as it was, blobs can be read"
