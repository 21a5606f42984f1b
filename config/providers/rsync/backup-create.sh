# backup-create.sh: a copy of the host's folders in TARGET/SET/HOST. Made beside and put in place by a rename; one that proves whole is kept.
# Prints: files, bytes.
cd / || exit 2
command -v rsync > /dev/null || { echo "there is no rsync on $MU_HOST"; exit 2; }
test -n "$MU_ROOT" || mountpoint -q "$TARGET" || { echo "$TARGET of $MU_HOST is no mount: the copy would fill the disk that it is to save"; exit 2; }
if proven; then echo "backup of $MU_HOST in set $MU_SET is there already: $FILES files"; exit 0; fi
PART=$MEMBER.part LAST=
for m in "$TARGET"/*/"$MU_HOST"/manifest; do test "$m" = "$MEMBER/manifest" || test ! -f "$m" || { test -n "$LAST" && test "$LAST/manifest" -nt "$m"; } || LAST=${m%/manifest}; done
mkdir -p "$PART/root" || { echo "$PART cannot be made"; exit 2; }
for p in $PATHS; do
  test -e "$MU_ROOT$p" || { echo "$p of /etc/mailupgrade-backup is not on $MU_HOST"; exit 2; }
  said=$(rsync -aHAX --numeric-ids --delete -R ${LAST:+--link-dest="$LAST/root"} "$MU_ROOT/.$p" "$PART/root/" 2>&1)
  rc=$? # 24: files that went away meanwhile, as on a system that runs
  test $rc -eq 0 || test $rc -eq 24 || { echo "rsync of $p on $MU_HOST ended with $rc: ${said##*
}"; exit 2; }
done
counted "$PART/root"
test "$FILES" -gt 0 || { echo "the copy of $MU_HOST is empty"; exit 2; }
echo "$FILES $BYTES $SUM $(date +%s)" > "$PART/manifest" && rm -rf "$MEMBER" && mv "$PART" "$MEMBER" || { echo "the copy of $MU_HOST cannot be put in place"; exit 2; }
echo "backup of $MU_HOST in set $MU_SET: $FILES files, $BYTES bytes"
