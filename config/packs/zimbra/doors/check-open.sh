# check-open.sh: proves on the host that no rule of ours is left. Seen from outside: probe-open.sh.
# Prints: open, or what is left. Source: iptables -S.
doors_are
case $DOORS in
  open) ;;
  unreadable) unknown "cannot read the firewall of $MU_HOST: $RULES" ;;
  *) critical "doors of $MU_HOST are $DOORS" ;;
esac
verdict "doors of $MU_HOST are open"
