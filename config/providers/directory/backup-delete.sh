# backup-delete.sh: removes the host's member of the set, by a person's order only. A set without members goes too. May be called twice.
# Prints: what was removed.
test -n "$MU_SET" && test -n "$MU_CLUSTER" && test -n "$MU_ROOT" || { echo "this provider serves practice hosts only, and needs the name of a set"; exit 2; }
MEMBER=$MU_CLUSTER/backups/$MU_SET/$MU_HOST
case $MU_SET in */* | .*) echo "that is no name of a set"; exit 2 ;; esac
test -d "$MEMBER" || { echo "$MU_HOST has no backup in set $MU_SET"; exit 0; }
rm -rf "$MEMBER" || { echo "the backup of $MU_HOST could not be removed"; exit 2; }
rmdir "${MEMBER%/*}" 2>/dev/null
echo "backup of $MU_HOST in set $MU_SET removed"
