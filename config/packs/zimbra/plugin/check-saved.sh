# check-saved.sh: proves that the inventory is there and that what it names can be read. Prints: how many volumes it has.
n=0
if test -s "$SAVED/volumes" && test -s "$SAVED/stores"; then
  while IFS= read -r row; do n=$((n + 1)); done < "$SAVED/volumes"
  read_blobs
else
  critical "no inventory of the Suite is saved on $MU_HOST"
fi
PERF="$PERF volumes=$n"
verdict "$n volumes of $MU_HOST are in the inventory"
