#!/bin/sh
# guest.sh LAB NAME ADDRESS: the first process of a lab host, in namespaces of its own: lays its root and becomes its init.
set -e
LAB=$1 NAME=$2 ADDR=$3
POOL=$LAB/pool CLUSTER=$LAB/pool/cluster
H=$CLUSTER/hosts/$NAME OS=$POOL/os/$NAME M=$LAB/run/$NAME/root
# A host of true packages has all that it writes on a subvolume of its own: its disk.
test ! -d "$H/disk" || OS=$H/disk
mount --make-rprivate /
mkdir -p "$OS/up/etc/ssh" "$OS/work" "$M"
test -f "$OS/up/etc/machine-id" || tr -d - < /proc/sys/kernel/random/uuid > "$OS/up/etc/machine-id"
echo "$NAME" > "$OS/up/etc/hostname"
{ echo "127.0.0.1 localhost $NAME"; while read -r n a rest; do echo "$a $n.example.co.id $n"; done < "$LAB/fleet.list"; } > "$OS/up/etc/hosts"
cp "$LAB/hostkeys/$NAME" "$OS/up/etc/ssh/lab_host_key"
chmod 600 "$OS/up/etc/ssh/lab_host_key"
cat > "$OS/up/etc/ssh/lab_sshd" <<END
Port 22
ListenAddress 127.0.0.1
HostKey /etc/ssh/lab_host_key
AllowUsers upgrade
PasswordAuthentication no
UsePAM no
UseDNS no
MaxSessions 10
PrintMotd no
PidFile none
END
mkdir -p "$OS/up/etc/sudoers.d"
R=$H/root
if test -d "$H/disk"; then
  printf 'Defaults:upgrade secure_path="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"\nupgrade ALL=(ALL) NOPASSWD: ALL\n' > "$OS/up/etc/sudoers.d/upgrade"
  chmod 440 "$OS/up/etc/sudoers.d/upgrade"
elif test -d "$H"; then
  cat > "$OS/up/etc/sudoers.d/upgrade" <<END
Defaults:upgrade env_file="/etc/mailupgrade-host"
Defaults:upgrade secure_path="$R/opt/zimbra/bin:$R/opt/zimbra/libexec:$R/usr/local/bin:$R/usr/sbin:$R/usr/bin:/usr/sbin:/usr/bin:/sbin:/bin"
upgrade ALL=(ALL) NOPASSWD: ALL
END
  printf 'MU_ROOT=%s\nMU_PORTS=\nMU_CLUSTER=%s\n' "$R" "$CLUSTER" > "$OS/up/etc/mailupgrade-host"
  chmod 440 "$OS/up/etc/sudoers.d/upgrade"
fi
mount -t overlay overlay -o "lowerdir=$POOL/layer:/,upperdir=$OS/up,workdir=$OS/work" "$M"
mount -t proc proc "$M/proc"
mount -t sysfs -o ro sysfs "$M/sys"
mount --rbind /dev "$M/dev"
mount -t tmpfs -o mode=755 tmpfs "$M/run"
mount -t tmpfs -o mode=1777 tmpfs "$M/tmp"
# The lab's own things are not the host's: of them it sees the cluster's folder alone, which the simulated commands share.
mount -t tmpfs -o mode=755 tmpfs "$M$LAB"
mkdir -p "$M$CLUSTER" "$M/run/sshd"
if test -d "$H/disk"; then
  mkdir -p "$M/srv/mail-repo"
  mount --bind "$H/tickets" "$M/var/lib/mailupgrade"
  mount --bind "$H/boot-id" "$M/proc/sys/kernel/random/boot_id"
  mount --bind -o ro "$LAB/mail-repo" "$M/srv/mail-repo"
elif test -d "$H"; then
  mount --bind "$CLUSTER" "$M$CLUSTER"
  mount --bind "$H/tickets" "$M/var/lib/mailupgrade"
  mount --bind "$R/opt" "$M/opt"
  mount --bind "$H/boot-id" "$M/proc/sys/kernel/random/boot_id"
  if test -d "$R/var/lib/dpkg/info"; then # a package database of its own: foreign.sh
    mount --bind "$R/var/lib/dpkg" "$M/var/lib/dpkg"
    mount --bind "$R/etc/apt" "$M/etc/apt"
    mount --bind "$R/etc/dpkg/dpkg.cfg.d" "$M/etc/dpkg/dpkg.cfg.d"
    mount --bind "$R/etc/os-release" "$M/etc/os-release"
    cp "$R/etc/lsb-release" "$M/etc/lsb-release"
  fi
fi
hostname "$NAME"
cd "$M"
mkdir -p run/old
pivot_root . run/old
umount -l /run/old
rmdir /run/old
cd /
export PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C
if test -d "$H/far"; then
  bindfs "$H/far" "$R/mnt/far-hsm"
  pgrep -n -x bindfs > /run/far.pid || true
fi
if test -x /usr/local/sbin/lab-boot; then BOOT='/usr/local/sbin/lab-boot > /var/log/lab-boot.log 2>&1 < /dev/null;'; fi
exec tini -g -- sh -c "$BOOT"'while :; do /usr/sbin/sshd -D -e -f /etc/ssh/lab_sshd 2>> /var/log/sshd.log; sleep 0.2; done'
