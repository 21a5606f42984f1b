#!/bin/sh
# lvm-thin.sh ACTION [SET] HOST: the program of provider `exec` for hosts whose disks are thin volumes of LVM on one machine that carries them.
# The map (default /etc/mailupgrade-lvm, or LVM_MAP) says where everything is; nothing is guessed from names:
#   on = ssh root@carrier1          what goes before each lvm and power command; empty: this machine
#   power = virsh -q -c qemu:///system     switches a host: `... start|destroy|domstate NAME`
#   host mbs1 = vg0/mbs1-root vg0/mbs1-opt : / /opt     its volumes, and after the colon the mount points of the guest that lie on them
# A member is a read-only thin snapshot of each volume, named LV.SETNUMBER; what is handed out are the LV UUIDs, which no two volumes share.
# Put back: a new volume is made from the snapshot under the old one's name, then the old one is removed, so the set stays and can be used
# again, and the volume's UUID is another. Source: lvmthin(7), lvcreate(8), lvs(8).
MAP=${LVM_MAP:-/etc/mailupgrade-lvm}
ACTION=$1; shift
case $ACTION in create | verify | restore | delete | probe | size) SET=$1; shift ;; esac
HOST=$1
die() { echo "$*"; exit 1; }
case $SET$HOST in *[!A-Za-z0-9._-]*) die "no such set or host" ;; esac
test -r "$MAP" || die "$MAP does not exist: it says on which volumes the hosts lie"
value() { sed -n "s/^$1 *= *//p" "$MAP" | head -n 1; }
ON=$(value on) POWER=$(value power)
# shellcheck disable=SC2086
lvm() { $ON "$@" 2>&1 < /dev/null; }
# shellcheck disable=SC2086
power() { $ON $POWER "$@" 2>&1 < /dev/null; }
line=$(value "host $HOST")
VOLUMES=$(printf '%s' "${line%%:*}" | tr -s ' ') POINTS=
case $line in *:*) POINTS=${line#*:} ;; esac
test "$ACTION" = free || test -n "$VOLUMES" || die "$MAP names no volume of $HOST"
NUMBER=mu$(printf '%s' "$SET" | cksum | cut -d ' ' -f 1)
# uuid VG/LV: or nothing
uuid() { lvm lvs --noheadings -o lv_uuid "$1" | sed -n 's/^ *\([A-Za-z0-9]\{6\}-[A-Za-z0-9-]*\) *$/\1/p'; }
# member: the ids of all volumes' snapshots, one after another; nothing where one is missing or can be written to
member() {
  ids=
  for v in $VOLUMES; do
    id=$(uuid "$v.$NUMBER"); test -n "$id" || { WHY="$v has no snapshot of $SET"; return 1; }
    case $(lvm lvs --noheadings -o lv_attr "$v.$NUMBER" | tail -n 1 | tr -d ' ') in Vr*) ;; *) WHY="the snapshot of $v in $SET can be written to"; return 1 ;; esac
    ids="$ids${ids:+,}$id"
  done
}
# disk: the ids of the volumes; of one whose exchange was cut off, the id that it had
disk() { ids=; for v in $VOLUMES; do id=$(uuid "$v"); test -n "$id" || id=$(uuid "$v.mu-old"); test -n "$id" || { WHY="there is no volume $v"; return 1; }; ids="$ids${ids:+,}$id"; done; }
drop() {
  for v in $VOLUMES; do
    test -n "$(uuid "$v.$NUMBER")" || continue
    said=$(lvm lvremove -y -q "$v.$NUMBER") && test -z "$(uuid "$v.$NUMBER")" || die "the snapshot of $v in $SET cannot be deleted: $said"
  done
}
off() { case $(power domstate "$HOST") in 'shut off'*) return 0 ;; esac; return 1; }
case $ACTION in
  create)
    drop # what an unfinished set left: no host was changed after it
    for v in $VOLUMES; do said=$(lvm lvcreate -q -s -kn -pr -n "${v##*/}.$NUMBER" "$v") || { why=$said; drop; die "$why"; }; done
    member || die "$WHY"
    echo "$ids" ;;
  probe)
    made=$("$0" create "$SET" "$HOST") || die "${made:-create ended without a word}"
    seen=$("$0" verify "$SET" "$HOST") && test "$seen" = "$made" || { "$0" delete "$SET" "$HOST" > /dev/null; die "the store says that it made $made, and there is ${seen:-nothing}"; }
    said=$("$0" delete "$SET" "$HOST") || die "$said"
    echo "$made was made, proven and deleted again" ;;
  verify) member || die "$WHY"; echo "$ids" ;;
  restore)
    off || die "$HOST is on: its disks cannot be exchanged"
    member || die "$WHY"
    for v in $VOLUMES; do
      g=${v%%/*} n=${v##*/}
      # what an exchange that was cut off left
      test -z "$(uuid "$v.mu-new")" || said=$(lvm lvremove -y -q "$v.mu-new") || die "$said"
      if test -n "$(uuid "$v")" && test -n "$(uuid "$v.mu-old")"; then said=$(lvm lvremove -y -q "$v.mu-old") || die "$said"; fi
      said=$(lvm lvcreate -q -s -kn -prw -n "$n.mu-new" "$v.$NUMBER") || die "$said"
      test -z "$(uuid "$v")" || said=$(lvm lvrename -q "$g" "$n" "$n.mu-old") || die "$said"
      said=$(lvm lvrename -q "$g" "$n.mu-new" "$n") || die "$said; $v is called $v.mu-old now"
      test -z "$(uuid "$v.mu-old")" || said=$(lvm lvremove -y -q "$v.mu-old") || die "$said"
    done
    disk || die "$WHY"
    echo "$ids" ;;
  disk) disk || die "$WHY"; echo "$ids" ;;
  delete) drop; echo deleted ;;
  list)
    for v in $VOLUMES; do lvm lvs --noheadings -o lv_name,lv_uuid "${v%%/*}" | sed -n "s/^ *${v##*/}\.\(mu[0-9]*\) *\([A-Za-z0-9-]*\) *$/\1 \2/p"; done ;;
  power)
    case $2 in
      off) off || said=$(power destroy "$HOST") || die "$said" ;;
      on) ! off || said=$(power start "$HOST") || die "$said" ;;
    esac
    if off; then echo off; else echo on; fi ;;
  console) power dominfo "$HOST"; power domstate "$HOST" --reason ;;
  # The pool is what fills up: bytes that are left in it. A full one makes every volume on it fail, full metadata too.
  free)
    least=
    for v in $(sed -n 's/^host [^=]*= *\([^:]*\).*/\1/p' "$MAP"); do
      pool=$(lvm lvs --noheadings -o pool_lv "$v" | tail -n 1 | tr -d ' '); test -n "$pool" || die "$v is no thin volume"
      said=$(lvm lvs --noheadings --units b --nosuffix -o lv_size,data_percent,metadata_percent "${v%%/*}/$pool") || die "$said"
      left=$(echo "$said" | awk 'NF == 3 { if ($3 >= 90) print 0; else printf "%.0f", $1 * (100 - $2) / 100 }')
      test -n "$left" || die "the pool of $v says '$said'"
      if test -z "$least" || test "$left" -lt "$least"; then least=$left; fi
    done
    echo "$least" ;;
  mounts) test -n "$POINTS" || die "$MAP does not say which mount points of $HOST lie on its volumes"; printf '%s\n' "$POINTS" | tr -s ' ' '\n' | grep . ;;
  size) die "LVM does not say how much a thin snapshot holds alone" ;;
  *) die "no such action: $ACTION" ;;
esac
