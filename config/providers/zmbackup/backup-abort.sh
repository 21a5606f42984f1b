# backup-abort.sh: ends the session that this set began, by the mail system's own command, and proves that no full backup runs on the host any more and
# that an older one is whole. A session of somebody else is never ended, no process is killed. May be called twice. Prints: what was proven, or what is missing.
# Exit status: 0 only with the proof, 3 while something may run.
if is mailbox; then
  LABEL=; test ! -s "$NOTE" || read -r LABEL < "$NOTE"
  if test -n "$LABEL"; then
    session "$LABEL"
    case $STATUS in
      *progress*)
        said=$(as_zimbra "zmbackupabort -lb $LABEL -s \$(zmhostname)")
        for n in 1 2 3 4 5 6 7 8 9 10 11 12; do
          session "$LABEL"
          case $STATUS in *progress* | '') sleep $LONG ;; *) break ;; esac
        done ;;
    esac
    case $STATUS in
      *progress*) echo "session $LABEL of $MU_HOST still runs after zmbackupabort: ${said:-it said nothing}"; exit 3 ;;
      '') echo "session $LABEL of $MU_HOST cannot be asked for: nobody knows whether it runs"; exit 3 ;;
    esac
  fi
  all=$(as_zimbra 'zmbackupquery --type full') || { echo "zmbackupquery of $MU_HOST cannot be read: ${all##*: }"; exit 3; }
  AT= ST= OLDER= OTHER=
  while IFS= read -r l; do
    case $l in
      Label:*) AT=${l##* } ST= ;;
      Status:*) ST=${l#*:}; ST=${ST#"${ST%%[! ]*}"}; case $ST in *progress*) OTHER=$AT ;; esac ;;
      'Number of accounts: '*' out of '*)
        d=${l#*: }; o=${d##* out of }; d=${d%% *}
        case $ST in *completed*) if test "$AT" != "$LABEL" && test "$d" -gt 0 && test "$d" -ge "$o"; then OLDER=$AT; fi ;; esac ;;
    esac
  done << END
$all
END
  test -z "$OTHER" || { echo "session $OTHER of $MU_HOST still runs and was not begun by this set: wait for it, or its owner ends it"; exit 3; }
  case $all in *Label:*) ;; *) echo "zmbackupquery of $MU_HOST names no session: nothing is proven by that"; exit 3 ;; esac
  test -n "$OLDER" || { echo "nothing runs on $MU_HOST any more, but no older full backup is whole"; exit 3; }
  rm -f "$NOTE" || { echo "the note of set $MU_SET cannot be removed on $MU_HOST"; exit 3; }
  echo "no full backup runs on $MU_HOST any more${LABEL:+, session $LABEL is '$STATUS'}; $OLDER is whole"
elif is ldap; then
  ps -eo args= > /dev/null 2>&1 || { echo "the processes of $MU_HOST cannot be read"; exit 3; }
  case $(ps -eo args= 2> /dev/null) in *zmslapcat*) echo "zmslapcat still runs on $MU_HOST: wait for it"; exit 3 ;; esac
  rm -rf "$NOTE.ldap.part" || { echo "the unfinished dump of $MU_HOST cannot be removed"; exit 3; }
  echo "no dump of the directory runs on $MU_HOST any more"
else
  echo "$MU_HOST has nothing that this provider saves"
fi
