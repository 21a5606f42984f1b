# check-saved.sh: proves that the inventory is there and that what it names can be read, and warns of what the plugin worked at although all of
# it was held. Prints: how many volumes it has.
n=0
if test -s "$SAVED/volumes" && test -s "$SAVED/stores"; then
  while IFS= read -r row; do n=$((n + 1)); done < "$SAVED/volumes"
  read_blobs
  test ! -s "$SAVED/operations" || warning "began on $MU_HOST although schedules are held, and was stopped:$(cat "$SAVED/operations")"
else
  critical "no inventory of the Suite is saved on $MU_HOST"
fi
PERF="$PERF volumes=$n"
verdict "$n volumes of $MU_HOST are in the inventory"
