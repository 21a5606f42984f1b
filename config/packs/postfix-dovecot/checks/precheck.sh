# precheck.sh: is the host fit? Versions, what apt would do, space, configuration, mounts that no snapshot covers. Reads only.
packages; sources; daemons
for p in $PACKAGES; do
  installed "$p"
  test "$STATUS" = installed || critical "$p is '$STATUS'"
  is "$VERSION" "$ORIGIN" || critical "$p is $VERSION, the plan begins at $ORIGIN"
done
if test -n "$PACKAGES"; then
  # The lists are read anew into a folder of our own: the host's stay as they are.
  LISTS=$(mktemp -d) || unknown "no temporary folder"
  trap 'rm -rf "$LISTS"' EXIT
  mkdir -p "$LISTS/partial"
  chmod 755 "$LISTS"
  # shellcheck disable=SC2086
  if ! said=$(apt-get $APT -o Dir::State::lists="$LISTS" -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= -q update 2>&1); then critical "the repository does not answer: $(printf '%s' "$said" | tail -n 1)"
  else
    # shellcheck disable=SC2086
    plan=$(apt-get $APT -o Dir::State::lists="$LISTS" -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= -s install --only-upgrade $PACKAGES 2>&1) || critical "apt cannot: $(printf '%s' "$plan" | tail -n 1)"
    for p in $PACKAGES; do printf '%s\n' "$plan" | grep -q "^Inst $p .*[(:]$TARGET[-.+]" || critical "apt would not bring $p to $TARGET"; done
    if gone=$(printf '%s\n' "$plan" | grep '^Remv'); then critical "apt would remove: $(echo "$gone" | tr '\n' ' ')"; fi
  fi
fi
free=$(df -Pk / | awk 'NR == 2 { print $4 }')
test "$free" -gt 512000 || critical "only $((free / 1024)) MiB are free on /"
! has_role mailbox || doveconf -n > /dev/null 2>&1 || critical "doveconf does not accept the configuration"
! has_role mta || postfix check > /dev/null 2>&1 || critical "postfix check complains"
for d in $DAEMONS; do running "$d" || critical "$d does not run now"; done
audit=$(dpkg --audit)
test -z "$audit" || critical "packages are half installed: $(printf '%s' "$audit" | tail -n 1)"
test -z "$MU_COVERED_FAULT" || unknown "which mounts a snapshot holds is not told: $MU_COVERED_FAULT"
while read -r dev at type rest; do
  case $type in nfs* | cifs | fuse.* | ext4 | xfs | btrfs) ;; *) continue ;; esac
  case $at in /srv/mail-repo | /proc/*) continue ;; esac
  case "
${MU_COVERED:-/}
" in *"
$at
"*) continue ;; esac
  case "
$MU_VOLUMES" in *" $at "*) warning "$at is a far volume: in no snapshot" ;; *) critical "$at ($type) is a mount of its own that the fleet does not name: in no snapshot" ;; esac
done < /proc/mounts
verdict "$MU_HOST is at $ORIGIN and can go to $TARGET, $((free / 1024)) MiB free"
