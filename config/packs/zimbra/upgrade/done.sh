# done.sh: exit 0 = the installer has done its work on this host and is not started again. Looks at the host's own papers only, so that
# a sleeping LDAP never leads to a second installation; services and ledger are for verify.sh. Source: .install_history [C].
read_history
test "$H_STATE" = complete && test "$H_CORE" = "$MU_TO" || { echo "not done on $MU_HOST: history is at '$H_STATE' with ${H_CORE:-nothing}"; exit 1; }
version_of "$(zimbra 'zmcontrol -v')"
test "$VER" = "$MU_TO" || { echo "not done on $MU_HOST: zmcontrol says $VER"; exit 1; }
echo "done on $MU_HOST: $MU_TO"
