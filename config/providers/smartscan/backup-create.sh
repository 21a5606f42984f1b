# backup-create.sh: brings the module's store of backups up to date. A scan that is noted is not begun again, only waited for. Prints: its id.
test -n "$MU_SET" && test -n "$MU_HOST" || { echo "this provider needs the name of a set and of a host"; exit 2; }
NOTE=$MU_ROOT/var/lib/mailupgrade-backups/$MU_SET LONG=10
test -z "$MU_ROOT" || LONG=0.05 # a practised night has no ten real seconds between two looks
as_zimbra() { su - zimbra -c "$1" 2>&1 < /dev/null; }
case ",$MU_ROLES," in *,mailbox,*) ;; *) echo "$MU_HOST has no mailboxes: this provider saves nothing there"; exit 0 ;; esac
if test -s "$NOTE"; then read -r ID < "$NOTE"
else
  said=$(as_zimbra 'zxsuite backup doSmartScan')
  ID=$(printf '%s\n' "$said" | grep -Eo '[0-9a-f]{8}-[0-9a-f-]{27}' | head -n 1)
  test -n "$ID" || { echo "doSmartScan of $MU_HOST gave no operation: ${said##*
}"; exit 2; }
  mkdir -p "${NOTE%/*}" && echo "$ID" > "$NOTE.part" && mv "$NOTE.part" "$NOTE" || { echo "the scan $ID cannot be noted on $MU_HOST"; exit 2; }
  echo "scan $ID of $MU_HOST begins"
fi
while ops=$(as_zimbra 'zxsuite backup getAllOperations') || { echo "operations of $MU_HOST cannot be read: $ops"; exit 2; }; case $ops in *"$ID"*) true ;; *) false ;; esac; do sleep $LONG; done
echo "scan $ID of $MU_HOST ended"
