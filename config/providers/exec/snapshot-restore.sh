# snapshot-restore.sh: puts every host back from the set. All members are proven before the first host is switched off. A disk that has
# the same id as before was not restored, whatever the store says. A host that is back already (a run that was cut off) is left as it is.
# Prints: each host's new disk. Codes: 0, or 2 with the reason.
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
proven || { echo "$WHY; nothing is changed"; exit 2; }
for h in $(each); do
  if grep -q "^$h " "$NOTED.restored" 2> /dev/null; then continue; fi
  before=$("$MU_PROGRAM" disk "$h") || { echo "the disk of $h has no id: $before; it is not touched"; exit 2; }
  said=$("$MU_PROGRAM" power "$h" off 2>&1) && test "$said" = off || { echo "$h does not go off: $said"; exit 2; }
  said=$("$MU_PROGRAM" restore "$MU_SET" "$h" 2>&1) || { echo "$h was not restored: $said; its console says:"; "$MU_PROGRAM" console "$h" | tail -n 5; exit 2; }
  after=$("$MU_PROGRAM" disk "$h")
  test -n "$after" && test "$after" != "$before" || { "$MU_PROGRAM" power "$h" on > /dev/null; echo "the restore of $h changed nothing: its disk is still $before"; exit 2; }
  echo "$h $after" >> "$NOTED.restored"
  echo "$h is on disk $after"
done
for h in $(each); do
  said=$("$MU_PROGRAM" power "$h" on 2>&1) && test "$said" = on || { echo "$h does not come up: $said; its console says:"; "$MU_PROGRAM" console "$h" | tail -n 5; exit 2; }
done
rm -f "$NOTED.restored"
echo "all hosts are back on set $MU_SET"
