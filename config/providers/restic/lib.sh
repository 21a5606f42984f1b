# lib.sh: goes before every script of this provider.
test -n "$MU_SET" && test -n "$MU_HOST" || { echo "this provider needs the name of a set and of a host"; exit 2; }
CONF=$MU_ROOT/etc/mailupgrade-backup
test -r "$CONF" || { echo "there is no /etc/mailupgrade-backup on $MU_HOST: see the README of this provider"; exit 2; }
PATHS=/opt/zimbra
. "$CONF" || { echo "/etc/mailupgrade-backup of $MU_HOST cannot be read"; exit 2; }
command -v restic > /dev/null || { echo "there is no restic on $MU_HOST"; exit 2; }
test -n "$RESTIC_REPOSITORY" || { echo "/etc/mailupgrade-backup of $MU_HOST names no RESTIC_REPOSITORY"; exit 2; }
# id TAG...: sets ID to the newest snapshot of this host that has the tag; fails where the repository does not answer
id() { i_t=$(restic snapshots --json --host "$MU_HOST" --tag "$1" 2>&1) || return 1; ID=$(printf "%s" "$i_t" | tr "{," "\n\n" | sed -n "s/.*\"short_id\": *\"\([0-9a-f]*\)\".*/\1/p" | tail -n 1); }
