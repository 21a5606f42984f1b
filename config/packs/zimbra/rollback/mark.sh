# mark.sh: notes on the host that a proven final set exists. The set was taken before, so a restored host has no mark: that is how
# nothing-to-restore.sh knows. Prints: the name of the set.
remember
echo "$MU_WITH_SET" > "$STATE/final-set" || fail "cannot write below /var/lib/mailupgrade"
echo "$MU_HOST knows of the set $MU_WITH_SET"
