#!/bin/sh
# libvirt.sh ACTION [SET] HOST: the program of provider `exec` for hosts that are libvirt domains of the same name. LIBVIRT_URI says where
# (default qemu:///system). Snapshots cover every disk of the domain that libvirt snapshots; the names of sets are kept as the snapshot's
# description, what is handed out are ids: the domain's UUID and the snapshot's creation time. Source: virsh(1).
URI=${LIBVIRT_URI:-qemu:///system}
ACTION=$1; shift
case $ACTION in create | verify | restore | delete | probe | size) SET=$1; shift ;; esac
HOST=$1
die() { echo "$*"; exit 1; }
v() { virsh -q -c "$URI" "$@" 2>&1; }
case $SET$HOST in *[!A-Za-z0-9._-]*) die "no such set or host" ;; esac
made() { v snapshot-dumpxml "$HOST" "$SET" | sed -n 's|.*<creationTime>\([0-9]*\)</creationTime>.*|\1|p'; }
domain() { v domuuid "$HOST" | tr -d ' \n'; }
# id: of the member, or nothing
id() { at=$(made); test -z "$at" || echo "$(domain)-$at"; }
off() { case $(v domstate "$HOST") in 'shut off'*) return 0 ;; esac; return 1; }
case $ACTION in
  create)
    test -z "$(made)" || die "$HOST has a snapshot of the name $SET already"
    said=$(v snapshot-create-as "$HOST" "$SET" "made by the run's set $SET" --atomic) || die "$said"
    id ;;
  probe)
    said=$("$0" delete "$SET" "$HOST") || die "$said" # what an earlier probe left
    if v dumpxml "$HOST" | awk "/<disk .*device='disk'/ { d = 1 } d && /<driver .*type='raw'/ { raw = 1 } /<.disk>/ { d = 0 } END { exit !raw }"; then die "a disk of it is raw: libvirt keeps no snapshot inside it"; fi
    off || { said=$(v snapshot-list "$HOST" --name) || die "$said"; echo "not tried: the domain runs, and would stand still while its memory is saved"; exit 0; }
    made=$("$0" create "$SET" "$HOST") || die "${made:-create ended without a word}"
    seen=$("$0" verify "$SET" "$HOST") && test "$seen" = "$made" || { "$0" delete "$SET" "$HOST" > /dev/null; die "the store says that it made $made, and there is ${seen:-nothing}"; }
    said=$("$0" delete "$SET" "$HOST") || die "$said"
    echo "$made was made, proven and deleted again" ;;
  verify) member=$(id); test -n "$member" || die "$HOST has no snapshot $SET"; echo "$member" ;;
  restore)
    off || die "$HOST is on: it is not put back"
    said=$(v snapshot-revert "$HOST" "$SET") || die "$said"
    # of a snapshot that was taken running, revert starts the domain: power stays an order of its own
    off || said=$(v destroy "$HOST") || die "$said"
    v snapshot-current "$HOST" --name | grep -qxF "$SET" || die "libvirt does not stand on $SET after the revert"
    mkdir -p "${MU_STATE:-/var/lib/mailupgrade}/libvirt" && echo "$(id)-$(date +%s%N)" > "${MU_STATE:-/var/lib/mailupgrade}/libvirt/$HOST" && cat "${MU_STATE:-/var/lib/mailupgrade}/libvirt/$HOST" ;;
  disk) cat "${MU_STATE:-/var/lib/mailupgrade}/libvirt/$HOST" 2> /dev/null || domain ;;
  delete) test -n "$(made)" || { echo deleted; exit 0; }; said=$(v snapshot-delete "$HOST" "$SET") && test -z "$(made)" || die "$HOST keeps its snapshot $SET: $said"; echo deleted ;;
  list) v snapshot-list "$HOST" --name | grep . ;;
  power)
    case $2 in
      off) off || said=$(v destroy "$HOST") || die "$said" ;;
      on) ! off || said=$(v start "$HOST") || die "$said" ;;
    esac
    if off; then echo off; else echo on; fi ;;
  console) v dominfo "$HOST"; v domstate "$HOST" --reason ;;
  mounts) # told by the agent in the guest; held is what lies on a disk of the domain
    disks=" $(v domblklist "$HOST" --details | awk '$2 == "disk" { print $3 }' | tr '\n' ' ')"
    said=$(v domfsinfo "$HOST") || die "$said"
    printf '%s\n' "$said" | while read -r at name type target; do case $disks in *" ${target:-none} "*) echo "$at" ;; esac; done | grep . ||
      die "the agent in $HOST names no mount on a disk of the domain" ;;
  size | free) die "libvirt does not say it for every kind of store: ask the storage" ;;
  *) die "no such action: $ACTION" ;;
esac
