# backup-create.sh: one snapshot of the host's folders, tagged with the set. One that is there is kept. Prints: its id and size.
id "$MU_SET" || { echo "the repository of $MU_HOST does not answer: ${i_t##*
}"; exit 2; }
test -z "$ID" || { echo "backup of $MU_HOST in set $MU_SET is there already, $ID"; exit 0; }
for p in $PATHS; do test -e "$MU_ROOT$p" || { echo "$p of /etc/mailupgrade-backup is not on $MU_HOST"; exit 2; }; done
said=$(restic backup --host "$MU_HOST" --tag "$MU_SET" --tag mailupgrade $(for p in $PATHS; do echo "$MU_ROOT$p"; done) 2>&1)
rc=$?
test $rc -eq 0 || { # 3: something could not be read, and a snapshot was made all the same
  test $rc -ne 3 || id "$MU_SET" && test -z "$ID" || restic forget "$ID" > /dev/null 2>&1
  echo "restic of $MU_HOST ended with $rc: $(printf '%s\n' "$said" | grep -i error | head -n 1)"; exit 2; }
id "$MU_SET" && test -n "$ID" || { echo "restic of $MU_HOST made no snapshot"; exit 2; }
echo "backup of $MU_HOST in set $MU_SET: $ID"
printf '%s\n' "$said" | tail -n 3
