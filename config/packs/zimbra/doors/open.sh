# open.sh: takes the chain away, so that mail and users come in. May be run twice.
# Prints: what is left of it (nothing). Source: iptables(8).
while iptables -C INPUT -j $CHAIN 2>/dev/null; do iptables -D INPUT -j $CHAIN || fail "cannot take the chain out"; done
if iptables -S $CHAIN > /dev/null 2>&1; then
  iptables -F $CHAIN || fail "cannot empty the chain"
  iptables -X $CHAIN || fail "cannot delete the chain"
fi
echo "the chain $CHAIN is gone on $MU_HOST"
