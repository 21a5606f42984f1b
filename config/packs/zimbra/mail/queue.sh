# queue.sh: proves that the queue drains after the doors are open: no more waits than before they were closed.
# Prints: messages waiting. Source: postqueue -p.
Q=$(zimbra 'postqueue -p')
LAST=${Q##*"$NL"}
case $LAST in
  *'queue is empty'*) n=0 ;;
  '-- '*' in '*) n=${LAST##* in }; n=${n%% *} ;;
  *) n=0; unknown "cannot read the queue of $MU_HOST: $LAST" ;;
esac
before=0
test ! -f "$STATE/queue" || read -r before < "$STATE/queue"
PERF="waiting=$n before=$before"
test "$n" -le "$((before + 50))" || warning "$n messages wait on $MU_HOST, $before before the doors were closed"
verdict "$n messages wait on $MU_HOST"
