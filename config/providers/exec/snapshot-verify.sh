# snapshot-verify.sh: proves that every host's member is there and is the one that was made. Nagios codes. Prints: the set's id.
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
proven || { echo "CRITICAL - $WHY"; exit 2; }
echo "OK - set $MU_SET is whole: $(cksum < "$NOTED" | cut -d ' ' -f 1), $(wc -l < "$NOTED") members"
