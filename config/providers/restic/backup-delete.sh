# backup-delete.sh: forgets the set's snapshot of the host, by a person's order only. May be called twice. Prints: what was forgotten.
id "$MU_SET" || { echo "the repository of $MU_HOST does not answer"; exit 2; }
test -n "$ID" || { echo "$MU_HOST has no backup in set $MU_SET"; exit 0; }
restic forget "$ID" > /dev/null 2>&1 || { echo "restic could not forget $ID"; exit 2; }
echo "backup $ID of $MU_HOST is forgotten; its space comes back by restic prune"
