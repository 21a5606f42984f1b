# collect.sh: prints the logs that an installer's failure is understood from, the end of each, before anybody tries again. Reads only.
# Each begins with `##### NAME BYTES`. Passwords are left out. Source: the places where install.sh and zmsetup.pl write (facts 7.11).
LAST=262144 # bytes of one file
secrets() {
  LC_ALL=C sed -e 's/\([Pp]ass[A-Za-z_]*["'"'"' ]*[=:]["'"'"' ]*\)[^ "'"'"',;]*/\1***/g' -e 's/\(--password[= ]\)[^ ]*/\1***/g' -e 's/ -w [^ ]*/ -w ***/g' -e 's/\(_password  *\)[^ ]*/\1***/g'
}
one() { # FILE NAME
  test -f "$1" && test -r "$1" || return 0
  bytes=$(wc -c < "$1")
  echo "##### $2 $((bytes))"
  tail -c $LAST "$1" | secrets
  echo
}
newest() { # HOW-MANY FILES...: the newest of them
  nw=$1; shift
  ls -t -- "$@" 2> /dev/null | head -n "$nw"
}
for f in $(newest 2 "$MU_ROOT"/tmp/install.log.*); do one "$f" "${f#"$MU_ROOT"}"; done
for f in $(newest 3 "$MU_ROOT"/tmp/zmsetup.*.log "$Z"/log/zmsetup.*.log); do one "$f" "${f#"$MU_ROOT"}"; done
one "$Z/.install_history" /opt/zimbra/.install_history
if has_role mailbox; then
  one "$Z/log/zmmailboxd.out" /opt/zimbra/log/zmmailboxd.out
  one "$Z/log/mailbox.log" /opt/zimbra/log/mailbox.log
  one "$Z/log/mysqld.log" /opt/zimbra/log/mysqld.log
  one "$Z/log/mysql_error.log" /opt/zimbra/log/mysql_error.log
  for f in $(newest 1 "$Z"/data/tmp/mysql_upgrade.out "$Z"/data/tmp/mysql/mysql_upgrade.out "$MU_ROOT"/tmp/mysql_upgrade.out); do one "$f" "${f#"$MU_ROOT"}"; done
fi
if test -f "$MU_ROOT/var/log/zimbra.log"; then
  echo "##### /var/log/zimbra.log slapd"
  grep -a -e slapd -e zmconfigd "$MU_ROOT/var/log/zimbra.log" | tail -n 400 | secrets
  echo
fi
echo "##### services"
STAT=$(zimbra 'zmcontrol status')
printf '%s\n' "$STAT" | secrets
echo "##### packages"
list_packages
echo "##### space"
df -Pk "$Z" "$MU_ROOT/tmp" 2> /dev/null
exit 0
