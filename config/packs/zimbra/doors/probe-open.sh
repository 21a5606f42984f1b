# probe-open.sh: proves from outside (the bot's own machine) that every host with doors answers on one of them. Prints: how many answer.
# Before the night it shows that the probe works at all: a probe that sees nothing open proves nothing when it sees nothing later.
probe_doors
test "$TRIED" -gt 0 || unknown "there is no door to try"
for h in $SILENT; do critical "no door of $h answers from outside"; done
n=0; for a in $ANSWERED; do n=$((n + 1)); done
PERF="tried=$TRIED answered=$n"
verdict "$n of $TRIED doors answer from outside"
