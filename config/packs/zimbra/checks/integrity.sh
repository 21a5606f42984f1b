# integrity.sh: were the store's databases checked, and how long ago? The age is kept in /var/lib/mailupgrade/integrity (`EPOCH clean` or
# `EPOCH errors`). Older than 14 days or never: checked now, without repair, if the kick-off is more than two hours away; never inside the
# window, where the installer's own check would repair. Its words count, not its code, and silence (switched off) proves nothing.
# Prints: the age. Source: zmdbintegrityreport -v [C] (mysqlcheck -A -C without --auto-repair), facts 10 no. 7.
MARK=$MU_ROOT/var/lib/mailupgrade/integrity
NOW=$(date +%s)
AT=0 WORD=never
test ! -f "$MARK" || read -r AT WORD < "$MARK"
if test $((NOW - AT)) -gt $((14 * 86400)) || test "$WORD" != clean; then
  test $((${MU_KICKOFF:-0} - NOW)) -gt 7200 || {
    if test "$WORD" = errors; then critical "the databases of $MU_HOST had errors when they were last checked"
    elif test "$AT" = 0; then critical "the databases of $MU_HOST were never checked, and there is no time for it before the kick-off"
    else critical "the databases of $MU_HOST were last checked $(((NOW - AT) / 86400)) days ago, and there is no time for it before the kick-off"; fi
    verdict
  }
  OUT=$(zimbra "$Z/libexec/zmdbintegrityreport -v")
  case $OUT in
    *'errors found'*'No errors found'* | *'Database errors found'*) WORD=errors ;;
    *'No errors found'*) WORD=clean ;;
    *) unknown "the integrity check of $MU_HOST said nothing: it may be switched off (zmdbintegrityreport_disabled)"; verdict ;;
  esac
  AT=$(date +%s)
  ( umask 022; mkdir -p "${MARK%/*}" && echo "$AT $WORD" > "$MARK" ) || warning "the result cannot be kept on $MU_HOST"
  test "$WORD" = clean || { critical "the databases of $MU_HOST have errors: repair them on a working day"; note "$OUT"; }
fi
PERF="age=$(((NOW - AT) / 86400))d"
verdict "the databases of $MU_HOST were found clean $(((NOW - AT) / 86400)) days ago"
