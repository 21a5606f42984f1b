# check-closed.sh: proves on the host that the chain stands first and refuses every door. Seen from outside: probe-closed.sh.
# Prints: closed, or what is missing. Source: iptables -S.
doors_are
case $DOORS in
  closed) ;;
  unreadable) unknown "cannot read the firewall of $MU_HOST: $RULES" ;;
  *) critical "doors of $MU_HOST are $DOORS" ;;
esac
verdict "doors of $MU_HOST are closed"
