# late.sh KEY SECONDS: a JVM that comes up after its control script has given up (reference 2.9 no. 5).
. "$MU_ROOT/opt/zimbra/.practice/lib.sh"
nap "$2"
test -f "$P/late/mailbox" || exit 0
read -r due rest < "$P/late/mailbox"
test "$due" = "$1" || exit 0
: > "$SVC/mailbox"
/bin/rm -f "$P/late/mailbox"
