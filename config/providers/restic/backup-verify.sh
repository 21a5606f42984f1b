# backup-verify.sh: the set's snapshot is there, the repository sound, the content not empty and not shrunk. Nagios codes. Prints: id, files, bytes.
test -n "$MU_SET" && test -n "$MU_HOST" || { echo "this provider needs the name of a set and of a host"; exit 2; }
CONF=$MU_ROOT/etc/mailupgrade-backup
test -r "$CONF" || { echo "there is no /etc/mailupgrade-backup on $MU_HOST: see the README of this provider"; exit 2; }
PATHS=/opt/zimbra
. "$CONF" || { echo "/etc/mailupgrade-backup of $MU_HOST cannot be read"; exit 2; }
command -v restic > /dev/null || { echo "there is no restic on $MU_HOST"; exit 2; }
test -n "$RESTIC_REPOSITORY" || { echo "/etc/mailupgrade-backup of $MU_HOST names no RESTIC_REPOSITORY"; exit 2; }
# id TAG...: sets ID to the newest snapshot of this host that has the tag; fails where the repository does not answer
id() { i_t=$(restic snapshots --json --host "$MU_HOST" --tag "$1" 2>&1) || return 1; ID=$(printf "%s" "$i_t" | tr "{," "\n\n" | sed -n "s/.*\"short_id\": *\"\([0-9a-f]*\)\".*/\1/p" | tail -n 1); }
# held ID: sets FILES and BYTES of a snapshot
held() { h_t=$(restic stats --json --mode restore-size "$1" 2> /dev/null) || return 1; BYTES=$(printf '%s' "$h_t" | sed -n 's/.*"total_size": *\([0-9]*\).*/\1/p'); FILES=$(printf '%s' "$h_t" | sed -n 's/.*"total_file_count": *\([0-9]*\).*/\1/p'); }
id "$MU_SET" || { echo "the repository of $MU_HOST does not answer"; exit 3; }
test -n "$ID" || { echo "there is no backup of $MU_HOST in set $MU_SET"; exit 2; }
NEW=$ID
said=$(restic check 2>&1) || { echo "the repository of $MU_HOST is damaged: $(printf '%s\n' "$said" | grep -i -m 1 error)"; exit 2; }
held "$NEW" || { echo "snapshot $NEW of $MU_HOST cannot be counted"; exit 3; }
test "${FILES:-0}" -gt 0 && test "${BYTES:-0}" -gt 0 || { echo "backup $NEW of $MU_HOST is empty"; exit 2; }
F=$FILES B=$BYTES
OLD=$(restic snapshots --json --host "$MU_HOST" --tag mailupgrade 2> /dev/null | tr '{,' '\n\n' | sed -n 's/.*"short_id": *"\([0-9a-f]*\)".*/\1/p' | grep -v "^$NEW$" | tail -n 1)
if test -n "$OLD" && held "$OLD"; then
  test $((B * 2)) -ge "$BYTES" || { echo "backup $NEW of $MU_HOST has $B bytes, the one before had $BYTES"; exit 2; }
fi
echo "backup $NEW of $MU_HOST is whole: $F files |files=$F size=${B}B"
