# lib.sh: goes before every script of this provider.
test -n "$MU_SET" && test -n "$MU_HOST" || { echo "this provider needs the name of a set and of a host"; exit 2; }
NOTE=$MU_ROOT/var/lib/mailupgrade-backups/$MU_SET LONG=10
test -z "$MU_ROOT" || LONG=0.05 # a practised night has no ten real seconds between two looks
as_zimbra() { su - zimbra -c "$1" 2>&1 < /dev/null; }
case ",$MU_ROLES," in *,mailbox,*) ;; *) echo "$MU_HOST has no mailboxes: this provider saves nothing there"; exit 0 ;; esac
