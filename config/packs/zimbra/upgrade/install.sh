# install.sh: hands over to the installer of the new version, which asks; answers come from the pack's prompt table.
# It is not started where it would destroy: over an interrupted installation, or over the same version (it removes and reinstalls). A session
# that never ended and changed no package (a failed download) is no such installation.
# Before it starts, it writes down what the verdict is measured against: length of the history, packages, edition; a retry keeps the first.
# Prints: what the installer prints. Its exit code comes back. Source: install.sh of 8.8.10, facts sections 2 and 10.
test -x "$INSTALLER/install.sh" || fail "there is no installer in /opt/zcs-installer of $MU_HOST"
read_history
case $H_STATE in
  installing) packages_untouched || fail "an interrupted package installation is in the history of $MU_HOST: a person decides, the installer is not started" ;;
  installed | configuring) fail "the configuration of $MU_HOST did not end: zmsetup.pl by hand and /fixed, or /rollback; the installer is not started" ;;
esac
test "$H_CORE" != "$MU_TO" || fail "$MU_HOST is on $MU_TO already: the same installer would remove and reinstall it"
remember
if test ! -s "$STATE/before.packages"; then
  n=0
  test ! -f "$Z/.install_history" || n=$(wc -l < "$Z/.install_history")
  echo $((n)) > "$STATE/before.history"
  case $(zimbra 'zmcontrol -v') in *NETWORK*) echo NETWORK ;; *) echo FOSS ;; esac > "$STATE/before.edition"
  list_packages > "$STATE/before.part"
  test -s "$STATE/before.part" && mv -f "$STATE/before.part" "$STATE/before.packages" || fail "no Zimbra package can be listed on $MU_HOST: there is nothing to compare with afterwards"
fi
cd "$INSTALLER" || fail "cannot go to /opt/zcs-installer"
./install.sh
rc=$?
# it has written Zimbra's cron lines anew: they are held again at once
test ! -f "$STATE/crontab" || { umask 077; hold_crontab || echo "the crontab could not be held again"; }
exit $rc
