# snapshot-verify.sh: proves that the host's member of the set is there and is what its manifest says, by counting it again.
# Prints: files, time; figures after `|`. Nagios codes.
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
cd / || exit 3
proven || { echo "$WHY"; exit 2; }
echo "snapshot of $MU_HOST is whole: $FILES files of $m_day $m_time |files=$FILES size=${BYTES}B taken=$m_at"
echo "set $MU_SET, checksum of names and sizes $SUM"
