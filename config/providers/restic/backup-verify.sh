# backup-verify.sh: the set's snapshot is there, the repository sound, the content not empty and not shrunk. Nagios codes. Prints: id, files, bytes.
# held ID: sets FILES and BYTES of a snapshot
held() { h_t=$(restic stats --json --mode restore-size "$1" 2> /dev/null) || return 1; BYTES=$(printf '%s' "$h_t" | sed -n 's/.*"total_size": *\([0-9]*\).*/\1/p'); FILES=$(printf '%s' "$h_t" | sed -n 's/.*"total_file_count": *\([0-9]*\).*/\1/p'); }
id "$MU_SET" || { echo "the repository of $MU_HOST does not answer"; exit 3; }
test -n "$ID" || { echo "there is no backup of $MU_HOST in set $MU_SET"; exit 2; }
NEW=$ID
said=$(restic check 2>&1) || { echo "the repository of $MU_HOST is damaged: $(printf '%s\n' "$said" | grep -i -m 1 error)"; exit 2; }
held "$NEW" || { echo "snapshot $NEW of $MU_HOST cannot be counted"; exit 3; }
test "${FILES:-0}" -gt 0 && test "${BYTES:-0}" -gt 0 || { echo "backup $NEW of $MU_HOST is empty"; exit 2; }
F=$FILES B=$BYTES
OLD=$(restic snapshots --json --host "$MU_HOST" --tag mailupgrade 2> /dev/null | tr '{,' '\n\n' | sed -n 's/.*"short_id": *"\([0-9a-f]*\)".*/\1/p' | grep -v "^$NEW$" | tail -n 1)
if test -n "$OLD" && held "$OLD"; then
  test $((B * 2)) -ge "$BYTES" || { echo "backup $NEW of $MU_HOST has $B bytes, the one before had $BYTES"; exit 2; }
fi
echo "backup $NEW of $MU_HOST is whole: $F files |files=$F size=${B}B"
