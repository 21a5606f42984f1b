# check-back.sh: proves that a store that was left out (MU_WITH_BACK) serves again: on that store the new version, mailboxd and open doors; on every
# MTA no rule that holds its mail, and no message for one of its accounts in the queue. Prints: that, or the first that is not so.
if test "$MU_HOST" = "$MU_WITH_BACK"; then
  ALL=$(zimbra 'zmcontrol -v; zmcontrol status')
  version_of "${ALL%%"$NL"*}"
  test "$VER" = "$MU_TO" || critical "$MU_HOST is on ${VER:-no version that it tells}, not on $MU_TO"
  read_services "$ALL"
  case $RUN in *' mailbox '*) ;; *) critical "mailboxd of $MU_HOST is not running" ;; esac
  doors_are
  test "$DOORS" = open || critical "doors of $MU_HOST are $DOORS"
fi
if has_role mta; then
  address=; while read -r n a s r; do test "$n" != "$MU_WITH_BACK" || address=$a; done << EOF
$MU_FLEET
EOF
  case $(iptables -S 2>&1) in *"MAILUPGRADE-OUT -d $address/"* | *"MAILUPGRADE-OUT -d $address "*) critical "mail for $MU_WITH_BACK is still held on $MU_HOST" ;; esac
  Q=$(zimbra 'postqueue -p')
  queue_rows "$Q"
  case ${Q##*"$NL"} in *'queue is empty'* | '-- '*) ;; *) unknown "cannot read the queue of $MU_HOST" ;; esac
  server=$MU_WITH_BACK; for s in $(zimbra 'zmprov -l gas'); do case $s in "$MU_WITH_BACK".*) server=$s ;; esac; done
  OURS=$(zimbra "zmprov -l gaa -s $server" | tr '\n' ' ')
  n=0; for to in $(printf '%s\n' "$ROWS" | while read -r i f t; do echo "$t"; done); do case " $OURS " in *" $to "*) n=$((n + 1)) ;; esac; done
  PERF="waiting=$n"
  test $n -eq 0 || critical "$n messages for $MU_WITH_BACK still wait on $MU_HOST"
fi
verdict "$MU_HOST: $MU_WITH_BACK is served again"
