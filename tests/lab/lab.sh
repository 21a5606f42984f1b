# lab.sh: what the lab's commands share. Sourced, never run.
# The lab is a practice cluster whose hosts are real: each has its own network, PID, mount, UTS and IPC namespace, an overlay root, an
# sshd behind a small proxy (delay of the far site, cuts), a machine id and a boot id. Its cluster folder lies on btrfs, the disk of each
# host is a subvolume. Faults, ledgers and the clock are the same files as in a practice cluster.
LAB=/var/lib/mailupgrade-lab
POOL=$LAB/pool
CLUSTER=$POOL/cluster
HERE=$(cd "${0%/*}" && pwd)
REPO=${HERE%/tests/lab}
FLEET=$REPO/config/fleets/lab.yaml
JUMP=10.77.0.2

. "$HERE/foreign.sh"

say() { printf '%s\n' "$*" >&2; }
need_root() { test "$(id -u)" = 0 || { say "tests/lab/${0##*/} makes namespaces and mounts: it needs root."; exit 2; }; }

# hosts: lines `name address site roles` of the fleet file, one host a line there
hosts() {
  sed -n 's/^- *{ *name: *\([a-z0-9]*\), *address: *\([0-9.]*\), *site: *\([a-z]*\), *roles: *\[\([a-z, -]*\)\].*/\1 \2 \3 \4/p' "$FLEET" |
    while read -r name address site roles; do echo "$name $address $site $(echo "$roles" | tr -d ' ')"; done
}

# installer_of NAME: the folder of foreign installer scripts of a host, or nothing
installer_of() { sed -n "s/^- *{ *name: *$1,.*installer: *\([^ ,}]*\).*/\1/p" "$FLEET"; }

# daemon_lives: is labd there? By number and start time, which it wrote itself
daemon_lives() {
  test -f "$LAB/labd.pid" && read -r pid started < "$LAB/labd.pid" && test -r "/proc/$pid/stat" || return 1
  stat=$(cat "/proc/$pid/stat" 2> /dev/null) || return 1
  stat=${stat##*) }
  # shellcheck disable=SC2086
  set -- $stat
  test "${20}" = "$started"
}

stop_daemon() {
  if daemon_lives; then
    kill "$pid" 2> /dev/null
    n=0
    while daemon_lives && test $n -lt 100; do n=$((n + 1)); sleep 0.05; done
    ! daemon_lives || kill -9 "$pid" 2> /dev/null
  fi
  rm -f "$LAB/labd.pid"
  # Guests die with labd; what is left of a lab that was killed goes by the numbers it noted.
  for f in "$LAB"/run/*/guest.pid; do
    test -f "$f" || continue
    read -r pid started < "$f" || continue
    stat=$(cat "/proc/$pid/stat" 2> /dev/null) || continue
    stat=${stat##*) }
    # shellcheck disable=SC2086
    set -- $stat
    test "${20}" != "$started" || kill -9 "$pid" 2> /dev/null
  done
  n=0
  for f in "$LAB"/run/*/guest.pid; do
    test -f "$f" || continue
    read -r pid started < "$f" || continue
    while kill -0 "$pid" 2> /dev/null && test $n -lt 60; do n=$((n + 1)); sleep 0.05; done
    rm -f "$f"
  done
}

# stop_mail: the mail service of the cluster, by number and start time in its own mark
stop_mail() {
  test -f "$CLUSTER/pid" || return 0
  read -r pid started rest < "$CLUSTER/pid" || return 0
  stat=$(cat "/proc/$pid/stat" 2> /dev/null) || return 0
  stat=${stat##*) }
  # shellcheck disable=SC2086
  set -- $stat
  test "${20}" = "$started" || return 0
  kill -9 "$pid" 2> /dev/null
  n=0
  while test -d "/proc/$pid" && test $n -lt 60; do n=$((n + 1)); sleep 0.05; done
}

umount_tickets() {
  for t in "$CLUSTER"/hosts/*/tickets; do ! mountpoint -q "$t" || umount -l "$t"; done
}

# machines: real where the fleet's hosts run true packages
machines() { sed -n 's/^machines: *\([a-z]*\).*/\1/p' "$FLEET"; }

# drop_cluster: takes the cluster's folder away, subvolumes first
drop_cluster() {
  test -d "$CLUSTER" || return 0
  umount_tickets
  for v in "$CLUSTER"/snapshots/*/* "$CLUSTER"/snapshots/*/*/root "$CLUSTER"/snapshots/*/*/disk "$CLUSTER"/hosts/*/disk "$CLUSTER"/hosts/*/disk.old "$CLUSTER"/hosts/*/root "$CLUSTER"/hosts/*/root.new "$CLUSTER"/hosts/*/root.old; do
    test ! -d "$v" || btrfs subvolume delete "$v" > /dev/null 2>&1 || true
  done
  rm -rf "$CLUSTER" "$POOL/os"
}

# make_cluster: fresh hosts, never used
make_cluster() {
  mkdir -p "$CLUSTER/hosts" "$LAB/run"
  hosts > "$LAB/fleet.list"
  if test "$(machines)" = real; then . "$HERE/real.sh"; make_real_hosts; return; fi
  while read -r name rest; do
    mkdir -p "$CLUSTER/hosts/$name"
    btrfs subvolume create "$CLUSTER/hosts/$name/root" > /dev/null
    # A disk of its own that can be full, and outlives a reboot as one does.
    mkdir "$CLUSTER/hosts/$name/tickets"
    mount -t tmpfs -o size=128m,mode=700 "mulab-$name" "$CLUSTER/hosts/$name/tickets"
  done < "$LAB/fleet.list"
  sh "$REPO/src/MailUpgrade.Practice/Host/create-cluster.sh" "$CLUSTER" "$LAB/fleet.list" 60 '' 0
  while read -r name address rest; do
    h=$CLUSTER/hosts/$name
    chmod 700 "$h/tickets"
    cat /proc/sys/kernel/random/uuid > "$h/boot-id"
    echo "/run/netns/mulab-$name" > "$h/netns"
    : > "$h/tickets/ledger"
    ln -s tickets/ledger "$h/ledger"
    if test -d "$h/root/mnt/far-hsm"; then mv "$h/root/mnt/far-hsm" "$h/far"; mkdir "$h/root/mnt/far-hsm"; fi
    foreign=$(installer_of "$name")
    test -z "$foreign" || take_foreign "$name" "$foreign"
  done < "$LAB/fleet.list"
}

start_daemon() {
  /usr/bin/python3 "$HERE/labd.py" "$LAB" "$HERE" < /dev/null >> "$LAB/labd.log" 2>&1 &
  n=0
  until test -f "$LAB/ready"; do
    n=$((n + 1))
    if test $n -gt 600; then say "The hosts did not come up within 30 s; the last words of $LAB/labd.log:"; tail -n 5 "$LAB/labd.log" >&2; exit 1; fi
    sleep 0.05
  done
}
