# snapshot-probe.sh: can a member of every host be made now? Runs on the bot's machine. The site's program is asked for `probe SET HOST`: it makes one,
# proves it and deletes it again, or says `not tried:` and what it knows where that would hold a running host up. Leaves nothing behind, may be
# asked at any time and twice. Prints: the worst first, then each host. Nagios codes: 2 one cannot be made, 1 not tried or left behind, 3 not known.
test -n "$MU_SET" && test -x "$MU_PROGRAM" || { echo "whether snapshots can be made is not known: this provider needs the name of a set, and the site's own program in the fleet (providers: program)"; exit 3; }
worst=0 first= all= n=0
for h in $(printf "%s\n" "$MU_FLEET" | cut -d " " -f 1); do
  n=$((n + 1))
  said=$("$MU_PROGRAM" probe "$MU_SET" "$h" 2>&1 < /dev/null); rc=$?
  said=${said##*
}
  case $rc,$said in
    0,'not tried: '?*) code=1 line="whether a snapshot of $h can be made was asked, not tried: ${said#not tried: }" ;;
    0,?*) code=0 line="a snapshot of $h can be made: $said" ;;
    *) code=2 line="no snapshot of $h can be made: ${said:-the program ended with $rc and says nothing}" ;;
  esac
  test $code -le $worst || { worst=$code first=$line; }
  all="$all
$line"
done
test $n -gt 0 || { echo "whether snapshots can be made is not known: the fleet has no host"; exit 3; }
printf '%s%s\n' "${first:-snapshots of $n hosts can be made}" "$all"
exit $worst
