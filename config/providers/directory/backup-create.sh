# backup-create.sh: makes the host's member of the set: a copy of its disk, far volumes left out. Services may run: what changes while it is copied is tried once more.
# Made beside and put in place by a rename, so a member is whole or not there. A member that proves whole is kept.
# Prints: files, bytes, time.
test -n "$MU_SET" && test -n "$MU_CLUSTER" && test -n "$MU_ROOT" || { echo "this provider serves practice hosts only, and needs the name of a set"; exit 2; }
MEMBER=$MU_CLUSTER/backups/$MU_SET/$MU_HOST
# counted FOLDER: sets FILES, BYTES and SUM (of names and sizes)
counted() {
  list=$(cd "$1" && find . -type f -printf '%s %p\n' | LC_ALL=C sort)
  SUM=$(printf '%s\n' "$list" | cksum); SUM=${SUM%% *}
  set -- $(printf '%s\n' "$list" | awk '{ n++; s += $1 } END { printf "%d %d", n, s }')
  FILES=$1 BYTES=$2
}
# proven: does the member stand as its manifest says? Sets WHY when not
proven() {
  WHY="there is no backup of $MU_HOST in set $MU_SET"
  test -f "$MEMBER/manifest" || return 1
  read -r m_files m_bytes m_sum m_at m_day m_time < "$MEMBER/manifest"
  counted "$MEMBER/root"
  WHY="the backup of $MU_HOST in set $MU_SET is empty"
  test "$FILES" -gt 0 && test "$BYTES" -gt 0 || return 1
  WHY="the backup of $MU_HOST in set $MU_SET is not what its manifest says: $FILES of $m_files files, $BYTES of $m_bytes bytes"
  test "$FILES $BYTES $SUM" = "$m_files $m_bytes $m_sum"
}
cd / || exit 2
if proven; then echo "backup of $MU_HOST in set $MU_SET is there already, of $m_day $m_time"; exit 0; fi
if test -f "${MU_ROOT%/root}/faults/backup-empty"; then # the status says success, the content is missing
  mkdir -p "$MEMBER/root" && date '+0 0 0 %s %Y-%m-%d %H:%M' > "$MEMBER/manifest"; echo "backup of $MU_HOST finished: success"; exit 0
fi
PART=$MEMBER.part
copy() {
  rm -rf "$PART" && mkdir -p "$PART/root/mnt" || return 1
  ( cd "$MU_ROOT" && find . -mindepth 1 -maxdepth 1 ! -name mnt -exec cp -a -t "$PART/root" {} + )
}
copy || copy || { echo "the disk of $MU_HOST could not be copied"; exit 2; }
counted "$PART/root"
test "$FILES" -gt 0 || { echo "the copy of $MU_HOST is empty"; exit 2; }
NOW=$(date '+%s %Y-%m-%d %H:%M') || exit 2
echo "$FILES $BYTES $SUM $NOW" > "$PART/manifest" || exit 2
rm -rf "$MEMBER" && mv "$PART" "$MEMBER" || { echo "the backup of $MU_HOST could not be put in place"; exit 2; }
echo "backup of $MU_HOST in set $MU_SET: $FILES files, $BYTES bytes, ${NOW#* }"
