# check-stopped.sh: proves that nothing of the mail system runs: no process of zimbra, no listening port.
# Prints: what is left. The word of zmcontrol is not asked; it needs LDAP. Source: ports [C checkPortConflicts].
n=0
PS=$(ps -u zimbra -o pid=,comm= 2>/dev/null)
while read -r pid comm; do
  test -n "$pid" || continue
  n=$((n + 1))
  test $n -gt 5 || critical "process $comm ($pid) of zimbra still runs on $MU_HOST"
done << EOF
$PS
EOF
WATCHED=' '
for p in 25 465 587 389 636 80 443 110 143 993 995 11211 7025 7071 7072 7073 7110 7143 7306 7993 7995 8080 8443 8735 8736; do
  port $p; WATCHED="$WATCHED$PORT "
done
SS=$(ss -Hltn 2>&1) || unknown "cannot list listening ports: $SS"
while read -r st rq sq local rest; do
  case "$WATCHED" in *" ${local##*:} "*) ;; *) continue ;; esac
  test -z "$MU_ROOT" || case $local in "$MU_ADDR":*) ;; *) continue ;; esac
  critical "port ${local##*:} still listens on $MU_HOST"
done << EOF
$SS
EOF
PERF="processes=$n"
verdict "nothing of zimbra runs or listens on $MU_HOST"
