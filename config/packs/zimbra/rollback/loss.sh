# loss.sh: what going back would lose: messages that came into mailboxes of this store since open.sh opened its doors, and of how many
# accounts; on an MTA what came into its queue since. Before the doors were opened nothing can be lost. Reads logs only.
# Prints: the figures, for people and after `|`; none where they are not known, which does not stop the way back. Source: mailbox.log of 8.8
# (`mailop - Adding Message`), postqueue(1).
if test ! -s "$STATE/opened"; then PERF='messages=0 accounts=0'; verdict "nothing came in on $MU_HOST: its doors were never opened"; fi
read -r since < "$STATE/opened"
FROM=$(date -d "@$since" '+%Y-%m-%d %H:%M:%S')
if has_role mailbox; then
  bytes='' sum='' MAILLOG=$Z/log/mailbox.log
  test ! -s "$STATE/mailbox-log" || read -r bytes sum < "$STATE/mailbox-log"
  # from a place in the log, not from a time: a clock that is set back must not hide what came
  if test -z "$bytes" || ! mail_log_since "$bytes" "$sum" > /dev/null; then
    warning "what came to $MU_HOST since $FROM is not known: its log of that time is gone"
    verdict ''
  fi
  set -- $(mail_log_since "$bytes" "$sum" | awk '
    /mailop - Adding Message/ { n++; if (match($0, /name=[^;]*/)) who[substr($0, RSTART + 5, RLENGTH - 5)] = 1 }
    END { for (w in who) a++; printf "%d %d", n, a }')
  PERF="messages=$1 accounts=$2"
  verdict "$1 messages of $2 accounts came to $MU_HOST since $FROM"
fi
before=0; test ! -f "$STATE/queue" || read -r before < "$STATE/queue"
read_queue
if test -z "$QUEUE"; then warning "cannot read the queue of $MU_HOST"; verdict ''; fi
n=$((QUEUE - before)); test $n -gt 0 || n=0
PERF="messages=$n accounts=0"
verdict "$n messages came into the queue of $MU_HOST since $FROM"
