#!/bin/sh
# Imitates the installer of Zextras Suite, which is also its uninstaller: reference/zimbra.md 3 [M]; both restart mailboxd [D].
# The Suite's configuration, licence and bucket settings stay behind when it is taken out.
. "$MU_ROOT/opt/zimbra/.practice/lib.sh"
Z=$MU_ROOT/opt/zimbra
MODE=install WHAT=
while test $# -gt 0; do
  case $1 in -u | --uninstall | uninstall) MODE=uninstall ;; -h | --help) ;; core | zimlet | all) WHAT=$1 ;; esac
  shift
done
test -n "$WHAT" || { echo "Usage: ./install.sh [-u] {core|zimlet|all}"; exit 1; }
test "$ME" = root || { echo "You must be root to run this script."; exit 1; }
has_role mailbox || { echo "Zimbra mailbox server not found on this host."; exit 1; }
core_version
echo "ZeXtras Suite Installer"
echo
restart() {
  printf 'Stopping the mailbox...'
  if runs mailbox; then nap 40; stop_mailbox; fi
  echo " done."
  printf 'Starting the mailbox...'
  if start_mailbox > /dev/null; then echo " done."; else echo " failed."; return 1; fi
}
if test $MODE = install; then
  if test "$REL" != 8.7.1; then echo "This version of ZeXtras Suite is not compatible with Zimbra $REL."; exit 1; fi
  case $WHAT in
    core | all)
      printf 'Installing ZeXtras Suite Core...'
      /bin/mkdir -p "$Z/lib/ext/zextras"
      : > "$Z/lib/ext/zextras/zextras.jar"
      : > "$Z/lib/ext/zextras/zal-2.1-8.7.1.jar"
      /bin/cp -p "$P/network/zxsuite" "$Z/bin/zxsuite"
      nap 5; echo " done." ;;
  esac
  case $WHAT in zimlet | all) printf 'Installing ZeXtras Suite Zimlet...'; /bin/mkdir -p "$Z/zimlets-deployed/com_zextras_zextras"; nap 8; echo " done." ;; esac
  restart || exit 1
  echo
  echo "ZeXtras Suite has been installed."
  exit 0
fi
if test ! -d "$Z/lib/ext/zextras" && test ! -d "$Z/zimlets-deployed/com_zextras_zextras"; then
  echo "ZeXtras Suite is not installed on this server."
  exit 0
fi
case $WHAT in zimlet | all) printf 'Removing ZeXtras Suite Zimlet...'; /bin/rm -rf "$Z/zimlets-deployed/com_zextras_zextras"; nap 8; echo " done." ;; esac
case $WHAT in
  core | all)
    printf 'Removing ZeXtras Suite Core...'
    /bin/rm -rf "$Z/lib/ext/zextras"
    if ! package zimbra-network-modules-ng; then /bin/rm -f "$Z/bin/zxsuite"; fi
    nap 5; echo " done."
    restart || exit 1 ;;
esac
echo
echo "ZeXtras Suite has been removed. Its configuration was kept in /opt/zimbra/conf/zextras."
