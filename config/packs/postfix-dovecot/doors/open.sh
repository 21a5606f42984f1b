# open.sh: takes the chain away. May be run twice.
while iptables -C INPUT -j $CHAIN 2> /dev/null; do iptables -D INPUT -j $CHAIN || fail "cannot take the chain out"; done
if iptables -S $CHAIN > /dev/null 2>&1; then iptables -F $CHAIN && iptables -X $CHAIN || fail "cannot delete the chain"; fi
echo "doors of $MU_HOST are open"
