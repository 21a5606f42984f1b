# backup-delete.sh: removes the host's copy of the set, by a person's order only. May be called twice. Prints: what was removed.
case $MU_SET in */* | .*) echo "that is no name of a set"; exit 2 ;; esac
test -d "$MEMBER" || { echo "$MU_HOST has no backup in set $MU_SET"; exit 0; }
rm -rf "$MEMBER" || { echo "the backup of $MU_HOST could not be removed"; exit 2; }
rmdir "${MEMBER%/*}" 2> /dev/null
echo "backup of $MU_HOST in set $MU_SET removed"
