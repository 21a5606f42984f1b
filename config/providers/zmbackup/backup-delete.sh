# backup-delete.sh: drops the note of the set and the directory's dump. Sessions of zmbackup go by the host's own zmschedulebackup. May be called twice.
case $MU_SET in */* | .*) echo "that is no name of a set"; exit 2 ;; esac
rm -rf "$NOTE" "$NOTE.ldap" || { echo "the note of set $MU_SET cannot be removed on $MU_HOST"; exit 2; }
echo "set $MU_SET is forgotten on $MU_HOST; its session stays until zmschedulebackup deletes it"
