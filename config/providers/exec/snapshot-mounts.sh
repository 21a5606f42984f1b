# snapshot-mounts.sh: which mount points of the guest MU_HOST does a member of the set hold? The preliminary check compares them with what
# is mounted there. Runs on the bot's machine, reads only. Prints: one mount point a line.
test -x "$MU_PROGRAM" || { echo "this provider needs the site's own program in the fleet (providers: program)"; exit 2; }
"$MU_PROGRAM" mounts "$MU_HOST" < /dev/null 2>&1
