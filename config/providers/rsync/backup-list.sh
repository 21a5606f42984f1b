# backup-list.sh: the sets in which the host has a copy. Prints: one line `SET FILES BYTES` each.
for m in "$TARGET"/*/"$MU_HOST"; do
  test -d "$m" || continue
  s=${m%/*}
  if test -f "$m/manifest"; then read -r f b x < "$m/manifest"; echo "${s##*/} $f files $b bytes"; else echo "${s##*/} without manifest"; fi
done
