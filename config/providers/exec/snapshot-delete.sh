# snapshot-delete.sh: removes the set's members, by a person's order only. May be called twice.
test -n "$MU_SET" && test -x "$MU_PROGRAM" || { echo "this provider needs the name of a set, and the site's own program in the fleet (providers: program)"; exit 2; }
NOTED=${HOME:-/root}/snapshot-sets/$MU_SET
each() { printf "%s\n" "$MU_FLEET" | cut -d " " -f 1; }
for h in $(each); do said=$("$MU_PROGRAM" delete "$MU_SET" "$h" 2>&1) || { echo "the member of $h could not be removed: $said"; exit 2; }; done
rm -f "$NOTED"
echo "set $MU_SET removed"
