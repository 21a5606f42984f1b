# stop.sh: stops every service of the mail system on the host. With MU_WITH_FORCE=yes what stays is killed; only the way back
# uses that, where the whole disk is put back afterwards. Prints: what zmcontrol says. Source: zmcontrol stop [C 8.8.10].
zimbra 'zmcontrol stop'
rc=$?
if test $rc -ne 0; then echo "zmcontrol stop ended with code $rc"; fi
if test "$MU_WITH_FORCE" = yes && test -n "$(ps -u zimbra -o pid= 2>/dev/null)"; then
  echo "killing what is left of zimbra"
  pkill -9 -u zimbra
  case $(ps -u zimbra -o stat= 2> /dev/null) in *D*) echo "a process in state D takes no signal: its volume has to answer first, or the host has to be reset by its console" ;; esac
  exit 0
fi
exit $rc
