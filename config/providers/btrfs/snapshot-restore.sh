# snapshot-restore.sh: puts the host's disk back from the set. The member is proven first; the new disk is made beside and takes the place
# of the old one by a rename. Far volumes stay as they are and are carried over. A restore that changed nothing is a failure: it would
# look like a way back and be none. Prints: what was put back. Source: btrfs-subvolume(8), mount(8).
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
NEW=${MU_ROOT%/root}/root.new OLD=${MU_ROOT%/root}/root.old
test -d "$MU_ROOT" || test ! -d "$OLD" || mv "$OLD" "$MU_ROOT" # an exchange was cut off in the middle
proven || { echo "$WHY; nothing is changed"; exit 2; }
for d in "$NEW" "$OLD"; do test ! -d "$d" || $BTRFS subvolume delete "$d" > /dev/null 2>&1; done
made=$($BTRFS subvolume snapshot "$MEMBER/root" "$NEW" 2>&1) || { echo "the copy for $MU_HOST could not be made, nothing is changed: $made"; exit 2; }
if /usr/bin/diff -rq --no-dereference "$MU_ROOT" "$NEW" > /dev/null 2>&1; then
  $BTRFS subvolume delete "$NEW" > /dev/null
  echo "the restore of $MU_HOST changed nothing: its disk was like that already"; exit 2
fi
BEFORE=$(value "$MU_ROOT" UUID)
# moved DIR: carries the far volumes' mounts from one root to the other
moved() {
  /usr/bin/findmnt -rn -o TARGET | while read -r at; do
    case $at in "$1"/*) mkdir -p "$2/${at#"$1"/}" && /usr/bin/mount --move "$at" "$2/${at#"$1"/}" ;; esac
  done
}
if test ! -f "${MU_ROOT%/root}/faults/snapshot-noop"; then # a storage that says yes and does nothing
  moved "$MU_ROOT" "$NEW"
  mv "$MU_ROOT" "$OLD" && mv "$NEW" "$MU_ROOT" || { test -d "$MU_ROOT" || mv "$OLD" "$MU_ROOT"; echo "the disk of $MU_HOST could not be exchanged"; exit 2; }
  # what of the old disk is mounted elsewhere on the host
  if /usr/bin/mountpoint -q /opt; then /usr/bin/umount -l /opt && /usr/bin/mount --bind "$MU_ROOT/opt" /opt; fi
fi
test "$(value "$MU_ROOT" UUID)" != "$BEFORE" || { $BTRFS subvolume delete "$NEW" > /dev/null 2>&1; echo "the restore of $MU_HOST changed nothing"; exit 2; }
test ! -d "$OLD" || $BTRFS subvolume delete "$OLD" > /dev/null 2>&1
echo "$MU_HOST is back on the snapshot of $m_day $m_time: $m_uuid"
