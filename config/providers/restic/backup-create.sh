# backup-create.sh: one snapshot of the host's folders, tagged with the set. One that is there is kept. Prints: its id and size.
test -n "$MU_SET" && test -n "$MU_HOST" || { echo "this provider needs the name of a set and of a host"; exit 2; }
CONF=$MU_ROOT/etc/mailupgrade-backup
test -r "$CONF" || { echo "there is no /etc/mailupgrade-backup on $MU_HOST: see the README of this provider"; exit 2; }
PATHS=/opt/zimbra
. "$CONF" || { echo "/etc/mailupgrade-backup of $MU_HOST cannot be read"; exit 2; }
command -v restic > /dev/null || { echo "there is no restic on $MU_HOST"; exit 2; }
test -n "$RESTIC_REPOSITORY" || { echo "/etc/mailupgrade-backup of $MU_HOST names no RESTIC_REPOSITORY"; exit 2; }
# id TAG...: sets ID to the newest snapshot of this host that has the tag; fails where the repository does not answer
id() { i_t=$(restic snapshots --json --host "$MU_HOST" --tag "$1" 2>&1) || return 1; ID=$(printf "%s" "$i_t" | tr "{," "\n\n" | sed -n "s/.*\"short_id\": *\"\([0-9a-f]*\)\".*/\1/p" | tail -n 1); }
id "$MU_SET" || { echo "the repository of $MU_HOST does not answer: ${i_t##*
}"; exit 2; }
test -z "$ID" || { echo "backup of $MU_HOST in set $MU_SET is there already, $ID"; exit 0; }
for p in $PATHS; do test -e "$MU_ROOT$p" || { echo "$p of /etc/mailupgrade-backup is not on $MU_HOST"; exit 2; }; done
said=$(restic backup --host "$MU_HOST" --tag "$MU_SET" --tag mailupgrade $(for p in $PATHS; do echo "$MU_ROOT$p"; done) 2>&1)
rc=$?
test $rc -eq 0 || { # 3: something could not be read, and a snapshot was made all the same
  test $rc -ne 3 || id "$MU_SET" && test -z "$ID" || restic forget "$ID" > /dev/null 2>&1
  echo "restic of $MU_HOST ended with $rc: $(printf '%s\n' "$said" | grep -i error | head -n 1)"; exit 2; }
id "$MU_SET" && test -n "$ID" || { echo "restic of $MU_HOST made no snapshot"; exit 2; }
echo "backup of $MU_HOST in set $MU_SET: $ID"
printf '%s\n' "$said" | tail -n 3
