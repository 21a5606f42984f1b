# progress.sh: how far the installer is, for people to look at; no decision hangs on it. Prints: `STAGE DONE TOTAL` from the stages that
# zmsetup writes into the history; 0 of 0 where only the stage is known. Source: facts 1.5 [C].
n=0 from=0 stage=waiting done=0
test ! -s "$STATE/before.history" || read -r from < "$STATE/before.history"
test ! -f "$Z/.install_history" || while IFS= read -r l; do
  n=$((n + 1))
  test $n -gt "$from" || continue
  case $l in
    *': INSTALL SESSION START') stage=packages done=0 ;;
    *': INSTALL SESSION COMPLETE') stage=packages-done ;;
    *': CONFIG SESSION START') stage=migration done=0 ;;
    *': CONFIGURED BEGIN') ;;
    *': CONFIGURED patch'*) ;;
    *': CONFIGURED '*) stage=${l##*CONFIGURED }; done=$((done + 1)) ;;
    *': CONFIG SESSION COMPLETE') stage=complete ;;
  esac
done < "$Z/.install_history"
# stages that a node of these roles finishes on an upgrade; another release may have one more or less
total=13
! has_role mailbox || total=16
! has_role ldap-master ldap-replica || total=15
test $done -le $total || total=$done
case $stage in
  waiting | packages | packages-done | migration) echo "$stage 0 0" ;;
  *) echo "$stage $done $total" ;;
esac
