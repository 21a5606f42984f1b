# snapshot-create.sh: a read-only btrfs snapshot of the host's disk, which is a subvolume. Far volumes are mounts of their own, outside it.
# The manifest with the snapshot's id is written last, by a rename: a member is whole or not there. A member that proves whole is kept.
# Prints: id, time. Source: btrfs-subvolume(8).
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
if proven; then echo "snapshot of $MU_HOST in set $MU_SET is there already, of $m_day $m_time"; exit 0; fi
test ! -f "${MU_ROOT%/root}/faults/snapshot-fails" || { echo "the storage refused the snapshot of $MU_HOST: no space left for it"; exit 2; }
if test -f "${MU_ROOT%/root}/faults/snapshot-noop"; then echo "snapshot of $MU_HOST made"; exit 0; fi # the storage says yes and does nothing
mkdir -p "$MEMBER" && rm -f "$MEMBER/manifest" || exit 2
test ! -d "$MEMBER/root" || $BTRFS subvolume delete "$MEMBER/root" > /dev/null 2>&1 || { echo "a half snapshot of $MU_HOST is in the way and cannot be deleted"; exit 2; }
sync
made=$($BTRFS subvolume snapshot -r "$MU_ROOT" "$MEMBER/root" 2>&1) || { echo "the storage refused the snapshot of $MU_HOST: $made"; exit 2; }
NOW=$(date '+%s %Y-%m-%d %H:%M') || exit 2
echo "$(value "$MEMBER/root" UUID) $(value "$MU_ROOT" UUID) $NOW" > "$MEMBER/manifest.new" && mv "$MEMBER/manifest.new" "$MEMBER/manifest" || exit 2
proven || { echo "$WHY"; exit 2; }
echo "snapshot of $MU_HOST in set $MU_SET: $m_uuid, $m_day $m_time"
