# backup-verify.sh: is the host's backup of the set whole? Completed, all accounts, not shrunk. Nagios codes. Prints: label, accounts, size.
test -n "$MU_SET" && test -n "$MU_HOST" || { echo "this provider needs the name of a set and of a host"; exit 2; }
Z=$MU_ROOT/opt/zimbra NOTE=$MU_ROOT/var/lib/mailupgrade-backups/$MU_SET LONG=10
test -z "$MU_ROOT" || LONG=0.05 # a practised night has no ten real seconds between two looks
as_zimbra() { su - zimbra -c "$1" 2>&1 < /dev/null; }
is() { case ",$MU_ROLES," in *[,-]"$1"[,-]*) return 0 ;; esac; return 1; }
# session LABEL: sets STATUS, DONE and OF (accounts) of a session; STATUS is empty where zmbackupquery does not know it
session() {
  STATUS= DONE=0 OF=0
  s_text=$(as_zimbra "zmbackupquery -lb $1")
  while IFS= read -r s_l; do
    case $s_l in
      "Status:"*) STATUS=${s_l#*:}; STATUS=${STATUS#"${STATUS%%[! ]*}"} ;;
      "Number of accounts: "*" out of "*) DONE=${s_l#*: }; OF=${DONE##* out of }; DONE=${DONE%% *} ;;
    esac
  done << END
$s_text
END
}
cd / || exit 3
if is mailbox; then
  test -s "$NOTE" || { echo "there is no backup of $MU_HOST in set $MU_SET"; exit 2; }
  read -r LABEL < "$NOTE"
  session "$LABEL"
  case $STATUS in *completed*) ;; '') echo "session $LABEL of $MU_HOST cannot be asked for"; exit 3 ;; *) echo "session $LABEL of $MU_HOST is '$STATUS'"; exit 2 ;; esac
  test "$DONE" -gt 0 && test "$DONE" -ge "$OF" || { echo "session $LABEL of $MU_HOST holds $DONE of $OF accounts"; exit 2; }
  SIZE=$(timeout 600 du -sk "$Z/backup/sessions/$LABEL" 2> /dev/null | cut -f 1)
  BEFORE= ; for s in "$Z"/backup/sessions/full-*; do test "${s##*/}" = "$LABEL" || test ! -d "$s" || BEFORE=$s; done
  OLD= ; test -z "$BEFORE" || OLD=$(timeout 600 du -sk "$BEFORE" 2> /dev/null | cut -f 1)
  test -n "$SIZE" || { echo "session $LABEL of $MU_HOST has no files in $Z/backup/sessions"; exit 2; }
  test -z "$OLD" || test $((SIZE * 2)) -ge "$OLD" || { echo "session $LABEL of $MU_HOST has $SIZE KB, the one before had $OLD KB"; exit 2; }
  echo "backup of $MU_HOST is whole: $DONE accounts in $LABEL |accounts=$DONE size=${SIZE}KB"
elif is ldap; then
  N=$(cat "$NOTE.ldap"/*.ldif "$NOTE.ldap"/ldap.bak 2> /dev/null | grep -c '^dn:')
  test "$N" -gt 0 || { echo "the directory of $MU_HOST is not in set $MU_SET"; exit 2; }
  echo "the directory of $MU_HOST is dumped: $N entries |entries=$N"
else
  echo "$MU_HOST has nothing that this provider saves"
fi
