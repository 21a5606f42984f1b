# probe.sh: an account of every store logs in over IMAP from the tester's address and finds its mail. Runs on the bot's machine.
# The password is read from a file that the site names: it stands in no plan and no process list.
tester=${MU_TESTERS%%[ ,]*}
tried=0
config=$(umask 077; mktemp) || unknown "no temporary file"
trap 'rm -f "$config"' EXIT
n=$MU_WITH_FIRST
while read -r name address site roles; do
  case $roles in *mailbox*) ;; *) continue ;; esac
  user=$(printf 'user%04d@%s' "$n" "$MU_DOMAIN"); n=$((n + 1)); tried=$((tried + 1))
  printf 'user = "%s:%s"\n' "$user" "$(cat "$MU_WITH_PASSWORD_FILE")" > "$config"
  found=$(curl -s -m 20 ${tester:+--interface "$tester"} -K "$config" "imap://$address/" -X 'STATUS INBOX (MESSAGES)') || { critical "$user cannot log in on $name"; continue; }
  case $found in *'MESSAGES 0'*) critical "$user finds no mail on $name" ;; *MESSAGES*) ;; *) critical "$user on $name: ${found:-no answer}" ;; esac
done << END
$MU_FLEET
END
test $tried -gt 0 || unknown "there is no store to try"
verdict "one account of each of $tried stores logged in and found its mail"
