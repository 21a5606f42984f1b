# check-back.sh: proves that a store that was left out (MU_WITH_BACK) serves again: on that store the whole new version, mailboxd and open doors; on
# every MTA no rule that holds its mail, and no message for one of its accounts in the queue. Before a store is left out an MTA tells by it what that
# means. Prints: that, or the first that is not so; figures after `|`: accounts that live there, messages for them that wait here, where known.
if test "$MU_HOST" = "$MU_WITH_BACK"; then
  unfit
  test -z "$UNFIT" || critical "$UNFIT"
  doors_are
  test "$DOORS" = open || critical "doors of $MU_HOST are $DOORS"
fi
if has_role mta; then
  address=; while read -r n a s r; do test "$n" != "$MU_WITH_BACK" || address=$a; done << EOF
$MU_FLEET
EOF
  RULES=$(iptables -S 2>&1) || unknown "cannot read what $MU_HOST holds back: ${RULES##*"$NL"}"
  case $RULES in *"MAILUPGRADE-OUT -d $address/"* | *"MAILUPGRADE-OUT -d $address "*) critical "mail for $MU_WITH_BACK is still held on $MU_HOST" ;; esac
  mail_of_back
  PERF="${ACCOUNTS:+accounts=$ACCOUNTS}${WAITING:+ waiting=$WAITING}"
  test -n "$ACCOUNTS" || unknown "the directory does not tell $MU_HOST the accounts of $MU_WITH_BACK"
  test -n "$WAITING" || test -z "$ACCOUNTS" || unknown "cannot read the queue of $MU_HOST"
  test "${WAITING:-0}" -eq 0 || critical "$WAITING messages for $MU_WITH_BACK still wait on $MU_HOST"
fi
verdict "$MU_HOST: $MU_WITH_BACK is served again"
