# start.sh: starts what the host had. May be run twice.
daemons
rm -f $HELD
! has_role ldap || running slapd || slapd -f /etc/ldap/lab/slapd.conf -h "ldap://$MU_ADDR ldap://127.0.0.1" || fail "slapd does not start"
! has_role mailbox || running dovecot || dovecot || fail "dovecot does not start"
! has_role mta || running master || postfix start || fail "postfix does not start"
echo "services of $MU_HOST:$DAEMONS told to start"
