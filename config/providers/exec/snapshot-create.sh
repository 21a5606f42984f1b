# snapshot-create.sh: one set over all hosts of the fleet, all or nothing. Runs on the bot's machine; the site's program does the work.
# One failure voids the set: what was made is deleted. Prints: the set's id, made of the members' ids. Codes: 0, or 2 with the reason.
test -n "$MU_SET" && test -x "$MU_PROGRAM" || { echo "this provider needs the name of a set, and the site's own program in the fleet (providers: program)"; exit 2; }
NOTED=${HOME:-/root}/snapshot-sets/$MU_SET
each() { printf "%s\n" "$MU_FLEET" | cut -d " " -f 1; }
# proven: has every host a member, with the id that was noted? Sets WHY when not
proven() {
  WHY="set $MU_SET was never finished"
  test -f "$NOTED" || return 1
  for h in $(each); do
    WHY="set $MU_SET has no member of $h"
    noted=$(sed -n "s/^$h //p" "$NOTED"); test -n "$noted" || return 1
    now=$("$MU_PROGRAM" verify "$MU_SET" "$h" 2>&1) || { WHY="$h: $now"; return 1; }
    WHY="the member of $h is $now, noted was $noted"
    test "$now" = "$noted" || return 1
  done
}
if proven; then echo "set $MU_SET is there already: $(cksum < "$NOTED" | cut -d ' ' -f 1)"; exit 0; fi
mkdir -p "${NOTED%/*}" && : > "$NOTED.new" || exit 2
void() {
  left=
  for h in $(each); do "$MU_PROGRAM" delete "$MU_SET" "$h" > /dev/null 2>&1 || left="$left $h"; done
  rm -f "$NOTED.new"
  echo "the set is void, because $1${left:+; members of$left could not be deleted}. Nothing was changed on any host: services may start again (/rollback), or make the set anew (/retry)"
  exit 2
}
for h in $(each); do
  id=$("$MU_PROGRAM" create "$MU_SET" "$h" 2>&1) || void "$h: $id"
  seen=$("$MU_PROGRAM" verify "$MU_SET" "$h" 2>&1) || void "the store says that $h was made and it is not there: $seen"
  test -n "$id" && test "$seen" = "$id" || void "the member of $h is ${seen:-nothing}, the store said ${id:-nothing}"
  echo "$h $id" >> "$NOTED.new"
  echo "$h $id"
done
mv "$NOTED.new" "$NOTED" || void "the ids could not be noted"
echo "set $MU_SET: $(cksum < "$NOTED" | cut -d ' ' -f 1), $(wc -l < "$NOTED") members"
