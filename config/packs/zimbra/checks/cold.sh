# cold.sh: the last look before the first installer, while everything stands still, at what changes once the cluster is stopped:
# databases closed cleanly, volumes mounted, space, repository, names, licence server, logins and sudo, package lock, history, clock.
# Changes nothing. Prints: ready, or the worst first.
# Source: last line of mysqld.log (facts 4.2), .install_history (1.5), df, mountpoint, apt-get -s, getent, su, sudo.
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
  PING=$(zimbra 'zmlicense --ping') || case $PING in
    *[Ll][Dd][Aa][Pp]*) note "the activation server cannot be asked while LDAP is stopped" ;;
    *) critical "the licence activation server is not reachable from $MU_HOST" ;;
  esac
fi
# with the cluster's own DNS cache stopped, names may be gone
while read -r name address site roles; do
  case ,$roles, in *,ldap-master,*) ;; *) continue ;; esac
  test -n "$MU_ROOT" || getent hosts "$name.$MU_DOMAIN" > /dev/null 2>&1 || critical "$MU_HOST cannot resolve $name.$MU_DOMAIN now"
done << EOF
$MU_FLEET
EOF
test "$(zimbra 'echo in')" = in || critical "nobody can become zimbra on $MU_HOST now"
test "$(sudo -n echo in 2>&1)" = in || warning "sudo does not work on $MU_HOST now"
case $(timedatectl 2>&1) in *'synchronized: no'*) critical "the clock of $MU_HOST is not kept by a time server" ;; esac
read_os
target_packages
simulate_packages "$PACKAGES"
! fuser "$MU_ROOT/var/lib/dpkg/lock" > /dev/null 2>&1 || critical "another process has the package lock of $MU_HOST"
verdict "$MU_HOST is ready for the installer"
