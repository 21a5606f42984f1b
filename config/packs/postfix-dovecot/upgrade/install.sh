# install.sh: brings the host's packages to the present ones of its sources. Configuration files of the site are kept.
# Not started where an earlier one was cut off. Prints what apt prints; apt's exit status comes back. Source: apt-get(8), dpkg(1).
packages; sources
test -n "$PACKAGES" || fail "$MU_HOST has nothing to upgrade"
audit=$(dpkg --audit)
test -z "$audit" || fail "packages of $MU_HOST are half installed; a person decides: $audit"
# shellcheck disable=SC2086
apt-get $APT -q update || fail "the repository does not answer; nothing is changed"
# shellcheck disable=SC2086
apt-get $APT -y -q -o Dpkg::Options::=--force-confold install --only-upgrade $PACKAGES
