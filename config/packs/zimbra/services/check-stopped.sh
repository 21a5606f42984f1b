# check-stopped.sh: proves that nothing of the mail system runs: no process of zimbra, no listening port. A process in state D waits in the
# kernel, nearly always for a far volume, and no signal ends it: it is named with the volume that does not answer, because waiting or
# killing is no way out of that. The word of zmcontrol is not asked; it needs LDAP.
# Prints: what is left. Source: ps(1) process states; ports [C checkPortConflicts].
n=0 hung='' left=''
PS=$(ps -u zimbra -o pid=,stat=,comm= 2>/dev/null)
while read -r pid stat comm; do
  test -n "$pid" || continue
  case $stat in Z*) continue ;; D*) hung="$hung $comm ($pid)" ;; esac
  n=$((n + 1))
  case $stat in D*) ;; *) left="$left $comm ($pid)" ;; esac
done << EOF
$PS
EOF
if test -n "$hung"; then
  silent=
  while read -r v_name v_path v_kind; do
    test -n "$v_path" || continue
    case " $silent " in *" $v_path "*) continue ;; esac
    timeout $LONG stat -f "$MU_ROOT$v_path" > /dev/null 2>&1
    test $? -ne 124 || silent="$silent $v_name at $v_path"
  done << EOF
$MU_VOLUMES
$(test ! -s "$SAVED/volumes" || while IFS='|' read -r v1 v2 v3 v4 v5; do case $v4 in /mnt/* | /srv/* | /media/*) echo "$v2 $v4 file" ;; esac; done < "$SAVED/volumes")
EOF
  critical "process$hung of zimbra hangs on $MU_HOST (state D) and takes no signal"
  test -z "$silent" || note "does not answer within $LONG s:$silent"
fi
test -z "$left" || critical "of zimbra still run on $MU_HOST:$left"
listening || unknown "cannot list listening ports: $LISTENING"
test -z "$LISTENING" || critical "ports still listen on $MU_HOST:$LISTENING"
PERF="processes=$n"
verdict "nothing of zimbra runs or listens on $MU_HOST"
