# lib.sh: goes before every script of this provider.
test -n "$MU_SET" && test -n "$MU_HOST" || { echo "this provider needs the name of a set and of a host"; exit 2; }
CONF=$MU_ROOT/etc/mailupgrade-backup
test -r "$CONF" || { echo "there is no /etc/mailupgrade-backup on $MU_HOST: see the README of this provider"; exit 2; }
PATHS=/opt/zimbra
. "$CONF" || { echo "/etc/mailupgrade-backup of $MU_HOST cannot be read"; exit 2; }
test -n "$TARGET" && test -d "$TARGET" || { echo "TARGET of /etc/mailupgrade-backup is no folder on $MU_HOST"; exit 2; }
MEMBER=$TARGET/$MU_SET/$MU_HOST
# counted FOLDER: sets FILES, BYTES and SUM (of names and sizes)
counted() {
  c_l=$(cd "$1" && find . -type f -printf "%s %p\n" | LC_ALL=C sort)
  SUM=$(printf "%s\n" "$c_l" | cksum); SUM=${SUM%% *}
  set -- $(printf "%s\n" "$c_l" | awk "{ n++; s += \$1 } END { printf \"%d %d\", n, s }")
  FILES=$1 BYTES=$2
}
# proven: is the copy what its manifest says? Sets WHY when not
proven() {
  WHY="there is no backup of $MU_HOST in set $MU_SET"
  test -f "$MEMBER/manifest" || return 1
  read -r m_files m_bytes m_sum m_at < "$MEMBER/manifest"
  counted "$MEMBER/root"
  WHY="the backup of $MU_HOST in set $MU_SET is empty"
  test "$FILES" -gt 0 || return 1
  WHY="the backup of $MU_HOST in set $MU_SET is not what its manifest says: $FILES of $m_files files, $BYTES of $m_bytes bytes"
  test "$FILES $BYTES $SUM" = "$m_files $m_bytes $m_sum"
}
