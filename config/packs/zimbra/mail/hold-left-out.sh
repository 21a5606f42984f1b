# hold-left-out.sh: mail for a store that was left out stays in the queue of this MTA: LMTP to it is refused here, so postfix defers, and
# half a mailboxd over there cannot take or bounce anything. Nothing left out: what an earlier call set is taken away. May be run twice.
# Prints: for whom mail is held. Source: iptables(8); postfix defers on a refused connection, maximal_queue_lifetime (5d) is its patience.
hold_left_out
if test -n "$HELD"; then echo "mail for$HELD waits in the queue of $MU_HOST"; else echo "no host was left out, mail of $MU_HOST goes everywhere"; fi
