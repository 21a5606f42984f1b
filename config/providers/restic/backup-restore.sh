# backup-restore.sh: brings the set's files into a folder of their own, with: { target: /DIR }; never over what runs. Prints: how many.
case $MU_WITH_TARGET in /?*) ;; *) echo "say where to: with: { target: /DIR }; the way back of a whole host is the snapshot set"; exit 2 ;; esac
test -z "$(ls -A "$MU_WITH_TARGET" 2> /dev/null)" || { echo "$MU_WITH_TARGET of $MU_HOST is not empty"; exit 2; }
id "$MU_SET" && test -n "$ID" || { echo "there is no backup of $MU_HOST in set $MU_SET; nothing is changed"; exit 2; }
said=$(restic restore "$ID" --target "$MU_WITH_TARGET" 2>&1) || { echo "restic of $MU_HOST: ${said##*
}"; exit 2; }
N=$(find "$MU_WITH_TARGET" -type f | wc -l)
test "$N" -gt 0 || { echo "the restore of $MU_HOST changed nothing"; exit 2; }
echo "$N files of $MU_HOST are in $MU_WITH_TARGET"
