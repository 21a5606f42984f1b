# backup-restore.sh: brings the copy into a folder of its own, with: { target: /DIR }; never over what runs. It is proven first. Prints: how many files.
cd / || exit 2
case $MU_WITH_TARGET in /?*) ;; *) echo "say where to: with: { target: /DIR }; the way back of a whole host is the snapshot set"; exit 2 ;; esac
test -z "$(ls -A "$MU_WITH_TARGET" 2> /dev/null)" || { echo "$MU_WITH_TARGET of $MU_HOST is not empty"; exit 2; }
proven || { echo "$WHY; nothing is changed"; exit 2; }
mkdir -p "$MU_WITH_TARGET" && rsync -aHAX --numeric-ids "$MEMBER/root/" "$MU_WITH_TARGET/" || { echo "the copy of $MU_HOST could not be brought back"; exit 2; }
counted "$MU_WITH_TARGET"
test "$FILES $SUM" = "$m_files $m_sum" || { echo "what came back of $MU_HOST is not what its manifest says: $FILES of $m_files files"; exit 2; }
echo "$FILES files of $MU_HOST are in $MU_WITH_TARGET"
