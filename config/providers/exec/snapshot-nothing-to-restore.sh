# snapshot-nothing-to-restore.sh: exit 0 = no set was finished, so no host was changed since and there is nothing to put back. Prints: why.
test -n "$MU_SET" || { echo "this provider needs the name of a set"; exit 2; }
test ! -f "${HOME:-/root}/snapshot-sets/$MU_SET" || { echo "set $MU_SET is to be restored"; exit 1; }
echo "set $MU_SET was never finished: nothing to restore"
