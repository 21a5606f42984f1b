# hold-left-out.sh: mail for a store that was left out stays in the queue of this MTA: LMTP to it is refused here, so postfix defers, and
# half a mailboxd over there cannot take or bounce anything. Nothing left out: what an earlier call set is taken away. May be run twice.
# Prints: for whom mail is held. Source: iptables(8); postfix defers on a refused connection, maximal_queue_lifetime (5d) is its patience.
CHAIN_OUT=MAILUPGRADE-OUT
iptables -N $CHAIN_OUT 2> /dev/null || iptables -F $CHAIN_OUT || fail "cannot make the chain $CHAIN_OUT"
held=
while read -r name address site roles; do
  case " $MU_LEFT_OUT " in *" $name "*) ;; *) continue ;; esac
  port 7025
  iptables -A $CHAIN_OUT -d "$address" -p tcp -m multiport --dports "$PORT" -j REJECT --reject-with tcp-reset || fail "cannot hold mail for $name"
  held="$held $name"
done << EOF
$MU_FLEET
EOF
if test -n "$held"; then
  iptables -C OUTPUT -j $CHAIN_OUT 2> /dev/null || iptables -I OUTPUT 1 -j $CHAIN_OUT || fail "cannot put the chain first"
  echo "mail for$held waits in the queue of $MU_HOST"
else
  while iptables -C OUTPUT -j $CHAIN_OUT 2> /dev/null; do iptables -D OUTPUT -j $CHAIN_OUT || fail "cannot take the chain out"; done
  iptables -X $CHAIN_OUT || fail "cannot delete the chain"
  echo "no host was left out, mail of $MU_HOST goes everywhere"
fi
