# out.sh: takes the Suite out with its own installer (-u). Its configuration and licence stay behind; mailboxd is restarted.
# Without a saved inventory nothing is removed. Prints: what the installer says. Source: Zextras Suite [M], restart [D].
test -s "$SAVED/volumes" || fail "no inventory is saved on $MU_HOST: the Suite is not removed"
test -x "$SUITE/install.sh" || fail "there is no installer of the Suite in /opt/zextras_suite"
zimbra 'zxsuite hsm doStopAllOperations; zxsuite backup doStopAllOperations'
read_operations
case $OPERATIONS in ?*) printf '%s\n' "$ro_t"; fail "an operation of the Suite does not stop on $MU_HOST: a blob may be on its way, nothing is removed" ;; esac
( cd "$SUITE" && exec ./install.sh -u all < /dev/null ) || echo "its installer ended with a fault; what really is, is looked at next"
wait_for_mailboxd || echo "mailboxd did not come up within 5 min"
