# start.sh: starts the services of the host. Prints: what zmcontrol says. Its exit code decides nothing: a mailboxd that takes
# longer than 60 s counts as failed there and comes up all the same; check-started.sh looks. Source: zmcontrol start [C 8.8.10].
zimbra 'zmcontrol start'
rc=$?
! has_role mailbox || wait_for_mailboxd || echo "mailboxd did not come up within 5 min"
test $rc -eq 0 || echo "zmcontrol start ended with code $rc; what really runs is looked at next"
exit 0
