# snapshot-growth.sh: how far the set has grown and what is left on the store, asked during the run. A store that fills up stops every host
# on it. Nagios codes by with: { warn-mib, critical-mib } of what is left.
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
sum=0 grown=
for h in $(each); do
  size=$("$MU_PROGRAM" size "$MU_SET" "$h" 2>&1)
  # Not every store says how much a member holds alone. What is left is what counts.
  case $size in '' | *[!0-9]*) sum= grown="how far the set has grown is not told ($size)"; break ;; esac
  sum=$((sum + size / 1048576))
done
test -z "$sum" || grown="the set has grown to $sum MiB"
free=$("$MU_PROGRAM" free - 2>&1) || { echo "UNKNOWN - $free"; exit 3; }
case $free in '' | *[!0-9]*) echo "UNKNOWN - the store says '$free'"; exit 3 ;; esac
free=$((free / 1048576))
code=0 word=OK
test "$free" -ge "${MU_WITH_WARN_MIB:-1024}" || { code=1 word=WARNING; }
test "$free" -ge "${MU_WITH_CRITICAL_MIB:-256}" || { code=2 word=CRITICAL; }
echo "$word - $grown, $free MiB are left on the store |${sum:+grown=${sum}MB }free=${free}MB"
exit $code
