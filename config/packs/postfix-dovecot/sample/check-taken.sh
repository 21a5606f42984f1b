# check-taken.sh: is the state of this store written down?
test -s "$NIGHT/state" || critical "nothing was written down on $MU_HOST"
verdict "$(($(wc -l < "$NIGHT/state") - 1)) folders of $MU_HOST are written down"
