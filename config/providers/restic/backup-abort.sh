# backup-abort.sh: the snapshot is made by the step's own program and ends with it; proves that none runs here any more. What was saved stays in the
# repository until it is pruned. No process is killed. May be called twice. Prints: what was proven, and which
# older snapshot there is for people who may have to go by it. Exit status: 0 only with the proof, 3 otherwise.
ps=$(ps -eo args= 2>&1) || { echo "the processes of $MU_HOST cannot be read"; exit 3; }
case $ps in *"restic backup"*) echo "restic still saves on $MU_HOST: wait for it"; exit 3 ;; esac
said=$(restic snapshots --json --host "$MU_HOST" 2>&1) || { echo "restic saves nothing on $MU_HOST any more, but its repository does not answer: ${said##*
}"; exit 3; }
OLD=$(printf '%s' "$said" | tr '{}' '\n\n' | grep -v "\"$MU_SET\"" | sed -n 's/.*"time": *"\([^."]*\).*"short_id": *"\([0-9a-f]*\)".*/\2 of \1/p' | tail -n 1)
echo "restic saves nothing on $MU_HOST any more; the newest before it: ${OLD:-none}"
