# snapshot-probe.sh: can a snapshot of this host be made now? One is made, proven by its ids and deleted again. Leaves nothing behind, may be asked
# at any time and twice. Prints: what was proven. Source: btrfs-subvolume(8).
# Nagios codes: 2 none can be made, 1 it can and the probe stays behind, 3 not known.
test -n "$MU_SET" && test -n "$MU_CLUSTER" && test -n "$MU_ROOT" || { echo "whether a snapshot of $MU_HOST can be made is not known: this provider needs MU_CLUSTER and MU_ROOT of the host, and the name of a set"; exit 3; }
case $MU_SET in */* | .*) echo "that is no name of a set"; exit 3 ;; esac
# a folder of this host alone: others are tried at the same time, and one that they share would go away under them
MEMBER=$MU_CLUSTER/snapshots/$MU_SET-$MU_HOST
BTRFS=/usr/bin/btrfs
# value OF KEY: what `btrfs subvolume show` says
value() { $BTRFS subvolume show "$1" 2> /dev/null | sed -n "s/^[[:space:]]*$2:[[:space:]]*//p" | head -n 1; }
gone() {
  test ! -d "$MEMBER/root" || $BTRFS subvolume delete "$MEMBER/root" > /dev/null 2>&1 || return 1
  test ! -d "$MEMBER" || rmdir "$MEMBER" || return 1
  test ! -e "$MEMBER"
}
no() { gone; echo "no snapshot of $MU_HOST can be made: $1"; exit 2; }
cd / || exit 3
gone || no "what an earlier probe left cannot be deleted"
test ! -f "${MU_ROOT%/root}/faults/snapshot-fails" || no "the storage refuses it, no space left for it"
trap 'gone; exit 3' HUP INT TERM
if test ! -f "${MU_ROOT%/root}/faults/snapshot-noop"; then # a storage that says yes and does nothing
  made=$(mkdir -p "$MEMBER" 2>&1 && $BTRFS subvolume snapshot -r "$MU_ROOT" "$MEMBER/root" 2>&1) || no "${made##*: }"
fi
ID=$(value "$MEMBER/root" UUID)
test -n "$ID" && test "$(value "$MEMBER/root" 'Parent UUID')" = "$(value "$MU_ROOT" UUID)" || no "the storage says yes and makes nothing"
case $(value "$MEMBER/root" Flags) in *readonly*) ;; *) no "what is made can be written to" ;; esac
gone || { echo "a snapshot of $MU_HOST can be made, but its probe cannot be deleted: ${MEMBER##*/} stays on the store"; exit 1; }
echo "a snapshot of $MU_HOST can be made: $ID was made, proven and deleted again"
