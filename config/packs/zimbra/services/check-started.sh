# check-started.sh: proves that every service that ran before runs again, and that something listens again on every port that was open.
# Compares with the lists of record.sh, not with "all Running". Prints: how many run, or which do not. Source: zmcontrol status [C 8.8.10].
read_services "$(zimbra 'zmcontrol status')"
judge_services
if test -s "$STATE/ports"; then
  listening
  while read -r p; do case " $LISTENING " in *" $p "*) ;; *) critical "nothing listens on port $p of $MU_HOST, as it did before" ;; esac; done < "$STATE/ports"
fi
verdict "services of $MU_HOST run as before"
