# out.sh: takes the Suite out with its own installer (-u). Its configuration and licence stay behind; mailboxd is restarted.
# Without a saved inventory, or while an operation of the Suite may run, nothing is removed. Prints: what the installer says.
# Source: Zextras Suite [M], restart [D].
test -s "$SAVED/volumes" || fail "no inventory is saved on $MU_HOST: the Suite is not removed"
test -x "$SUITE/install.sh" || fail "there is no installer of the Suite in /opt/zextras_suite"
if test -d "$Z/lib/ext/zextras"; then # where it is out already nobody is left to answer
  zimbra 'zxsuite hsm doStopAllOperations; zxsuite backup doStopAllOperations'
  LEFT=$(zimbra 'zxsuite hsm getAllOperations') || { printf '%s\n' "$LEFT"; fail "the Suite of $MU_HOST does not answer: whether a blob is on its way is not known, nothing is removed"; }
  LEFT="$LEFT$NL$(zimbra 'zxsuite backup getAllOperations')"
  case $LEFT in *' name '*) printf '%s\n' "$LEFT"; fail "an operation of the Suite does not stop on $MU_HOST: a blob may be on its way, nothing is removed" ;; esac
fi
( cd "$SUITE" && exec ./install.sh -u all < /dev/null ) || echo "its installer ended with a fault; what really is, is looked at next"
wait_for_mailboxd || echo "mailboxd did not come up within 5 min"
