# check-taken.sh: is the state of this store written down?
test -s "$NIGHT/state" && test "$(wc -l < "$NIGHT/state")" -gt 1 || critical "nothing was written down on $MU_HOST"
verdict "$(($(wc -l < "$NIGHT/state") - 1)) folders of $MU_HOST are written down"
