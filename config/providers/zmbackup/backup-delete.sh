# backup-delete.sh: drops the note of the set and the directory's dump. Sessions of zmbackup go by the host's own zmschedulebackup. May be called twice.
test -n "$MU_SET" && test -n "$MU_HOST" || { echo "this provider needs the name of a set and of a host"; exit 2; }
Z=$MU_ROOT/opt/zimbra NOTE=$MU_ROOT/var/lib/mailupgrade-backups/$MU_SET LONG=10
test -z "$MU_ROOT" || LONG=0.05 # a practised night has no ten real seconds between two looks
as_zimbra() { su - zimbra -c "$1" 2>&1 < /dev/null; }
is() { case ",$MU_ROLES," in *[,-]"$1"[,-]*) return 0 ;; esac; return 1; }
case $MU_SET in */* | .*) echo "that is no name of a set"; exit 2 ;; esac
rm -rf "$NOTE" "$NOTE.ldap" || { echo "the note of set $MU_SET cannot be removed on $MU_HOST"; exit 2; }
echo "set $MU_SET is forgotten on $MU_HOST; its session stays until zmschedulebackup deletes it"
