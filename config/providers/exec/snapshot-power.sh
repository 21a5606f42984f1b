# snapshot-power.sh: with: { host, power }: switches a host on or off, or asks. Prints: on or off.
test -x "$MU_PROGRAM" || { echo "this provider needs the site's own program in the fleet (providers: program)"; exit 2; }
# shellcheck disable=SC2086
exec "$MU_PROGRAM" power "$MU_WITH_HOST" $MU_WITH_POWER
