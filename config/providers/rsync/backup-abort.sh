# backup-abort.sh: the copy is made by the step's own program and ends with it; proves that none runs here any more, and removes what was copied. No process is
# killed. May be called twice. Prints: what was proven, and which older copy there is for people who may have to go by it. Exit status: 0 only with the proof, 3 while something may run.
ps=$(ps -eo args= 2>&1) || { echo "the processes of $MU_HOST cannot be read"; exit 3; }
case $ps in *rsync*"$TARGET/$MU_SET"*) echo "a copy of set $MU_SET still runs on $MU_HOST: wait for it"; exit 3 ;; esac
rm -rf "$MEMBER.part" || { echo "the unfinished copy of $MU_HOST cannot be removed"; exit 3; }
OLD= AT=0
for m in "$TARGET"/*/"$MU_HOST"/manifest; do
  test "$m" != "$MEMBER/manifest" && test -f "$m" && read -r o_f o_b o_s o_at < "$m" || continue
  test "$o_at" -le "$AT" || { s=${m%/*/manifest}; AT=$o_at OLD="${s##*/} with $o_f files"; }
done
echo "no copy of set $MU_SET runs on $MU_HOST any more, what was unfinished is removed; the newest before it: ${OLD:-none}"
