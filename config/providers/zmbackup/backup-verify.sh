# backup-verify.sh: is the host's backup of the set whole? Completed, all accounts, not shrunk. Nagios codes. Prints: label, accounts, size.
cd / || exit 3
if is mailbox; then
  test -s "$NOTE" || { echo "there is no backup of $MU_HOST in set $MU_SET"; exit 2; }
  read -r LABEL < "$NOTE"
  session "$LABEL"
  case $STATUS in *completed*) ;; '') echo "session $LABEL of $MU_HOST cannot be asked for"; exit 3 ;; *progress*) echo "session $LABEL of $MU_HOST is '$STATUS'"; exit 3 ;; *) echo "session $LABEL of $MU_HOST is '$STATUS'"; exit 2 ;; esac
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
