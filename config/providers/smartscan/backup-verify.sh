# backup-verify.sh: has the set's scan ended, and is the module's store valid and there? Nagios codes. Prints: where it lies and its size.
test -s "$NOTE" || { echo "there is no scan of $MU_HOST in set $MU_SET"; exit 2; }
read -r ID < "$NOTE"
ops=$(as_zimbra 'zxsuite backup getAllOperations') || { echo "operations of $MU_HOST cannot be read"; exit 3; }
case $ops in *"$ID"*) echo "scan $ID of $MU_HOST still runs"; exit 3 ;; esac
info=$(as_zimbra 'zxsuite backup getBackupInfo') || { echo "the module of $MU_HOST does not answer"; exit 3; }
VALID= AT=
while read -r k v; do case $k in valid*) VALID=$v ;; *[Pp]ath*) AT=$v ;; esac; done << END
$info
END
test "$VALID" = true || { echo "the store of backups of $MU_HOST is not valid or not initialised: ${VALID:-no answer}"; exit 2; }
KB=$(timeout 600 du -sk "$MU_ROOT$AT" 2> /dev/null | cut -f 1)
test -n "$AT" && test "${KB:-0}" -gt 0 || { echo "the store of backups of $MU_HOST at ${AT:-an unknown place} cannot be read or is empty"; exit 2; }
echo "scan $ID of $MU_HOST is in $AT |size=${KB}KB"
