# collisions.sh: looks for what does not go together with an upgrade: backup, integrity check, purge, volume moves, package jobs that run now;
# programs that start services by themselves (HA, monit, configuration management); cron lines of others; people at a terminal.
# Kills nothing. In the preliminary check all of it is a warning, at kick-off what runs is critical. Prints: quiet, or what runs.
# Source: facts 0.12 (cron at 23:00 and 00:00), 3, 8.
busy() { if test "$MU_PHASE" = precheck; then warning "$1"; else critical "$1"; fi; }
PS=$(ps -eo pid=,user=,args= 2>/dev/null)
while read -r pid user args; do
  case $args in
    *zmbackup*' -f'* | *zmbackup*' -i'* | *BackupUtil*) busy "a backup runs on $MU_HOST (process $pid)" ;;
    *zmdbintegrityreport* | *mysqlcheck*) busy "an integrity check runs on $MU_HOST (process $pid)" ;;
    *zmpurge* | *zmhsm* | *zmblobchk* | *zmmaintaintables*) busy "a purge or volume job runs on $MU_HOST: ${args%% *} (process $pid)" ;;
    *unattended-upgrade* | *apt-get\ * | *dpkg\ --* | *apt.systemd.daily*) busy "a package job runs on $MU_HOST (process $pid)" ;;
    */rsync\ * | rsync\ * | *restic\ backup* | *borg\ create*) busy "a file backup runs on $MU_HOST (process $pid)" ;;
  esac
done << EOF
$PS
EOF
! fuser "$MU_ROOT/var/lib/dpkg/lock" > /dev/null 2>&1 || busy "another process has the package lock of $MU_HOST"
if has_role mailbox; then
  OPS=$(zimbra 'zxsuite hsm getAllOperations; zxsuite backup getAllOperations; zmbackupquery --type full')
  while read -r k v x; do
    case $k in
      name) busy "an operation of the Suite runs on $MU_HOST: $v" ;;
      Status:) case "$v $x" in in\ progress*) busy "a backup is in progress on $MU_HOST" ;; esac ;;
    esac
  done << EOF
$OPS
EOF
fi
if test "$MU_PHASE" = precheck; then
  if has_role mailbox && test -x "$Z/bin/zxsuite"; then
    if read_schedules; then
      while read -r m k v; do
        off "$v"
        case $IS in on) note "will be held from kick-off on: $k $v" ;; other) note "no switch that can be read, look at it: $k $v" ;; esac
      done << EOF
$SCHEDULES
EOF
    else
      critical "the plugin of $MU_HOST does not tell its schedules: they could not be held"
    fi
  fi
  active_units
  test -z "$ACTIVE" || note "will be held from kick-off on:$ACTIVE"
  case " $ACTIVE " in *' keepalived '* | *' pacemaker '* | *' corosync '*) warning "an HA manager runs on $MU_HOST: tell its owner that it will be held" ;; esac
  foreign_cron
  test -z "$FOREIGN" || warning "cron lines of others touch the mail system on $MU_HOST: $FOREIGN"
fi
W=$(who 2>/dev/null)
test -z "$W" || warning "somebody is logged in on $MU_HOST: ${W%%"$NL"*}"
verdict "nothing else works on $MU_HOST"
