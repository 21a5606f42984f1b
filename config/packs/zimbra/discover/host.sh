# host.sh: what one host says of itself, for the writer of a fleet file. Reads only.
# Prints: `volume NAME PATH KIND` for each volume that lies elsewhere (outside every snapshot), and `look TEXT` for what a person must see:
# version, system, volumes, foreign mounts, queue, certificates. Source: zmvolume -l [C], zxsuite [D, M], findmnt, zmcertmgr [C].
ASK='echo "@version"; zmcontrol -v; echo "@certificates"; zmcertmgr checkcrtexpiration -days 60'
! has_role mailbox || ASK="$ASK; echo @volumes; zmvolume -l; echo @stores; zxsuite hsm getAllVolumes; echo @backups; zmbackupquery --type full"
ANSWER=$(zimbra "$ASK")
AT='' REL='' V_TEXT='' S_ID='' S_NAME='' OBJECTS='' BACKUP=''
while IFS= read -r l; do
  case $l in @version | @certificates | @volumes | @stores | @backups) AT=${l#@}; continue ;; esac
  case $AT in
    version) case $l in Release*) REL=${l#Release } ;; esac ;;
    certificates) case $l in *EXPIRE*) echo "look certificate of ${l%%:*}: ${l#*: }" ;; esac ;;
    volumes) V_TEXT="$V_TEXT$l$NL" ;;
    stores) set -- $l; case $1 in name) S_NAME=$2 ;; storeType) case $2 in FileBlob) ;; *) OBJECTS="$OBJECTS $S_NAME:$2" ;; esac ;; esac ;;
    backups) case $l in Started:*) BACKUP=${BACKUP:-${l#Started: }} ;; esac ;;
  esac
done << EOF
$ANSWER
EOF
read_os
echo "look ${REL:-no readable version}; $OS_NAME"
MOUNTS=$(timeout $LONG findmnt -rn -o TARGET,FSTYPE 2> /dev/null || timeout $LONG findmnt -n -o TARGET,FSTYPE)
NAMED=' '
if has_role mailbox; then
  rows_of_volumes || echo "look mailboxd lists no volume: write them by hand"
  while IFS='|' read -r id name type path comp cur; do
    test -n "$id" || continue
    for o in $OBJECTS; do
      case $o in "$name:"*) kind=$(printf '%s' "${o#*:}" | tr 'A-Z' 'a-z'); echo "volume $name /mnt/$name $kind"; echo "look $name is an object store: it has no path, /mnt/$name stands for it"; continue 2 ;; esac
    done
    fs=
    while read -r at t; do case $path/ in "$at"/*) test "$at" = / || fs=$t where=$at ;; esac; done << EOF
$MOUNTS
EOF
    case $fs in nfs*) kind=nfs ;; cifs | smb*) kind=cifs ;; fuse.* | glusterfs | ceph | lustre | 9p) kind=${fs#fuse.} ;; *) continue ;; esac
    echo "volume $name $path $kind"
    NAMED="$NAMED$where "
    echo "look $name at $path lies elsewhere ($fs): outside every snapshot"
  done << EOF
$VOLS
EOF
  test -n "$BACKUP" && echo "look newest full backup began $BACKUP" || echo "look no full backup is known"
fi
while read -r at t; do
  case $t in nfs* | cifs | smb* | fuse.* | glusterfs | ceph | lustre | 9p) case $NAMED in *" $at "*) ;; *) echo "look $at ($t) is mounted and no volume: does it matter to mail?" ;; esac ;; esac
done << EOF
$MOUNTS
EOF
if has_role mta; then read_queue; echo "look ${QUEUE:-an unreadable number of} messages wait in the queue"; fi
