# snapshot-console.sh: with: { host }: the last lines of a host's console, for one that does not come up.
test -x "$MU_PROGRAM" || { echo "this provider needs the site's own program in the fleet (providers: program)"; exit 2; }
exec "$MU_PROGRAM" console "$MU_WITH_HOST"
