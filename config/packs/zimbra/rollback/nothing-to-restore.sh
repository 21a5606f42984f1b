# nothing-to-restore.sh: exit 0 = there is nothing to put back: no proven set was noted (or it has been restored already), and no
# installer has touched the host. Prints: why.
test ! -f "$STATE/final-set" || { echo "the final set of $MU_HOST is to be restored"; exit 1; }
read_history
test "$H_STATE" = complete && test "$H_CORE" = "$MU_FROM" || { echo "$MU_HOST was touched by an installer"; exit 1; }
echo "$MU_HOST stands at $MU_FROM as in the final set, nothing to restore"
