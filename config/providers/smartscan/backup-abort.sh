# backup-abort.sh: stops the scan that this set began, by the module's own command, and proves that no scan runs on the host any more and that the store
# of backups is valid. A scan of somebody else is left alone. May be called twice. Prints: what was proven. Exit status: 0 only with the proof, 3 otherwise.
ID=; test ! -s "$NOTE" || read -r ID < "$NOTE"
operations() { ops=$(as_zimbra 'zxsuite backup getAllOperations') || { echo "operations of $MU_HOST cannot be read: $ops"; exit 3; }; }
runs() { test -n "$ID" && case $ops in *"$ID"*) true ;; *) false ;; esac; }
operations
if runs; then
  said=$(as_zimbra "zxsuite backup doStopOperation $ID")
  n=0; while operations; runs && test $n -lt 12; do n=$((n + 1)); sleep $LONG; done
  if runs; then echo "scan $ID of $MU_HOST still runs after doStopOperation: ${said##*
}"; exit 3; fi
fi
case $ops in
  *doSmartScan*) echo "a scan runs on $MU_HOST that this set did not begin: wait for it"; exit 3 ;;
  *operationList*) ;;
  *) echo "getAllOperations of $MU_HOST gave no list: nothing is proven by that"; exit 3 ;;
esac
info=$(as_zimbra 'zxsuite backup getBackupInfo') || { echo "the module of $MU_HOST does not answer"; exit 3; }
VALID=
while read -r k v; do case $k in valid*) VALID=$v ;; esac; done << END
$info
END
test "$VALID" = true || { echo "no scan runs on $MU_HOST any more, but its store of backups is not valid: ${VALID:-no answer}"; exit 3; }
rm -f "$NOTE" || { echo "the note of set $MU_SET cannot be removed on $MU_HOST"; exit 3; }
echo "no scan runs on $MU_HOST any more; its store of backups is valid"
