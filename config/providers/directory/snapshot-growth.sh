# snapshot-growth.sh: how large the host's member is and what is left where the sets lie, asked during the run: a store that fills up stops
# every host on it. Nagios codes by with: { warn-mib, critical-mib } of what is left.
test -n "$MU_SET" && test -n "$MU_CLUSTER" || { echo "this provider serves practice hosts only, and needs the name of a set"; exit 3; }
MEMBER=$MU_CLUSTER/snapshots/$MU_SET/$MU_HOST
test -f "$MEMBER/manifest" || { echo "there is no snapshot of $MU_HOST in set $MU_SET"; exit 3; }
read -r m_files m_bytes m_rest < "$MEMBER/manifest"
free=$(PATH=/usr/bin:/bin df -Pk "$MEMBER" | awk 'NR == 2 { printf "%d", $4 / 1024 }')
case $free in '' | *[!0-9]*) echo "what is left beside the snapshot of $MU_HOST is not known"; exit 3 ;; esac
code=0
test "$free" -ge "${MU_WITH_WARN_MIB:-1024}" || code=1
test "$free" -ge "${MU_WITH_CRITICAL_MIB:-256}" || code=2
echo "snapshot of $MU_HOST holds $((m_bytes / 1048576)) MiB, $free MiB are left on the store |size=${m_bytes}B free=${free}MB"
exit $code
