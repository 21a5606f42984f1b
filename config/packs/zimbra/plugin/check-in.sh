# check-in.sh: proves that NG is installed, switched on, licensed and answers, that the inventory is the saved one line by line (schedules
# held), that nothing moves blobs, and that one blob of every volume can be read. Prints: blobs read. Source: zmsetup [C] for the switch, dpkg for the package.
test -s "$SAVED/volumes" || { critical "no inventory is saved on $MU_HOST"; verdict; }
dpkg-query -W zimbra-network-modules-ng > /dev/null 2>&1 || critical "Network Modules NG is not installed on $MU_HOST"
NG=$(zimbra 'zmprov -l gs $(zmhostname) zimbraNetworkModulesNGEnabled')
case $NG in *'NGEnabled: TRUE'*) ;; *) critical "Network Modules NG is switched off on $MU_HOST" ;; esac
if read_volumes; then
  as_saved "$SAVED/volumes" "$VOLS" "volumes of $MU_HOST are not those of the inventory"
  if read_stores; then
    as_saved "$SAVED/stores" "$STORES" "store types of $MU_HOST are not those of the inventory"
  else
    critical "NG does not answer on $MU_HOST"
  fi
  read_policy
  test "$POLICY" = "$(cat "$SAVED/policy")" || critical "the policy of $MU_HOST is not the saved one: $POLICY"
  case $(zimbra 'zxsuite core getLicenseInfo') in *valid*true*) ;; *) critical "NG has no valid licence on $MU_HOST" ;; esac
  read_operations
  test -z "$OPERATIONS" || critical "NG of $MU_HOST is at work already:$OPERATIONS"
  if read_schedules; then check_schedules "$(cat "$SAVED/schedules")"
  else critical "NG of $MU_HOST does not tell its schedules"; fi
else
  critical "mailboxd is not running on $MU_HOST: ${V_TEXT##*"$NL"}"
fi
read_blobs
verdict "NG of $MU_HOST has the volumes and the policy, blobs can be read"
