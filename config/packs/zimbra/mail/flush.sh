# flush.sh: sends out what can be delivered and writes down how many messages are left. Senders keep theirs for days.
# Prints: the number left. Source: postqueue(1), trailer `-- N Kbytes in N Requests.`
zimbra 'postqueue -f'
remember
Q=$(zimbra 'postqueue -p')
LAST=${Q##*"$NL"}
case $LAST in
  *'queue is empty'*) n=0 ;;
  '-- '*' in '*) n=${LAST##* in }; n=${n%% *} ;;
  *) printf '%s\n' "$LAST"; fail "cannot read the queue of $MU_HOST" ;;
esac
test -f "$STATE/queue" || echo "$n" > "$STATE/queue"
echo "$n messages wait on $MU_HOST"
