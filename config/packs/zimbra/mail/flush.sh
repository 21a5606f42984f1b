# flush.sh: sends out what can be delivered and writes down how many messages are left, which they are, and where the mail log stands: from
# that queue.sh tells what became of them. Senders outside keep theirs for days.
# Prints: the number left. Source: postqueue(1), trailer `-- N Kbytes in N Requests.`
zimbra 'postqueue -f'
remember
mail_log_mark                                  # before the list: what is delivered in between is in the log
Q=$(zimbra 'postqueue -p')
LAST=${Q##*"$NL"}
case $LAST in
  *'queue is empty'*) n=0 ;;
  '-- '*' in '*) n=${LAST##* in }; n=${n%% *} ;;
  *) printf '%s\n' "$LAST"; fail "cannot read the queue of $MU_HOST" ;;
esac
if test ! -f "$STATE/queue"; then
  queue_rows "$Q"
  printf '%s\n' "$MARK" > "$STATE/mail-log"
  printf '%s\n' "$ROWS" > "$STATE/queue-rows"
  echo "$n" > "$STATE/queue"
fi
echo "$n messages wait on $MU_HOST"
