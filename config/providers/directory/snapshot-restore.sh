# snapshot-restore.sh: puts the host's disk back from the set. The member is proven first; the copy is made beside and takes the place
# of the disk by a rename: the host has the old disk or the restored one, never a mixture. Far volumes stay as they are. A restore that
# changed nothing is a failure: it would look like a way back and be none. Prints: what was put back.
test -n "$MU_SET" && test -n "$MU_CLUSTER" && test -n "$MU_ROOT" || { echo "this provider serves practice hosts only, and needs the name of a set"; exit 2; }
MEMBER=$MU_CLUSTER/snapshots/$MU_SET/$MU_HOST
# counted FOLDER: sets FILES, BYTES and SUM (of names and sizes)
counted() {
  list=$(cd "$1" && find . -type f -printf '%s %p\n' | LC_ALL=C sort)
  SUM=$(printf '%s\n' "$list" | cksum); SUM=${SUM%% *}
  set -- $(printf '%s\n' "$list" | awk '{ n++; s += $1 } END { printf "%d %d", n, s }')
  FILES=$1 BYTES=$2
}
# proven: does the member stand as its manifest says? Sets WHY when not
proven() {
  WHY="there is no snapshot of $MU_HOST in set $MU_SET"
  test -f "$MEMBER/manifest" || return 1
  read -r m_files m_bytes m_sum m_at m_day m_time < "$MEMBER/manifest"
  counted "$MEMBER/root"
  WHY="the snapshot of $MU_HOST in set $MU_SET is empty"
  test "$FILES" -gt 0 && test "$BYTES" -gt 0 || return 1
  WHY="the snapshot of $MU_HOST in set $MU_SET is not what its manifest says: $FILES of $m_files files, $BYTES of $m_bytes bytes"
  test "$FILES $BYTES $SUM" = "$m_files $m_bytes $m_sum"
}
cd / || exit 2
NEW=${MU_ROOT%/root}/root.new OLD=${MU_ROOT%/root}/root.old
test -d "$MU_ROOT" || test ! -d "$OLD" || mv "$OLD" "$MU_ROOT" # an exchange was cut off in the middle
proven || { echo "$WHY; nothing is changed"; exit 2; }
rm -rf "$NEW" "$OLD"
cp -a "$MEMBER/root" "$NEW" && rm -rf "$NEW/mnt" && cp -a "$MU_ROOT/mnt" "$NEW/mnt" || { echo "the copy for $MU_HOST could not be made, nothing is changed"; exit 2; }
if diff -rq "$MU_ROOT" "$NEW" > /dev/null 2>&1; then
  rm -rf "$NEW"; echo "the restore of $MU_HOST changed nothing: its disk was like that already"; exit 2
fi
BEFORE=$(ls -di "$MU_ROOT")
if test ! -f "${MU_ROOT%/root}/faults/snapshot-noop"; then # a storage that says yes and does nothing
  mv "$MU_ROOT" "$OLD" && mv "$NEW" "$MU_ROOT" || { test -d "$MU_ROOT" || mv "$OLD" "$MU_ROOT"; echo "the disk of $MU_HOST could not be exchanged"; exit 2; }
fi
test "$(ls -di "$MU_ROOT")" != "$BEFORE" || { rm -rf "$NEW"; echo "the restore of $MU_HOST changed nothing"; exit 2; }
rm -rf "$OLD"
echo "$MU_HOST is back on the snapshot of $m_day $m_time: $FILES files"
