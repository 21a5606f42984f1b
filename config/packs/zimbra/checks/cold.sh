# cold.sh: the last look before the first installer, while everything stands still: databases closed cleanly, volumes mounted, space,
# packages and installer, no half-done history. Changes nothing. Prints: ready, or the worst first.
# Source: last line of mysqld.log (facts 4.2), .install_history (1.5), df, mountpoint, apt-get -s.
test -x "$INSTALLER/install.sh" || critical "there is no installer in /opt/zcs-installer of $MU_HOST"
read_history
test "$H_STATE" = complete && test "$H_CORE" = "$MU_FROM" || critical "the install history of $MU_HOST ends with ${H_CORE:-nothing} ($H_STATE)"
check_space
if has_role mailbox; then
  if test -f "$Z/log/mysqld.log"; then
    case $(tail -n 20 "$Z/log/mysqld.log") in *'Shutdown complete'*) ;; *) critical "the database of $MU_HOST was not shut down cleanly" ;; esac
  fi
  test ! -s "$SAVED/volumes" || check_mounts "$(cat "$SAVED/volumes")"
  test ! -d "$Z/lib/ext/zextras" || critical "the extension of the Suite is still in lib/ext of $MU_HOST"
fi
S=$(apt-get -q -s install zimbra-core-components 2>&1 < /dev/null) || critical "packages cannot be installed on $MU_HOST: ${S##*"$NL"}"
! fuser "$MU_ROOT/var/lib/dpkg/lock" > /dev/null 2>&1 || critical "another process has the package lock of $MU_HOST"
verdict "$MU_HOST is ready for the installer"
