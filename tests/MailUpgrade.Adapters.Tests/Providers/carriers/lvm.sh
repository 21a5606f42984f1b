#!/bin/sh
# A machine with thin volumes and libvirt domains, as files beside this script: lv/VG/NAME holds `UUID rw|ro`, power/NAME on or off.
# Faults: fail-LV (no room for its snapshot), noop-LV (says yes, makes nothing), stuck-LV (its volume is not exchanged).
S=${0%/*}
echo "$*" >> "$S/log"
N=$(wc -l < "$S/log")
do_lvs() {
  fields= of=
  while test $# -gt 0; do case $1 in -o) fields=$2; shift ;; --units) shift ;; --*) ;; *) of=$1 ;; esac; shift; done
  case $fields in
    lv_name,lv_uuid) for f in "$S/lv/$of"/*; do read -r id how < "$f"; echo "  ${f##*/} $id"; done; return ;;
    lv_size,data_percent,metadata_percent) echo "  107374182400 $(cat "$S/pool")"; return ;;
  esac
  test -f "$S/lv/$of" || { echo "  Failed to find logical volume \"$of\"" >&2; return 5; }
  read -r id how < "$S/lv/$of"
  case $fields in
    lv_uuid) echo "  $id" ;;
    lv_attr) if test "$how" = ro; then echo "  Vri---tz-k"; else echo "  Vwi-a-tz--"; fi ;;
    pool_lv) echo "  pool" ;;
  esac
}
do_lvcreate() {
  name= how=rw origin=
  while test $# -gt 0; do case $1 in -n) name=$2; shift ;; -pr) how=ro ;; -*) ;; *) origin=$1 ;; esac; shift; done
  test -f "$S/lv/$origin" || { echo "  Failed to find logical volume \"$origin\"" >&2; return 5; }
  test ! -f "$S/fail-${origin##*/}" || { echo "  Free space in pool vg0/pool is below threshold: new thin volumes are not allowed." >&2; return 5; }
  test ! -f "$S/lv/${origin%%/*}/$name" || { echo "  Logical Volume \"$name\" already exists in volume group" >&2; return 5; }
  test -f "$S/noop-${origin##*/}" || printf 'Ab%04d-cdef-ghij-klmn-opqr-stuv-wx%04d %s\n' "$N" "$N" "$how" > "$S/lv/${origin%%/*}/$name"
}
do_lvrename() {
  test "$1" != -q || shift
  test ! -f "$S/stuck-$2" && test ! -f "$S/stuck-${2%.mu-new}" || return 0
  test -f "$S/lv/$1/$2" && test ! -e "$S/lv/$1/$3" || { echo "  Existing logical volume \"$2\" not found" >&2; return 5; }
  mv "$S/lv/$1/$2" "$S/lv/$1/$3"
}
do_lvremove() { for of; do :; done; test ! -f "$S/stuck-${of##*/}" || return 0; rm "$S/lv/$of"; }
case $1 in
  lv*) command=do_$1; shift; "$command" "$@" ;;
  virsh)
    for word; do case $word in start | destroy | domstate | dominfo) act=$word ;; esac; done
    host=${word}
    case $act in
      domstate) if test "$(cat "$S/power/$host")" = on; then echo running; else echo 'shut off'; fi ;;
      start) echo on > "$S/power/$host" ;;
      destroy) echo off > "$S/power/$host" ;;
    esac ;;
esac
