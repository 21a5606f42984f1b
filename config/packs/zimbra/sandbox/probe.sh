# probe.sh: is this host of a sandbox kept apart? No way out for mail, no external mailbox, no licence server, and an empty copied queue.
# Prints who the host is as lines `machine-id=` and `host-key=`. Changes nothing. OUTSIDE can be set to a host of your own beyond the firewall.
OUTSIDE=${OUTSIDE:-gmail-smtp-in.l.google.com}
out() { nc -z -w 5 "$1" "$2" > /dev/null 2>&1 < /dev/null; }
command -v nc > /dev/null 2>&1 || unknown "nc is not installed on $MU_HOST: nobody can prove that it has no way out"
for p in 25 465 587; do
  if out "$OUTSIDE" $p; then critical "mail can leave $MU_HOST: port $p of $OUTSIDE answers"; fi
done
for p in 110 143 993 995; do
  if out imap.gmail.com $p; then critical "external mailboxes can be polled from $MU_HOST: port $p of imap.gmail.com answers"; fi
done
if out license.zimbra.com 443; then critical "the licence server answers $MU_HOST: a copy could use up production's activation"; fi
if has_role mta; then
  Q=$(zimbra 'postqueue -p' || true)
  test -n "$Q" || Q=$(postqueue -p 2>&1)
  case $Q in *'queue is empty'*) ;; *) critical "the copied mail queue of $MU_HOST is not empty" ;; esac
fi
read -r ID < "$MU_ROOT/etc/machine-id" 2> /dev/null
for f in "$MU_ROOT"/etc/ssh/ssh_host_ed25519_key.pub "$MU_ROOT"/etc/ssh/ssh_host_ecdsa_key.pub "$MU_ROOT"/etc/ssh/ssh_host_rsa_key.pub; do
  test -z "$KEY" && test -f "$f" && read -r t k x < "$f" && KEY="$t $k"
done
note "machine-id=$ID"
note "host-key=$KEY"
verdict "$MU_HOST reaches nothing outside"
