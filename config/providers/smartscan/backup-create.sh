# backup-create.sh: brings the module's store of backups up to date. A scan that is noted is not begun again, only waited for. Prints: its id.
# Exit status: 0; 2 failed, and nothing of it runs; 3 failed, and a scan may run.
if test -s "$NOTE"; then read -r ID < "$NOTE"
else
  said=$(as_zimbra 'zxsuite backup doSmartScan')
  ID=$(printf '%s\n' "$said" | grep -Eo '[0-9a-f]{8}-[0-9a-f-]{27}' | head -n 1)
  test -n "$ID" || { echo "doSmartScan of $MU_HOST gave no operation: ${said##*
}"; exit 3; }
  mkdir -p "${NOTE%/*}" && echo "$ID" > "$NOTE.part" && mv "$NOTE.part" "$NOTE" || { echo "the scan $ID cannot be noted on $MU_HOST"; exit 3; }
  echo "scan $ID of $MU_HOST begins"
fi
while ops=$(as_zimbra 'zxsuite backup getAllOperations') || { echo "operations of $MU_HOST cannot be read: $ops"; exit 3; }; case $ops in *"$ID"*) true ;; *) false ;; esac; do sleep $LONG; done
echo "scan $ID of $MU_HOST ended"
