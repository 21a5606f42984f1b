# collisions.sh: looks for work that does not go together with an upgrade: backup, integrity check, purge, volume moves, package jobs,
# and people at a terminal. Kills nothing. Prints: quiet, or what runs. Source: facts 0.12 (cron at 23:00 and 00:00), 3, 8.
PS=$(ps -eo pid=,user=,args= 2>/dev/null)
while read -r pid user args; do
  case $args in
    *zmbackup*' -f'* | *zmbackup*' -i'* | *BackupUtil*) critical "a backup runs on $MU_HOST (process $pid)" ;;
    *zmdbintegrityreport* | *mysqlcheck*) critical "an integrity check runs on $MU_HOST (process $pid)" ;;
    *zmpurge* | *zmhsm* | *zmblobchk* | *zmmaintaintables*) critical "a purge or volume job runs on $MU_HOST: ${args%% *} (process $pid)" ;;
    *unattended-upgrade* | *apt-get\ * | *dpkg\ --* | *apt.systemd.daily*) critical "a package job runs on $MU_HOST (process $pid)" ;;
  esac
done << EOF
$PS
EOF
! fuser "$MU_ROOT/var/lib/dpkg/lock" > /dev/null 2>&1 || critical "another process has the package lock of $MU_HOST"
if has_role mailbox; then
  OPS=$(zimbra 'zxsuite hsm getAllOperations; zxsuite backup getAllOperations; zmbackupquery --type full')
  while read -r k v x; do
    case $k in
      name) critical "an operation of the Suite runs on $MU_HOST: $v" ;;
      Status:) case "$v $x" in in\ progress*) critical "a backup is in progress on $MU_HOST" ;; esac ;;
    esac
  done << EOF
$OPS
EOF
fi
W=$(who 2>/dev/null)
test -z "$W" || warning "somebody is logged in on $MU_HOST: ${W%%"$NL"*}"
verdict "nothing else works on $MU_HOST"
