# check-closed.sh: proves on the host that the chain stands first and refuses. From outside: probe-closed.sh.
first=$(iptables -S INPUT | sed -n 2p)
test "$first" = "-A INPUT -j $CHAIN" || critical "the first rule is '${first:-none}'"
iptables -S $CHAIN 2> /dev/null | grep -q -- '--dports 25,465,587,110,143,993,995,4190 -j REJECT' || critical "the chain does not refuse"
verdict "doors of $MU_HOST are closed"
