# check-open.sh: proves that no rule of ours is left.
! iptables -S | grep -q $CHAIN || critical "rules of ours are left on $MU_HOST"
verdict "doors of $MU_HOST are open"
