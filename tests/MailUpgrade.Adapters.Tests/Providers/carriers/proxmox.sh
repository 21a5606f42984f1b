#!/bin/sh
# A node of Proxmox VE, as files beside this script: vm/NUMBER/{config,status}, vm/NUMBER/snap/NAME with the second and the description.
# Faults: fail-NUMBER (no room), noop-NUMBER (says yes, makes nothing), stuck-NUMBER (a rollback changes nothing),
# keep-NUMBER (says deleted, keeps it).
S=${0%/*}
echo "$*" >> "$S/log"
N=$(wc -l < "$S/log")
V=$S/vm/$3
case "$1 $2" in
  'qm config') cat "$V/config" ;;
  'qm status') echo "status: $(cat "$V/status")" ;;
  'qm start') echo running > "$V/status" ;;
  'qm shutdown') echo stopped > "$V/status" ;;
  'qm snapshot')
    test ! -f "$S/fail-$3" || { echo 'snapshot feature is not available' >&2; exit 255; }
    case $4 in [a-z]*) ;; *) echo "400 Parameter verification failed. snapname: invalid format - invalid configuration ID '$4'" >&2; exit 255 ;; esac
    test ! -e "$V/snap/$4" || { echo "snapshot name '$4' already used" >&2; exit 25; }
    test -f "$S/noop-$3" || echo "$((1546099800 + N)) $6" > "$V/snap/$4" ;;
  'qm delsnapshot') test -f "$S/keep-$3" || rm "$V/snap/$4" ;;
  'qm rollback')
    test -e "$V/snap/$4" || { echo "snapshot '$4' does not exist" >&2; exit 255; }
    test -f "$S/stuck-$3" || sed -i "s/^vmgenid:.*/vmgenid: $(printf '%08x-0000-4000-8000-00000000cafe' "$N")/" "$V/config" ;;
  'qm guest') printf '[\n   {\n      "disk" : [ { "bus-type" : "scsi" } ],\n      "mountpoint" : "/"\n   },\n   {\n      "disk" : [ { "bus-type" : "scsi" } ],\n      "mountpoint" : "/opt"\n   }\n]\n' ;;
  'pvesh get')
    vm=${3%/snapshot}; vm=${vm##*/}; list=
    for f in "$S/vm/$vm/snap"/*; do test -f "$f" || continue; read -r at text < "$f"; list="$list{\"description\":\"$text\",\"name\":\"${f##*/}\",\"snaptime\":$at,\"vmstate\":0},"; done
    printf '[%s{"description":"You are here!","digest":"4f2a","name":"current","parent":"x","running":1}]\n' "$list" ;;
  'pvesm status') printf 'Name             Type     Status           Total            Used       Available        %%\nlocal-lvm     lvmthin     active       104857600        52428800        %s   50.00%%\n' "$(cat "$S/pool")" ;;
  *) echo "unknown command '$*'" >&2; exit 255 ;;
esac
