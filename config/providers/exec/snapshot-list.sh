# snapshot-list.sh: the sets in which hosts have members. Prints: `HOST SET ID` a line.
test -x "$MU_PROGRAM" || { echo "this provider needs the site's own program in the fleet (providers: program)"; exit 2; }
for h in $(printf '%s\n' "$MU_FLEET" | cut -d ' ' -f 1); do "$MU_PROGRAM" list "$h" | sed "s/^/$h /"; done
