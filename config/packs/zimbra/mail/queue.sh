# queue.sh: proves that the queue drains after the doors are open, and what became of every message that waited when they were closed or came
# in until they were opened: delivered, given back, still waiting, or lost, which is named. A message is followed through the content filter
# by `queued as`. Our own probe mail and postfix's own notices are not counted. Reads the queue and the mail log only.
# Prints: figures after `|`, `LOST: ID SENDER RECIPIENT` each. Source: postqueue(1), log lines of postfix 3 (smtpd, cleanup, qmgr, lmtp, smtp, bounce).
before=0
test ! -f "$STATE/queue" || read -r before < "$STATE/queue"
bytes='' sum=''
test ! -s "$STATE/mail-log" || read -r bytes sum < "$STATE/mail-log"
# Three looks in this order: a message that comes in after the first is not counted, one that leaves after the second is in the third.
lines=$(test -z "$bytes" || mail_log_since "$bytes" "$sum" | wc -l)
test ! -s "$STATE/opened-lines" || read -r lines < "$STATE/opened-lines"
Q=$(zimbra 'postqueue -p')
LAST=${Q##*"$NL"}
case $LAST in
  *'queue is empty'*) n=0 ;;
  '-- '*' in '*) n=${LAST##* in }; n=${n%% *} ;;
  *) n=0; unknown "cannot read the queue of $MU_HOST: $LAST" ;;
esac
PERF="waiting=$n before=$before"
test "$n" -le "$((before + 50))" || warning "$n messages wait on $MU_HOST, $before before the doors were closed"
if test -z "$bytes"; then
  warning "what became of the mail that waited on $MU_HOST is not known: nobody noted it before"
elif ! mail_log_since "$bytes" "$sum" > /dev/null; then
  warning "what became of the mail that waited on $MU_HOST is not known: its log is gone"
else
  queue_rows "$Q"
  set -f
  set -- $(set +f; mail_log_since "$bytes" "$sum" | ROWS=$ROWS awk -v limit="${lines:-0}" -v old="$STATE/queue-rows" '
    BEGIN {
      while ((getline l < old) > 0) if (split(l, w, " ") == 3) { waited[w[1]] = 1; from[w[1]] = w[2]; to[w[1]] = w[3] }
      k = split(ENVIRON["ROWS"], r, "\n"); for (i = 1; i <= k; i++) if (split(r[i], w, " ")) now[w[1]] = 1
    }
    match($0, /postfix[^ ]*\/[a-z]+\[[0-9]+\]: [0-9A-Za-z]+: /) {
      head = substr($0, RSTART, RLENGTH); rest = substr($0, RSTART + RLENGTH)
      prog = head; sub(/\[.*/, "", prog); sub(/.*\//, "", prog)
      id = head; sub(/.*\]: /, "", id); sub(/: $/, "", id)
      if (prog == "cleanup" && rest ~ /^message-id=/) {
        if (!(id in waited)) { if (NR <= limit) came[id] = 1; else late[id] = 1 }
        if (rest ~ /@mailupgrade\.invalid>/) own[id] = 1
      } else if (prog == "qmgr" && rest ~ /^from=</) {
        s = rest; sub(/^from=</, "", s); sub(/>.*/, "", s); if (!(id in from)) from[id] = s == "" ? "MAILER-DAEMON" : s
        if (match(rest, /nrcpt=[0-9]+/)) rcpt[id] = substr(rest, RSTART + 6, RLENGTH - 6)
        if (rest ~ /status=expired/) back[id] = 1
      } else if (rest ~ /^to=</) {
        s = rest; sub(/^to=</, "", s); sub(/>.*/, "", s); if (!(id in to)) to[id] = s
        if (rest ~ /status=sent/) {
          sent[id]++
          if (rest ~ /relay=[^ ]*\[(127\.|::1)/ && match(rest, /queued as [0-9A-Za-z]+/)) { x = substr(rest, RSTART + 10, RLENGTH - 10); onward[id] = x; part[x] = 1 }
        } else if (rest ~ /status=(bounced|expired)/) back[id] = 1
      } else if (rest ~ /notification: [0-9A-Za-z]+$/) { x = rest; sub(/.*: /, "", x); part[x] = 1 }
      else if (rest ~ /^removed/ && prog != "postsuper") gone[id] = 1
    }
    function fate(id, deep) {
      if (id in onward && deep < 8 && (onward[id] in came || onward[id] in late)) return fate(onward[id], deep + 1)
      if (id in back) return "back"
      if (id in gone && id in sent) return "sent"
      if (id in now) return "waits"
      return sent[id] > 0 && sent[id] >= rcpt[id] && id in rcpt ? "sent" : "lost"
    }
    function count(id, kind) {
      if (id in own || (kind == "d" && id in part)) return
      t[kind]++; f = fate(id, 0); t[f]++
      if (f == "lost") names = names " " id "|" (id in from ? from[id] : "unknown") "|" (id in to ? to[id] : "unknown")
    }
    END {
      for (id in waited) count(id, "b")
      for (id in came) count(id, "d")
      printf "%d %d %d %d %d %d%s", t["b"], t["d"], t["sent"], t["back"], t["waits"], t["lost"], names
    }')
  PERF="before=$1 during=$2 delivered=$3 given-back=$4 waiting=$5 lost=$6"
  lost=$6
  shift 6
  test "$lost" -eq 0 || critical "$lost messages lost from the queue of $MU_HOST: ${1%%|*}"
  for row; do from=${row#*|}; note "LOST: ${row%%|*} ${from%|*} ${from##*|}"; done
fi
verdict "$n messages wait on $MU_HOST"
