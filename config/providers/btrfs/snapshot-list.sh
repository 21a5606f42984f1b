# snapshot-list.sh: the sets in which the host has a member. Prints: one line `SET ID TIME` each; a member without manifest is said.
test -n "$MU_CLUSTER" || { echo "this provider needs MU_CLUSTER of the host"; exit 2; }
for m in "$MU_CLUSTER/snapshots"/*/"$MU_HOST"; do
  test -d "$m" || continue
  s=${m%/*}; s=${s##*/}
  if test -f "$m/manifest"; then read -r id parent at day time < "$m/manifest"; echo "$s $id $day $time"; else echo "$s without manifest"; fi
done
