# snapshot-verify.sh: proves that the host's member of the set is there, is the snapshot that was made, and was not written to since.
# Prints: id, time; figures after `|`. Nagios codes. Source: btrfs-subvolume(8).
test -n "$MU_SET" && test -n "$MU_CLUSTER" && test -n "$MU_ROOT" || { echo "this provider needs MU_CLUSTER and MU_ROOT of the host, and the name of a set"; exit 2; }
MEMBER=$MU_CLUSTER/snapshots/$MU_SET/$MU_HOST
BTRFS=/usr/bin/btrfs
# value OF KEY: what `btrfs subvolume show` says
value() { $BTRFS subvolume show "$1" 2> /dev/null | sed -n "s/^[[:space:]]*$2:[[:space:]]*//p" | head -n 1; }
# proven: is the member there, read-only, the one that its manifest names, and not empty? Sets WHY when not
proven() {
  WHY="there is no snapshot of $MU_HOST in set $MU_SET"
  test -f "$MEMBER/manifest" && test -d "$MEMBER/root" || return 1
  read -r m_uuid m_parent m_at m_day m_time < "$MEMBER/manifest"
  WHY="the snapshot of $MU_HOST in set $MU_SET is not the one that was made: its id is $(value "$MEMBER/root" UUID), the manifest says $m_uuid"
  test "$(value "$MEMBER/root" UUID)" = "$m_uuid" && test "$(value "$MEMBER/root" 'Parent UUID')" = "$m_parent" || return 1
  WHY="the snapshot of $MU_HOST in set $MU_SET can be written to: it may not be what it was"
  case $(value "$MEMBER/root" Flags) in *readonly*) ;; *) return 1 ;; esac
  WHY="the snapshot of $MU_HOST in set $MU_SET is empty"
  test -n "$(ls -A "$MEMBER/root")"
}
cd / || exit 2
proven || { echo "$WHY"; exit 2; }
BYTES=$(du -sb "$MEMBER/root" 2> /dev/null)
echo "snapshot of $MU_HOST is whole: $m_uuid of $m_day $m_time |size=${BYTES%%[!0-9]*}B taken=$m_at"
