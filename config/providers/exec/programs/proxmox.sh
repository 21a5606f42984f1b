#!/bin/sh
# proxmox.sh ACTION [SET] HOST: the program of provider `exec` for hosts that are virtual machines of Proxmox VE.
# The map (default /etc/mailupgrade-proxmox, or PROXMOX_MAP) says where everything is; nothing is guessed from names:
#   on = ssh root@pve1              what goes before qm, pvesm and pvesh; empty: this machine is a node
#   storage = local-lvm             whose room is watched
#   host mbs1 = pve1/211            node and VM number
# A member is a snapshot of the VM with all its disks, without memory, named mu and a number made of the set's name, which is its description.
# Handed out are ids: the VM's own UUID (smbios1) with the second in which the snapshot was made. What proves a restore is the VM generation
# id: Proxmox makes another one on every rollback; a VM without one (qm set NUMBER --vmgenid 1) is refused at the creation already.
# Source: qm(1), pvesm(1), pvesh(1), the API's nodes/{node}/qemu/{vmid}/snapshot.
MAP=${PROXMOX_MAP:-/etc/mailupgrade-proxmox}
ACTION=$1; shift
case $ACTION in create | verify | restore | delete | probe | size) SET=$1; shift ;; esac
HOST=$1
die() { echo "$*"; exit 1; }
case $SET$HOST in *[!A-Za-z0-9._-]*) die "no such set or host" ;; esac
test -r "$MAP" || die "$MAP does not exist: it says which VM is which host"
value() { sed -n "s/^$1 *= *//p" "$MAP" | head -n 1; }
ON=$(value on)
# shellcheck disable=SC2086
pve() { $ON "$@" 2>&1 < /dev/null; }
place=$(value "host $HOST")
NODE=${place%%/*} VM=${place##*/}
case $VM in '' | *[!0-9]*) test "$ACTION" = free || die "$MAP names no VM of $HOST" ;; esac
NAME=mu$(printf '%s' "$SET" | cksum | cut -d ' ' -f 1)
config() { pve qm config "$VM" | sed -n "s/^$1: *//p" | head -n 1; }
generation() { config vmgenid | grep -xE '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'; }
# snapshots: `NAME SECOND` a line; the state of now, which the API lists too, has no second
snapshots() {
  pve pvesh get "/nodes/$NODE/qemu/$VM/snapshot" --output-format json | tr '{}' '\n\n' |
    sed -n 's/.*"name" *: *"\([^"]*\)".*/\1 &/p' | sed -n 's/^\([^ ]*\) .*"snaptime" *: *\([0-9]*\).*/\1 \2/p'
}
# member: sets ID
member() {
  at=$(snapshots | sed -n "s/^$NAME //p"); own=$(config smbios1 | sed -n 's/.*uuid=\([0-9a-f-]*\).*/\1/p')
  test -n "$at" || { WHY="VM $VM ($HOST) has no snapshot of $SET"; return 1; }
  test -n "$own" || { WHY="VM $VM ($HOST) has no UUID"; return 1; }
  ID=$own-$at
}
there() { test -n "$(snapshots | sed -n "s/^$NAME //p")"; }
drop() { if there; then said=$(pve qm delsnapshot "$VM" "$NAME") && ! there || die "snapshot $NAME of VM $VM ($HOST) cannot be deleted: $said"; fi; }
off() { case $(pve qm status "$VM") in 'status: stopped'*) return 0 ;; esac; return 1; }
case $ACTION in
  create)
    generation > /dev/null || die "VM $VM ($HOST) has no generation id: a restore could not be proven (qm set $VM --vmgenid 1)"
    drop # what an unfinished set left: no host was changed after it
    said=$(pve qm snapshot "$VM" "$NAME" --description "$SET" --vmstate 0) || die "$said"
    member || die "$WHY"
    echo "$ID" ;;
  probe)
    made=$("$0" create "$SET" "$HOST") || die "${made:-create ended without a word}"
    seen=$("$0" verify "$SET" "$HOST") && test "$seen" = "$made" || { "$0" delete "$SET" "$HOST" > /dev/null; die "the store says that it made $made, and there is ${seen:-nothing}"; }
    said=$("$0" delete "$SET" "$HOST") || die "$said"
    echo "$made was made, proven and deleted again" ;;
  verify) member || die "$WHY"; echo "$ID" ;;
  restore)
    off || die "$HOST is on: it is not put back"
    member || die "$WHY"
    said=$(pve qm rollback "$VM" "$NAME" --start 0) || die "$said"
    generation || die "VM $VM ($HOST) has no generation id after the rollback" ;;
  disk) generation || die "VM $VM ($HOST) has no generation id" ;;
  delete) drop; echo deleted ;;
  list) snapshots ;;
  power)
    case $2 in
      off) off || said=$(pve qm shutdown "$VM" --timeout 120 --forceStop 1) || die "$said" ;;
      on) ! off || said=$(pve qm start "$VM") || die "$said" ;;
    esac
    if off; then echo off; else echo on; fi ;;
  console) pve qm status "$VM" --verbose | head -n 20 ;;
  free)
    storage=$(value storage); test -n "$storage" || die "$MAP names no storage"
    # Name Type Status Total Used Available %, in KiB
    said=$(pve pvesm status --storage "$storage") || die "$said"
    echo "$said" | awk -v s="$storage" '$1 == s && $3 == "active" { printf "%.0f\n", $6 * 1024; found = 1 } END { exit !found }' || die "storage $storage is not active: $said" ;;
  # What the guest itself says of file systems that lie on disks of the VM (qemu-guest-agent must run in it).
  mounts) said=$(pve qm guest cmd "$VM" get-fsinfo) || die "$said"; printf '%s\n' "$said" | sed -n 's/.*"mountpoint" *: *"\([^"]*\)".*/\1/p' | sort -u | grep . ;;
  size) die "Proxmox does not say how much a snapshot holds alone" ;;
  *) die "no such action: $ACTION" ;;
esac
