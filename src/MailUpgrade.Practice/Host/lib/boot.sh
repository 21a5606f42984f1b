# boot.sh: what a boot does to a host. Run once after the fault `reboot`, on practice and lab hosts alike: what was in memory is gone
# (firewall rules, mounts that fstab does not bring, holds that were only of this boot), and init starts every service that is enabled.
. "$MU_ROOT/opt/zimbra/.practice/lib.sh"
: > "$MU_ROOT/etc/practice-firewall.rules"
test ! -f "$MU_ROOT/etc/practice-firewall6.rules" || : > "$MU_ROOT/etc/practice-firewall6.rules"
/bin/rm -rf "$P/units" "$P/late" "$P/dying" "$P/operations" "$SVC"
/bin/mkdir -p "$SVC"
echo stopped > "$P/schedules-looked"
test ! -f "$MU_ROOT/mnt/far-hsm/.mounted" || /bin/rm -f "$MU_ROOT/mnt/far-hsm/.mounted"
has_role mailbox || /bin/rm -f "$P/mysql"
ENABLED=
test ! -f "$MU_ROOT/opt/zimbra/log/.zmcontrol.cache" || read -r ENABLED < "$MU_ROOT/opt/zimbra/log/.zmcontrol.cache"
for s in $ENABLED zmconfigd; do
  case $s in
    service | zimbra | zimbraAdmin | zimlet) ;;
    mailbox) if foreign_jar || fault mailboxd-dead; then continue; fi; : > "$SVC/mailbox"; test -f "$P/mysql" || mysql_up ;;
    ldap) if fault ldap-down || fault slapd-start-fails; then continue; fi; : > "$SVC/ldap" ;;
    *) : > "$SVC/$s" ;;
  esac
done
