# backup-create.sh: a full backup of this host by the mail system's own means, while it runs. A set that is noted is not begun again, only
# waited for. Prints: label and accounts, or size of the directory's dump.
# Exit status: 0; 2 failed, and nothing of it runs; 3 failed, and a backup may run.
if is mailbox; then
  test -x "$Z/bin/zmbackup" || { echo "there is no zmbackup on $MU_HOST: it is not Network Edition, or its store packages are gone"; exit 2; }
  if test -s "$NOTE"; then read -r LABEL < "$NOTE"
  else
    busy=$(as_zimbra 'zmbackupquery --type full') || { echo "zmbackupquery of $MU_HOST: ${busy##*: }"; exit 3; }
    case $busy in *'in progress'*) echo "a full backup runs on $MU_HOST already: wait for it, or its owner ends it with zmbackupabort"; exit 3 ;; esac
    said=$(as_zimbra 'zmbackup -f -a all -s $(zmhostname)')
    LABEL=; for w in $said; do case $w in full-[0-9]*) LABEL=$w ;; esac; done
    test -n "$LABEL" || { echo "zmbackup of $MU_HOST gave no label: $said"; exit 3; }
    mkdir -p "${NOTE%/*}" && echo "$LABEL" > "$NOTE.part" && mv "$NOTE.part" "$NOTE" || { echo "the label $LABEL cannot be noted on $MU_HOST"; exit 3; }
    echo "session $LABEL of $MU_HOST begins"
  fi
  while session "$LABEL"; case $STATUS in *progress*) true ;; *) false ;; esac; do sleep $LONG; done
  case $STATUS in *completed*) ;; '') echo "session $LABEL of $MU_HOST cannot be asked for; see zmbackupquery -lb $LABEL -v"; exit 3 ;; *) echo "session $LABEL of $MU_HOST is '$STATUS'; see zmbackupquery -lb $LABEL -v"; exit 2 ;; esac
  echo "session $LABEL of $MU_HOST ended: $DONE of $OF accounts"
elif is ldap; then
  D=$NOTE.ldap
  if test ! -d "$D"; then
    rm -rf "$D.part" && mkdir -p "$D.part/config" && chown -R zimbra "$D.part" 2> /dev/null
    said=$(as_zimbra "$Z/libexec/zmslapcat $D.part && $Z/libexec/zmslapcat -c $D.part/config") || { echo "zmslapcat of $MU_HOST: $said"; exit 2; }
    mv "$D.part" "$D" || exit 2
  fi
  echo "the directory of $MU_HOST is dumped: $(du -sk "$D" | cut -f 1) KB"
else
  echo "$MU_HOST has nothing that this provider saves: ${MU_ROLES:-no role}"
fi
