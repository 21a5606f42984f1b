# snapshot-growth.sh: how much the host's member holds alone by now and what is left on the file system, asked during the run: one that
# fills up stops every host on it. Nagios codes by with: { warn-mib, critical-mib } of what is left. Source: btrfs-filesystem(8).
test -n "$MU_SET" && test -n "$MU_CLUSTER" || { echo "this provider needs MU_CLUSTER, and the name of a set"; exit 3; }
MEMBER=$MU_CLUSTER/snapshots/$MU_SET/$MU_HOST
test -d "$MEMBER/root" || { echo "there is no snapshot of $MU_HOST in set $MU_SET"; exit 3; }
alone=$(/usr/bin/btrfs filesystem du -s --raw "$MEMBER/root" 2> /dev/null | awk 'END { print $2 }')
free=$(PATH=/usr/bin:/bin df -Pk "$MEMBER" | awk 'NR == 2 { printf "%d", $4 / 1024 }')
case $free in '' | *[!0-9]*) echo "what is left beside the snapshot of $MU_HOST is not known"; exit 3 ;; esac
case $alone in '' | *[!0-9]*) grown="how much it holds alone is not known" ;; *) grown="holds $((alone / 1048576)) MiB alone" ;; esac
code=0
test "$free" -ge "${MU_WITH_WARN_MIB:-1024}" || code=1
test "$free" -ge "${MU_WITH_CRITICAL_MIB:-256}" || code=2
echo "snapshot of $MU_HOST: $grown, $free MiB are left on the store |free=${free}MB"
exit $code
