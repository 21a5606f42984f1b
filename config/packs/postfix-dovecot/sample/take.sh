# take.sh: writes down every folder of every account of this store: messages, next UID, UID validity, size. Read from Dovecot itself.
remember
doveadm -f tab mailbox status -A 'messages uidnext uidvalidity vsize' '*' > "$NIGHT/state.new" 2> "$NIGHT/complaints" || fail "doveadm cannot read all accounts: $(tail -n 1 "$NIGHT/complaints")"
LC_ALL=C sort "$NIGHT/state.new" > "$NIGHT/state" && rm "$NIGHT/state.new" || fail "cannot write in $NIGHT"
test ! -s "$NIGHT/complaints" || fail "doveadm could not read all accounts: $(tail -n 1 "$NIGHT/complaints")"
test "$(wc -l < "$NIGHT/state")" -gt 1 || fail "no account was found on $MU_HOST"
echo "$(($(wc -l < "$NIGHT/state") - 1)) folders of $MU_HOST sealed: $(sha256sum < "$NIGHT/state" | cut -c 1-16)"
