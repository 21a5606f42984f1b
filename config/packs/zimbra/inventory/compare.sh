# compare.sh: what of the noted things is gone or another one: the list of what has to be applied again. Each is a warning, none stops the
# night. Prints: nothing to do, or how many and which. Source: facts 2.9 no. 7, 8, 10.
test -s "$STATE/inventory" || test -z "$MU_WITH_AFTERCARE" || unknown "what people had made on $MU_HOST is not noted any more"
test -s "$STATE/inventory" || verdict "nothing was noted on $MU_HOST"
NOW="$NL$(customs)$NL"
n=0
while IFS='|' read -r kind name sum; do
  case $NOW in
    *"$NL$kind|$name|$sum$NL"*) ;;
    *"$NL$kind|$name|"*) n=$((n + 1)); warning "$kind changed on $MU_HOST: $name" ;;
    *) n=$((n + 1)); warning "$kind gone on $MU_HOST: $name" ;;
  esac
done < "$STATE/inventory"
PERF="again=$n"
verdict "nothing has to be applied again on $MU_HOST"
