# storage.sh: is there room, are all volumes there and answering in time, does a snapshot hold every disk of the guest, and would the backup
# be worth something? Backups are judged by content: accounts in them, size against the one before, age at the moment the installer will
# ask; never by their status word. MU_WITH_ASKED: minutes from kick-off to that question (default 180). Changes nothing.
# Prints: in order, or the worst first. Sources: df, findmnt, zmvolume -l [C], zmbackupquery [M], facts 2.3.11, 4.1.
check_space
if has_role ldap-master ldap-replica; then
  set -- $(du -k "$Z/data/ldap/mdb/db/data.mdb" 2> /dev/null)
  DUMP=$((${1:-0} * 2)) # the installer dumps the directory and keeps the old database beside it
  set -- $(df -Pk "$Z" | tail -n 1)
  test "${4:-0}" -gt $((DUMP + 512000)) || critical "no room for the dump of the directory on $MU_HOST: $((${4:-0} / 1024)) MB free, $((DUMP / 1024)) MB wanted"
fi
check_guest_mounts
if has_role mta; then
  read_queue
  test -n "$QUEUE" || unknown "cannot read the queue of $MU_HOST"
  test "${QUEUE:-0}" -lt 500 || warning "$QUEUE messages wait on $MU_HOST: find out why before the night"
  PERF="$PERF queue=${QUEUE:-U}"
fi
has_role mailbox || verdict "space and mounts of $MU_HOST are in order"

ANSWER=$(zimbra 'echo @volumes; zmvolume -l; echo @objects; zxsuite hsm getAllVolumes; echo @backups; zmbackupquery --type full')
AT='' V_TEXT='' S3='' SESSIONS='' LABEL='' STATUS='' BEGUN=''
while IFS= read -r l; do
  case $l in @volumes | @objects | @backups) AT=${l#@}; continue ;; esac
  case $AT in
    volumes) V_TEXT="$V_TEXT$l$NL" ;;
    objects) set -- $l; case $1 in bucket) S3="$S3 $2" ;; esac ;;
    backups)
      case $l in
        Label:*) LABEL=${l##* } STATUS='' BEGUN='' ;;
        Status:*) STATUS=${l#Status:} ;;
        Started:*) set -- $l; BEGUN="$3 $4" ;;
        'Number of accounts:'*) set -- ${l#*: }; SESSIONS="$SESSIONS$LABEL|$STATUS|$BEGUN|$1|$4$NL" ;;
      esac ;;
  esac
done << EOF
$ANSWER
EOF
rows_of_volumes || critical "mailboxd of $MU_HOST lists no volume"
check_mounts "$VOLS"
check_reading "$VOLS"
for b in $S3; do
  o=$(zimbra "zxsuite core testS3Connection $b") || critical "object store $b: ${o##*"$NL"}"
done
judge_backups
verdict "space, volumes and backup of $MU_HOST are in order"
