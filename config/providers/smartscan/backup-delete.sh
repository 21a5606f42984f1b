# backup-delete.sh: drops the note of the set. The module purges its backups by its own rule. May be called twice.
case $MU_SET in */* | .*) echo "that is no name of a set"; exit 2 ;; esac
rm -f "$NOTE" || { echo "the note of set $MU_SET cannot be removed on $MU_HOST"; exit 2; }
echo "set $MU_SET is forgotten on $MU_HOST; its scan stays in the module's store"
