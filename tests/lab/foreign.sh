# foreign.sh: hosts with installer scripts of somebody else. Sourced by lab.sh.
# Such a host has a package database of its own, kept by its real dpkg and apt: it begins as this machine's, with the Zimbra packages of
# the fleet's first version in it. It lies on the host's disk, so that a snapshot has it and a rollback brings it back.
# Packages of the installer's folder `repository`, or where there is none those of `packages`, are its apt repository; no other can be
# reached from the lab.
DPKG_TEMPLATE=$POOL/dpkg-template

# take_foreign NAME FOLDER: gives the host NAME the installer in FOLDER and a package database of its own
take_foreign() {
  tf_r=$CLUSTER/hosts/$1/root
  test -d "$2" || { say "lab.yaml: the installer folder $2 of $1 is not there."; exit 2; }
  test -x "$2/install.sh" || { say "lab.yaml: $2 of $1 has no install.sh that may be executed."; exit 2; }
  rm -rf "$tf_r/opt/zcs-installer"
  cp -a "$2" "$tf_r/opt/zcs-installer"
  if test ! -d "$DPKG_TEMPLATE"; then
    mkdir -p "$DPKG_TEMPLATE.part"
    cp -a /var/lib/dpkg/. "$DPKG_TEMPLATE.part/"
    rm -f "$DPKG_TEMPLATE.part"/lock* "$DPKG_TEMPLATE.part"/*-old
    mv "$DPKG_TEMPLATE.part" "$DPKG_TEMPLATE"
  fi
  cp -a --reflink=auto "$DPKG_TEMPLATE/." "$tf_r/var/lib/dpkg/"
  while read -r tf_p tf_v; do
    printf '\nPackage: %s\nStatus: install ok installed\nPriority: optional\nSection: mail\nMaintainer: Zimbra\nArchitecture: amd64\nVersion: %s\nDescription: Zimbra package\n' "$tf_p" "$tf_v" >> "$tf_r/var/lib/dpkg/status"
    echo /. > "$tf_r/var/lib/dpkg/info/$tf_p.list"
  done < "$tf_r/var/lib/dpkg/practice-packages"
  # a Zimbra host has no MTA of another, and knows the repository's key
  awk 'BEGIN { RS = ""; ORS = "\n\n" } !/(^|\n)Provides: [^\n]*mail-transport-agent/' "$tf_r/var/lib/dpkg/status" > "$tf_r/var/lib/dpkg/status.new"
  mv "$tf_r/var/lib/dpkg/status.new" "$tf_r/var/lib/dpkg/status"
  printf '#!/bin/sh\n# The key of Zimbra is known here.\ntest "$1" = list && echo 9BE6ED79\nexit 0\n' > "$tf_r/usr/bin/apt-key"
  chmod 755 "$tf_r/usr/bin/apt-key"
  # the simulated ones give way; runs on paper of the pack still go to the simulated repository
  rm -f "$tf_r/usr/bin/dpkg" "$tf_r/usr/bin/dpkg-query"
  mv "$tf_r/usr/bin/apt-get" "$tf_r/usr/bin/apt-get-on-paper"
  cat > "$tf_r/usr/bin/apt-get" << 'END'
#!/bin/sh
# A run on paper goes to the simulated repository, all else to the host's own apt.
for a; do case $a in -s | --simulate | Dir::Etc::SourceParts=*) exec "$0-on-paper" "$@" ;; esac; done
exec /usr/bin/apt-get "$@"
END
  chmod 755 "$tf_r/usr/bin/apt-get"
  mkdir -p "$tf_r/etc/apt/apt.conf.d" "$tf_r/etc/apt/preferences.d" "$tf_r/etc/apt/sources.list.d" "$tf_r/etc/apt/trusted.gpg.d" "$tf_r/etc/dpkg/dpkg.cfg.d"
  printf 'DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=16.04\nDISTRIB_CODENAME=xenial\nDISTRIB_DESCRIPTION="Ubuntu 16.04.5 LTS"\n' > "$tf_r/etc/lsb-release"
  : > "$tf_r/etc/apt/sources.list"
  # another source that an installer writes down is not to be had here: that is known at once, not after minutes
  echo 'nameserver 127.0.0.1' > "$tf_r/etc/resolv.conf"
  printf 'Acquire::Retries "0";\n' > "$tf_r/etc/apt/apt.conf.d/lab"
  for tf_d in repository packages; do
    set -- "$tf_r/opt/zcs-installer/$tf_d"/*.deb
    test -f "$1" || continue
    index "$tf_r/opt/zcs-installer/$tf_d"
    echo "deb [trusted=yes] file:/opt/zcs-installer/$tf_d ./" > "$tf_r/etc/apt/sources.list"
    break
  done
  # what the simulated commands of Zimbra know of packages is what dpkg did last
  cat > "$tf_r/etc/dpkg/dpkg.cfg.d/lab" << END
post-invoke=dpkg-query -W -f '\${db:Status-Abbrev}|\${Package} \${Version}\n' 'zimbra-*' 2> /dev/null | sed -n 's/^ii *|//p' > $tf_r/var/lib/dpkg/practice-packages
END
}

# index FOLDER: a Packages file as apt reads it
index() {
  (cd "$1" && for f in *.deb; do
    dpkg-deb -f "$f"
    printf 'Filename: ./%s\nSize: %s\nSHA256: %s\n\n' "$f" "$(stat -c %s "$f")" "$(sha256sum < "$f" | cut -d ' ' -f 1)"
  done > Packages)
}
