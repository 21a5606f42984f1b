# close.sh: a firewall chain of our own refuses mail and users; the cluster, the testers and the host itself pass. May be run twice.
iptables -N $CHAIN 2> /dev/null || iptables -F $CHAIN || fail "cannot make the chain $CHAIN"
iptables -A $CHAIN -i lo -j ACCEPT || fail "cannot let the host itself pass"
printf '%s\n' "$MU_FLEET" | while read -r n a rest; do iptables -A $CHAIN -s "$a" -j ACCEPT || exit 1; done || fail "cannot let the cluster pass"
for a in $MU_TESTERS; do iptables -A $CHAIN -s "${a%,}" -j ACCEPT || fail "cannot let $a pass"; done
iptables -A $CHAIN -p tcp -m multiport --dports 25,465,587,110,143,993,995,4190 -j REJECT --reject-with tcp-reset || fail "cannot close"
iptables -C INPUT -j $CHAIN 2> /dev/null || iptables -I INPUT 1 -j $CHAIN || fail "cannot put the chain first"
echo "doors of $MU_HOST are shut"
