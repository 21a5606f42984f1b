# backup-list.sh: the host's snapshots that were made here. Prints: restic's own table.
restic snapshots --compact --host "$MU_HOST" --tag mailupgrade 2>&1 || exit 2
