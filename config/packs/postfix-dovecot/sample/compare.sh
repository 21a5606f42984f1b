# compare.sh: reads the same again; every folder that is not as it was is a finding. Whole store, no sample.
if test ! -s "$NIGHT/state"; then if test "$MU_PHASE" = rollback; then verdict "nothing was written down on $MU_HOST before it went back"; fi; unknown "there is no state of before on $MU_HOST"; fi
now=$(mktemp) || unknown "no temporary file"
trap 'rm -f "$now"' EXIT
doveadm -f tab mailbox status -A 'messages uidnext uidvalidity vsize' '*' 2> /dev/null | LC_ALL=C sort > "$now" || unknown "doveadm cannot read all accounts"
changed=$(LC_ALL=C comm -23 "$NIGHT/state" "$now" | cut -f 1,2 | head -n 5)
test -z "$changed" || critical "not as before: $(printf '%s' "$changed" | tr '\t\n' '  ')"
verdict "$(($(wc -l < "$now") - 1)) folders of $MU_HOST are as before"
