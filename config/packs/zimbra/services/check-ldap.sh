# check-ldap.sh: proves that the LDAP master answers a question, not only that a process is there.
# Prints: how many servers the ledger has. Source: zmprov -l gas [C].
GAS=$(zimbra 'zmprov -l gas')
n=0
while read -r s x; do case $s in *.*) test -n "$x" || n=$((n + 1)) ;; esac; done << EOF
$GAS
EOF
test $n -gt 0 || critical "LDAP of $MU_HOST does not answer"
PERF="servers=$n"
verdict "LDAP of $MU_HOST answers"
