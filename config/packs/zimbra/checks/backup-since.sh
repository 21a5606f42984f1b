# backup-since.sh: proves that a full backup was begun after the night had ended (MU_WITH_SINCE) and is whole: completed, with every account in it. An
# older one holds the old version. Prints: its label, or what is missing. Source: zmbackupquery [M], judged by content as storage.sh does.
set -- $(date '+%Y %m %d %H %M %s')
minutes_of "$1" "$2" "$3" "$4" "$5"
since=$((MINUTES - ($6 - ${MU_WITH_SINCE:-0}) / 60)) LABEL='' STATUS='' BEGUN='' GOOD='' BAD=''
while IFS= read -r l; do
  case $l in
    Label:*) LABEL=${l##* } STATUS='' BEGUN='' ;;
    Status:*) STATUS=${l#Status:}; STATUS=${STATUS#"${STATUS%%[! ]*}"} ;;
    Started:*) set -- $l; BEGUN="$3 $4" ;;
    'Number of accounts:'*)
      set -- ${l#*: }; n=$1 of=$4
      IFS='/: '; set -- $BEGUN; unset IFS
      minutes_of "$1" "$2" "$3" "$4" "$5"
      test "$MINUTES" -ge "$since" || continue
      case $STATUS in
        *completed*) if test "${n:-0}" -gt 0 && test "$n" -ge "${of:-0}"; then GOOD=$LABEL; else BAD="backup $LABEL of $MU_HOST holds ${n:-0} of ${of:-0} accounts"; fi ;;
        *) BAD="backup $LABEL of $MU_HOST is '$STATUS'" ;;
      esac ;;
  esac
done << EOF
$(zimbra 'zmbackupquery --type full')
EOF
test -n "$GOOD" || critical "${BAD:-$MU_HOST has no full backup since the night}"
verdict "full backup $GOOD of $MU_HOST is whole"
