# probe-closed.sh: proves from outside (the bot's own machine) that no door of the cluster answers, every one tried. Prints: how many.
# A port counts as open when it takes a connection and does not drop it at once. Source: bash /dev/tcp; ports as mapped by MU_PORTS.
probe_doors all
test "$TRIED" -gt 0 || unknown "there is no door to try"
test -z "$ANSWERED" || critical "doors answer from outside:$ANSWERED"
PERF="tried=$TRIED"
verdict "$TRIED doors tried from outside, none answers"
