# snapshot-probe.sh: can a snapshot of this host be made now? A file of its disk is copied to where the sets lie, proven and removed again, and the
# whole disk has to fit there. Leaves nothing behind, may be asked at any time and twice.
# Prints: what was proven. Nagios codes: 2 none can be made, 1 it can and the probe stays behind, 3 not known.
test -n "$MU_SET" && test -n "$MU_CLUSTER" && test -n "$MU_ROOT" || { echo "whether a snapshot of $MU_HOST can be made is not known: this provider serves practice hosts only, and needs the name of a set"; exit 3; }
case $MU_SET in */* | .*) echo "that is no name of a set"; exit 3 ;; esac
PATH=/usr/bin:/bin; export PATH
# a folder of this host alone: others are tried at the same time, and one that they share would go away under them
SETS=$MU_CLUSTER/snapshots; MEMBER=$SETS/$MU_SET-$MU_HOST
gone() { rm -rf "$MEMBER" && test ! -e "$MEMBER"; }
no() { gone; echo "no snapshot of $MU_HOST can be made: $1"; exit 2; }
cd / || exit 3
gone || no "what an earlier probe left cannot be removed"
test ! -f "${MU_ROOT%/root}/faults/snapshot-fails" || no "the storage refuses it, no space left for it"
OF=$(find "$MU_ROOT/etc" -type f -print -quit 2> /dev/null)
test -n "$OF" || no "nothing of its disk can be read"
trap 'gone; exit 3' HUP INT TERM
if test ! -f "${MU_ROOT%/root}/faults/snapshot-noop"; then # a storage that says yes and does nothing
  said=$(mkdir -p "$MEMBER" 2>&1 && cp -a "$OF" "$MEMBER/probe" 2>&1) || no "${said##*: }"
fi
cmp -s "$OF" "$MEMBER/probe" || no "the storage says yes and makes nothing"
holds=$(du -skx --exclude="$MU_ROOT/mnt" "$MU_ROOT" 2> /dev/null); holds=${holds%%[!0-9]*}
set -- $(df -Pk "$SETS" 2> /dev/null | tail -n 1)
case ${holds:-x}${4:-x} in *[!0-9]*) no "what its disk holds and what is left on the store cannot be told" ;; esac
test "$4" -gt "$holds" || no "its disk holds $((holds / 1024)) MiB, $(($4 / 1024)) MiB are left on the store"
gone || { echo "a snapshot of $MU_HOST can be made, but its probe cannot be removed: ${MEMBER##*/} stays on the store"; exit 1; }
echo "a snapshot of $MU_HOST can be made: tried and removed again, $(($4 / 1024)) MiB are left |free=$(($4 / 1024))MB"
