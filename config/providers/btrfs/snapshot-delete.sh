# snapshot-delete.sh: removes the host's member of the set, by a person's order only. A set without members goes too. May be called twice.
# Prints: what was removed. Source: btrfs-subvolume(8).
test -n "$MU_SET" && test -n "$MU_CLUSTER" || { echo "this provider needs MU_CLUSTER of the host, and the name of a set"; exit 2; }
MEMBER=$MU_CLUSTER/snapshots/$MU_SET/$MU_HOST
case $MU_SET in */* | .*) echo "that is no name of a set"; exit 2 ;; esac
test -d "$MEMBER" || { echo "$MU_HOST has no snapshot in set $MU_SET"; exit 0; }
rm -f "$MEMBER/manifest"
test ! -d "$MEMBER/root" || /usr/bin/btrfs subvolume delete "$MEMBER/root" > /dev/null || { echo "the snapshot of $MU_HOST could not be removed"; exit 2; }
rmdir "$MEMBER" && rmdir "${MEMBER%/*}" 2> /dev/null
echo "snapshot of $MU_HOST in set $MU_SET removed"
