# backup-restore.sh: brings the set's files into a folder of their own, with: { target: /DIR }; never over what runs. Prints: how many.
test -n "$MU_SET" && test -n "$MU_HOST" || { echo "this provider needs the name of a set and of a host"; exit 2; }
CONF=$MU_ROOT/etc/mailupgrade-backup
test -r "$CONF" || { echo "there is no /etc/mailupgrade-backup on $MU_HOST: see the README of this provider"; exit 2; }
PATHS=/opt/zimbra
. "$CONF" || { echo "/etc/mailupgrade-backup of $MU_HOST cannot be read"; exit 2; }
command -v restic > /dev/null || { echo "there is no restic on $MU_HOST"; exit 2; }
test -n "$RESTIC_REPOSITORY" || { echo "/etc/mailupgrade-backup of $MU_HOST names no RESTIC_REPOSITORY"; exit 2; }
# id TAG...: sets ID to the newest snapshot of this host that has the tag; fails where the repository does not answer
id() { i_t=$(restic snapshots --json --host "$MU_HOST" --tag "$1" 2>&1) || return 1; ID=$(printf "%s" "$i_t" | tr "{," "\n\n" | sed -n "s/.*\"short_id\": *\"\([0-9a-f]*\)\".*/\1/p" | tail -n 1); }
case $MU_WITH_TARGET in /?*) ;; *) echo "say where to: with: { target: /DIR }; the way back of a whole host is the snapshot set"; exit 2 ;; esac
test -z "$(ls -A "$MU_WITH_TARGET" 2> /dev/null)" || { echo "$MU_WITH_TARGET of $MU_HOST is not empty"; exit 2; }
id "$MU_SET" && test -n "$ID" || { echo "there is no backup of $MU_HOST in set $MU_SET; nothing is changed"; exit 2; }
said=$(restic restore "$ID" --target "$MU_WITH_TARGET" 2>&1) || { echo "restic of $MU_HOST: ${said##*
}"; exit 2; }
N=$(find "$MU_WITH_TARGET" -type f | wc -l)
test "$N" -gt 0 || { echo "the restore of $MU_HOST changed nothing"; exit 2; }
echo "$N files of $MU_HOST are in $MU_WITH_TARGET"
