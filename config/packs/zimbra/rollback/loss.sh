# loss.sh: what going back would lose: messages that came into mailboxes of this store since open.sh opened its doors, and of how many
# accounts; on an MTA what came into its queue since. Before the doors were opened nothing can be lost. Reads logs only.
# Prints: the figures, for people and after `|`. Source: mailbox.log of 8.8 (`mailop - Adding Message`), postqueue(1).
if test ! -s "$STATE/opened"; then PERF='messages=0 accounts=0'; verdict "nothing came in on $MU_HOST: its doors were never opened"; fi
read -r since < "$STATE/opened"
FROM=$(date -d "@$since" '+%Y-%m-%d %H:%M:%S')
if has_role mailbox; then
  set -- $(for f in "$Z/log/mailbox.log" "$Z"/log/mailbox.log.*; do
    test -f "$f" && test "$(stat -c %Y "$f")" -ge "$since" || test "$f" = "$Z/log/mailbox.log" || continue
    zcat -f "$f" 2> /dev/null
  done | awk -v from="$FROM" '
    /mailop - Adding Message/ && substr($0, 1, 19) >= from { n++; if (match($0, /name=[^;]*/)) who[substr($0, RSTART + 5, RLENGTH - 5)] = 1 }
    END { for (w in who) a++; printf "%d %d", n, a }')
  PERF="messages=${1:-0} accounts=${2:-0}"
  verdict "$1 messages of $2 accounts came to $MU_HOST since $FROM"
fi
before=0; test ! -f "$STATE/queue" || read -r before < "$STATE/queue"
read_queue
test -n "$QUEUE" || unknown "cannot read the queue of $MU_HOST"
n=$((${QUEUE:-0} - before)); test $n -gt 0 || n=0
PERF="messages=$n accounts=0"
verdict "$n messages came into the queue of $MU_HOST since $FROM"
