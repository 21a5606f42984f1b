# backup-verify.sh: counts the copy again, and holds its size against the one before. Nagios codes. Prints: files, bytes.
cd / || exit 3
proven || { echo "$WHY"; exit 2; }
OLD= AT=0
for m in "$TARGET"/*/"$MU_HOST"/manifest; do
  test "$m" != "$MEMBER/manifest" && test -f "$m" || continue
  read -r o_f o_b o_s o_at < "$m"
  test "$o_at" -le "$AT" || test "$o_at" -gt "$m_at" || AT=$o_at OLD=$o_b
done
test -z "$OLD" || test $((BYTES * 2)) -ge "$OLD" || { echo "the backup of $MU_HOST has $BYTES bytes, the one before had $OLD"; exit 2; }
echo "backup of $MU_HOST is whole: $FILES files |files=$FILES size=${BYTES}B taken=$m_at"
