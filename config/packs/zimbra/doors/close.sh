# close.sh: mail and users stay outside, by a firewall chain of our own, for IPv4 and IPv6. Testers, the hosts of the cluster and the host
# itself pass. It does not hang on services: an installer may start and stop what it likes. May be run twice; the chain is filled before
# it counts. Prints: the chain. Source: iptables(8), ip6tables(8), multiport takes at most 15 ports.
firewalls
for fw in $FIREWALLS; do
  $fw -N $CHAIN 2>/dev/null || $fw -F $CHAIN || fail "cannot make the chain $CHAIN in $fw"
  $fw -A $CHAIN -i lo -j ACCEPT || fail "cannot let the host itself pass in $fw"
  for a in $(while read -r name address site roles; do echo "$address"; done << EOF
$MU_FLEET
EOF
  ) ${MU_TESTERS}; do
    a=${a%,}
    case $fw/$a in iptables/*:* | ip6tables/*.*) continue ;; esac
    $fw -A $CHAIN -s "$a" -j ACCEPT || fail "cannot let $a pass in $fw"
  done
  door_ports "$DOORS_A"; $fw -A $CHAIN -p tcp -m multiport --dports "$DP" -j REJECT --reject-with tcp-reset || fail "cannot close $DP in $fw"
  door_ports "$DOORS_B"; $fw -A $CHAIN -p tcp -m multiport --dports "$DP" -j REJECT --reject-with tcp-reset || fail "cannot close $DP in $fw"
  $fw -C INPUT -j $CHAIN 2>/dev/null || $fw -I INPUT 1 -j $CHAIN || fail "cannot put the chain first in $fw"
  $fw -S $CHAIN
done
