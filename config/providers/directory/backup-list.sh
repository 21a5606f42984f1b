# backup-list.sh: the sets in which the host has a member. Prints: one line `SET FILES BYTES TIME` each; a member without manifest is said.
test -n "$MU_CLUSTER" || { echo "this provider serves practice hosts only"; exit 2; }
for m in "$MU_CLUSTER/backups"/*/"$MU_HOST"; do
  test -d "$m" || continue
  s=${m%/*}; s=${s##*/}
  if test -f "$m/manifest"; then read -r f b c at day time < "$m/manifest"; echo "$s $f files $b bytes $day $time"; else echo "$s without manifest"; fi
done
