# real.sh: hosts of true Debian packages for the lab: Postfix, Dovecot, slapd. Sourced by lab.sh.
# Their disk is a btrfs subvolume, copied from one that has the older packages installed. `older` are Debian's own packages with an older
# number and one file more, so that an upgrade has something to do and a rollback something to undo; Debian's present ones lie in a
# repository on the host, as a mirror would.
REPO_DIR=$LAB/mail-repo
TEMPLATE=$POOL/mail-template
OLDER='postfix dovecot-core dovecot-imapd dovecot-lmtpd slapd'
# Packages of the same sources that this machine has besides go along: they name each other by version.
OLDER=$(for p in $OLDER $(dpkg-query -W -f '${db:Status-Status} ${Package}\n' 'dovecot-*' 'postfix-*' 2> /dev/null | sed -n 's/^installed //p'); do echo "$p"; done | sort -u | tr '\n' ' ')

# make_repo: Debian's present packages, and the same with an older number
make_repo() {
  test ! -f "$REPO_DIR/made" || return 0
  rm -rf "$REPO_DIR" && mkdir -p "$REPO_DIR/new" "$REPO_DIR/old" "$REPO_DIR/work"
  # shellcheck disable=SC2086
  (cd "$REPO_DIR/new" && apt-get download $OLDER) > "$REPO_DIR/log" 2>&1 ||
    { apt-get update -q >> "$REPO_DIR/log" 2>&1 && (cd "$REPO_DIR/new" && apt-get download $OLDER) >> "$REPO_DIR/log" 2>&1; } ||
    { say "Debian's packages could not be fetched:"; tail -n 3 "$REPO_DIR/log" >&2; exit 1; }
  for f in "$REPO_DIR"/new/*.deb; do
    w=$REPO_DIR/work/pkg
    rm -rf "$w" && dpkg-deb -R "$f" "$w"
    version=$(dpkg-deb -f "$f" Version)
    older=$(printf '%s' "$version" | sed 's/2\.3\.19/2.3.18/; s/3\.7\.11/3.7.10/; s/2\.5\.13/2.5.12/')
    test "$older" != "$version" || { say "real.sh does not know what is older than $f"; exit 1; }
    # those of one source name each other by version; slapd names libraries that stay
    lines=; case $f in */slapd_*) lines='/^Version:/' ;; esac
    sed -i "${lines}s/$(printf '%s' "$version" | sed 's/[.]/\\&/g')/$older/g" "$w/DEBIAN/control"
    mkdir -p "$w/usr/share/mail-older" && dpkg-deb -f "$f" Package > "$w/usr/share/mail-older/$(dpkg-deb -f "$f" Package)"
    dpkg-deb -Znone -b "$w" "$REPO_DIR/old" > /dev/null
  done
  rm -rf "$REPO_DIR/work"
  index "$REPO_DIR/new"
  : > "$REPO_DIR/made"
}

# make_template: a disk with the older packages; everything under it is this machine, read only
make_template() {
  if test -f "$POOL/mail-template.made" && test "$POOL/mail-template.made" -nt "$REPO_DIR/made" && test "$POOL/mail-template.made" -nt "$HERE/real-boot.sh"; then return 0; fi
  test ! -d "$TEMPLATE" || btrfs subvolume delete "$TEMPLATE" > /dev/null
  btrfs subvolume create "$TEMPLATE" > /dev/null
  mkdir -p "$TEMPLATE/up" "$TEMPLATE/work"
  unshare --mount sh -e -c '
    LAB=$1 POOL=$2 TEMPLATE=$3 HERE=$4
    mount --make-rprivate /
    M=$LAB/run/template && mkdir -p "$M"
    mount -t overlay overlay -o "lowerdir=$POOL/layer:/,upperdir=$TEMPLATE/up,workdir=$TEMPLATE/work" "$M"
    mount -t proc proc "$M/proc" && mount --rbind /dev "$M/dev" && mount -t tmpfs tmpfs "$M/run" && mount -t tmpfs -o mode=1777 tmpfs "$M/tmp"
    mkdir -p "$M/srv/mail-repo" && mount --bind "$LAB/mail-repo" "$M/srv/mail-repo"
    printf "#!/bin/sh\nexit 101\n" > "$M/usr/sbin/policy-rc.d" && chmod 755 "$M/usr/sbin/policy-rc.d"
    cp "$HERE/real-boot.sh" "$M/usr/local/sbin/lab-boot" && chmod 755 "$M/usr/local/sbin/lab-boot"
    echo "deb [trusted=yes] file:/srv/mail-repo/new ./" > "$M/etc/apt/mail.list"
    chroot "$M" sh -e -c "export DEBIAN_FRONTEND=noninteractive; dpkg -i --force-confold /srv/mail-repo/old/*.deb"
  ' sh "$LAB" "$POOL" "$TEMPLATE" "$HERE" > "$LAB/template.log" 2>&1 || { say "The older packages could not be installed; $LAB/template.log:"; tail -n 5 "$LAB/template.log" >&2; exit 1; }
  : > "$POOL/mail-template.made"
}

make_real_hosts() {
  make_repo
  make_template
  (umask 077; echo lab-password > "$LAB/mail-password")
  mkdir -p "$CLUSTER/snapshots"
  test -f "$CLUSTER/clock" || printf 'CLOCK_START_MS=%s\nCLOCK_ANCHOR_MS=%s\nCLOCK_SPEED=1\n' "$(date +%s%3N)" "$(date +%s%3N)" > "$CLUSTER/clock"
  accounts=$(sed -n 's/^accounts: *\([0-9]*\).*/\1/p' "$FLEET")
  domain=$(sed -n 's/^domain: *\([a-z0-9.-]*\).*/\1/p' "$FLEET")
  while read -r name address site roles; do
    h=$CLUSTER/hosts/$name
    mkdir -p "$h/faults" "$h/tickets"
    btrfs subvolume snapshot "$TEMPLATE" "$h/disk" > /dev/null
    rm -rf "$h/disk/work" && mkdir "$h/disk/work"
    mkdir -p "$h/disk/up/etc/lab" "$h/disk/up/var/log"
    printf "ROLES='%s'\nADDR='%s'\nNAME='%s'\nDOMAIN='%s'\nACCOUNTS='%s'\n" "$roles" "$address" "$name" "$domain" "${accounts:-0}" > "$h/disk/up/etc/lab/host"
    cp "$LAB/fleet.list" "$h/disk/up/etc/lab/fleet"
    mount -t tmpfs -o size=128m,mode=700 "mulab-$name" "$h/tickets"
    : > "$h/tickets/ledger"
    ln -s tickets/ledger "$h/ledger"
    cat /proc/sys/kernel/random/uuid > "$h/boot-id"
    echo "/run/netns/mulab-$name" > "$h/netns"
    printf "MU_ADDR='%s'\nMU_PORTS=''\n" "$address" > "$h/env"
  done < "$LAB/fleet.list"
}
