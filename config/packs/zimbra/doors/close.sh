# close.sh: mail and users stay outside, by a firewall chain of our own. Testers and the hosts of the cluster pass.
# It does not hang on services: an installer may start and stop what it likes. May be run twice; the chain is filled before it counts.
# Prints: the chain. Source: iptables(8), multiport takes at most 15 ports.
iptables -N $CHAIN 2>/dev/null || iptables -F $CHAIN || fail "cannot make the chain $CHAIN"
while read -r name address site roles; do
  test -n "$address" || continue
  iptables -A $CHAIN -s "$address" -j ACCEPT || fail "cannot let $name pass"
done << EOF
$MU_FLEET
EOF
for t in $MU_TESTERS; do iptables -A $CHAIN -s "${t%,}" -j ACCEPT || fail "cannot let the tester $t pass"; done
door_ports "$DOORS_A"; iptables -A $CHAIN -p tcp -m multiport --dports "$DP" -j REJECT --reject-with tcp-reset || fail "cannot close $DP"
door_ports "$DOORS_B"; iptables -A $CHAIN -p tcp -m multiport --dports "$DP" -j REJECT --reject-with tcp-reset || fail "cannot close $DP"
iptables -C INPUT -j $CHAIN 2>/dev/null || iptables -I INPUT 1 -j $CHAIN || fail "cannot put the chain first"
iptables -S $CHAIN
