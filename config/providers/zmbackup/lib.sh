# lib.sh: goes before every script of this provider.
test -n "$MU_SET" && test -n "$MU_HOST" || { echo "this provider needs the name of a set and of a host"; exit 2; }
Z=$MU_ROOT/opt/zimbra NOTE=$MU_ROOT/var/lib/mailupgrade-backups/$MU_SET LONG=10
test -z "$MU_ROOT" || LONG=0.05 # a practised night has no ten real seconds between two looks
as_zimbra() { su - zimbra -c "$1" 2>&1 < /dev/null; }
is() { case ",$MU_ROLES," in *[,-]"$1"[,-]*) return 0 ;; esac; return 1; }
# session LABEL: sets STATUS, DONE and OF (accounts) of a session; STATUS is empty where zmbackupquery does not know it
session() {
  STATUS= DONE=0 OF=0
  s_text=$(as_zimbra "zmbackupquery -lb $1")
  while IFS= read -r s_l; do
    case $s_l in
      "Status:"*) STATUS=${s_l#*:}; STATUS=${STATUS#"${STATUS%%[! ]*}"} ;;
      "Number of accounts: "*" out of "*) DONE=${s_l#*: }; OF=${DONE##* out of }; DONE=${DONE%% *} ;;
    esac
  done << END
$s_text
END
}
