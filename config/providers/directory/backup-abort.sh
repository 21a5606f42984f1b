# backup-abort.sh: the copy is made by the step's own program and ends with it; removes what was copied. May be called twice.
# Prints: what was proven, and which older copy there is for people who may have to go by it. Exit status: 0, or 3 where it cannot be.
test -n "$MU_SET" && test -n "$MU_CLUSTER" || { echo "this provider serves practice hosts only, and needs the name of a set"; exit 3; }
MEMBER=$MU_CLUSTER/backups/$MU_SET/$MU_HOST
rm -rf "$MEMBER.part" && test ! -e "$MEMBER.part" || { echo "the unfinished copy of $MU_HOST cannot be removed"; exit 3; }
OLD= AT=0
for m in "$MU_CLUSTER/backups"/*/"$MU_HOST"/manifest; do
  test "$m" != "$MEMBER/manifest" && test -f "$m" && read -r o_files o_bytes o_sum o_at o_day o_time < "$m" || continue
  test "$o_at" -le "$AT" || { s=${m%/*/manifest}; AT=$o_at OLD="${s##*/} of $o_day $o_time"; }
done
echo "no copy of set $MU_SET is being made on $MU_HOST any more; the newest before it: ${OLD:-none}"
