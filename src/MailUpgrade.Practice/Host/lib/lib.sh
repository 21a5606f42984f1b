# What every simulated command of a practice host shares: where it is, the run clock, faults, services, the LDAP ledger.
# Sourced, never run. Built-ins only where it can be helped: at speed 600 one real millisecond is half a second of the night.
# Imitates nothing by itself; the shapes printed by its callers are those of reference/zimbra.md sections 1-3 and 10.

P=$MU_ROOT/opt/zimbra/.practice
CLUSTER=$MU_ROOT/../../..
FAULTS=$MU_ROOT/../faults
SVC=$P/services
. "$P/host" # HOST FQDN SITE ROLES MASTER (name of the LDAP master) STORES (names of all stores) DOMAIN ADDR
TARGET=8.8.10
LEDGER=$CLUSTER/hosts/$MASTER/root/opt/zimbra/data/ldap/practice

# ---- faults -------------------------------------------------------------------------------------------------------
# fault ID [HOST]: is it set here (or on HOST)?
fault() { test -f "${2:+$CLUSTER/hosts/$2/faults/$1}" || { test -z "$2" && test -f "$FAULTS/$1"; }; }

# fault_value ID KEY DEFAULT: sets FV
fault_value() {
  FV=$3
  while IFS='=' read -r fv_k fv_v || test -n "$fv_k"; do
    test "$fv_k" = "$2" && FV=$fv_v
  done < "$FAULTS/$1"
}

# ---- run clock ----------------------------------------------------------------------------------------------------
# /proc/uptime is read with a built-in, so that waiting and stamping cost no process. One `date` fixes where we are.
up() { read -r up_s up_x < /proc/uptime; UP=${up_s%.*}${up_s#*.}; }

clock_init() {
  . "$CLUSTER/clock"
  up
  UP_BASE=$UP
  RUN_BASE=$((CLOCK_START_MS + ($(/bin/date +%s%3N) - CLOCK_ANCHOR_MS) * CLOCK_SPEED))
}

# now: sets NOW_MS and NOW (epoch on the run clock)
now() {
  test -n "$RUN_BASE" || clock_init
  up
  NOW_MS=$((RUN_BASE + (UP - UP_BASE) * 10 * CLOCK_SPEED))
  NOW=$((NOW_MS / 1000))
}

# away and back: what is waited for in between (an answer, a child) does not count against the plan of nap
rewind() { . "$CLUSTER/clock"; up; UP0=$UP; PLAN_MS=0; NAP_LEAST=2; test "$CLOCK_SPEED" -le 60 || NAP_LEAST=5; }
away() { test -n "$UP0" || rewind; up; AWAY=$UP; }
back() { up; UP0=$((UP0 + UP - AWAY)); }

# nap SECONDS of the run clock. The whole script keeps to the sum of its naps: time lost to a busy machine is not slept again,
# and short ones are slept together, because each costs a process.
nap() {
  test -n "$UP0" || rewind
  PLAN_MS=$((PLAN_MS + $1 * 1000))
  up
  nap_cs=$((UP0 + PLAN_MS / CLOCK_SPEED / 10 - UP))
  test $nap_cs -ge $NAP_LEAST || return 0
  case $nap_cs in
    ?) /bin/sleep 0.0$nap_cs ;;
    ??) /bin/sleep 0.$nap_cs ;;
    *) /bin/sleep "${nap_cs%??}.${nap_cs#"${nap_cs%??}"}" ;;
  esac
}

# civil EPOCH: sets Y M D h m s (two digits each) and W (0 = Sunday), in the host's zone (WIB, no summer time)
civil() {
  c_t=$(($1 + 25200)); c_d=$((c_t / 86400)); c_s=$((c_t % 86400))
  W=$(((c_d + 4) % 7))
  c_z=$((c_d + 719468)); c_e=$((c_z / 146097)); c_o=$((c_z - c_e * 146097))
  c_y=$(((c_o - c_o / 1460 + c_o / 36524 - c_o / 146096) / 365))
  c_n=$((c_o - (365 * c_y + c_y / 4 - c_y / 100))); c_m=$(((5 * c_n + 2) / 153))
  D=$((c_n - (153 * c_m + 2) / 5 + 1)); M=$((c_m < 10 ? c_m + 3 : c_m - 9)); Y=$((c_y + c_e * 400 + (M < 3)))
  h=$((c_s / 3600)); m=$((c_s / 60 % 60)); s=$((c_s % 60))
  test $M -gt 9 || M=0$M; test $D -gt 9 || D=0$D; test $h -gt 9 || h=0$h; test $m -gt 9 || m=0$m; test $s -gt 9 || s=0$s
}

# ctime EPOCH: sets CT, as `Sat Oct 20 01:30:12 2018`
ctime() {
  civil "$1"
  set -- Sun Mon Tue Wed Thu Fri Sat; shift "$W"; ct_w=$1
  set -- Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec; shift $((${M#0} - 1)); ct_m=$1
  CT="$ct_w $ct_m $D $h:$m:$s $Y"
}

# ---- who ----------------------------------------------------------------------------------------------------------
ME=${PRACTICE_USER:-root}
must_be_zimbra() { test "$ME" = zimbra || { echo "Error: must be run as zimbra user" >&2; exit 1; }; }
has_role() { case ,$ROLES, in *,"$1",*) return 0 ;; esac; return 1; }
is_ldap() { has_role ldap-master || has_role ldap-replica; }

# ---- services -----------------------------------------------------------------------------------------------------
# A service runs when its file exists: the listeners of the practice cluster go by the same files.
runs() {
  case $1 in
    service | zimbra | zimbraAdmin | zimlet) set -- mailbox ;;
    ldap) test ! -f "$FAULTS/ldap-down" || { test ! -f "$SVC/ldap" || stop_slapd; return 1; } ;;
    logger) test ! -f "$FAULTS/logger-stopped" || return 1 ;;
    mailbox) settle ;;
  esac
  test -f "$SVC/$1"
}

# settle: a mailboxd that was to come up late is up once its instant has passed (also when its waiting process is gone).
# After its control script has given up, what is left of its time begins when somebody looks for the first time: on a fast clock
# nobody could look in time otherwise, and whether a step sees it down would be chance.
settle() {
  if test -f "$P/dying" && ! far_hung; then /bin/rm -f "$P/dying" "$SVC/mailbox"; mysql_down; fi
  test -f "$P/late/mailbox" || return 0
  read -r settle_at settle_rest < "$P/late/mailbox"
  now
  case $settle_at in
    look-*)
      come_late $((NOW_MS + settle_rest * 1000)) "$settle_rest"
      return 0 ;;
  esac
  test "$NOW_MS" -lt "$settle_at" || { : > "$SVC/mailbox"; /bin/rm -f "$P/late/mailbox"; }
}

# come_late KEY SECONDS [WORD]: a process of its own brings mailboxd up after so long, unless a stop or a restore takes the file away
come_late() {
  /bin/mkdir -p "$P/late"
  echo "$1 $3" > "$P/late/mailbox"
  /usr/bin/setsid /bin/sh "$P/late.sh" "$1" "$2" < /dev/null > /dev/null 2>&1 &
}

# ldap_up: does the LDAP master answer (its slapd runs)? Whoever asks while ldap-down is set finds it dead, and it stays dead.
ldap_up() {
  lu_s=$CLUSTER/hosts/$MASTER/root/opt/zimbra/.practice
  test -f "$lu_s/services/ldap" || return 1
  if fault ldap-down "$MASTER"; then
    now
    echo "$NOW" > "$lu_s/ldap-stopped-at"
    /bin/rm -f "$lu_s/services/ldap"
    return 1
  fi
}

# stop_slapd: slapd goes; since when is what the age of zmcontrol's cache is counted from (cron renews it every two minutes before)
stop_slapd() {
  test -f "$SVC/ldap" || return 0
  now
  echo "$NOW" > "$P/ldap-stopped-at"
  /bin/rm -f "$SVC/ldap"
}

# enabled_services: sets ENABLED from the ledger; fails when LDAP does not answer
enabled_services() {
  ldap_up && test -f "$LEDGER/servers/$FQDN" || return 1
  ENABLED=
  while IFS=' ' read -r es_k es_v; do
    case $es_k in zimbraServiceEnabled:) ENABLED="$ENABLED $es_v" ;; esac
  done < "$LEDGER/servers/$FQDN"
  ENABLED="$ENABLED zmconfigd"
}

# ---- versions -----------------------------------------------------------------------------------------------------
PACKAGES_FILE=$MU_ROOT/var/lib/dpkg/practice-packages # lines `name version`

# package NAME: sets PV to its installed version, fails when it is not installed
package() {
  PV=
  while read -r p_n p_v; do test "$p_n" != "$1" || { PV=$p_v; return 0; }; done < "$PACKAGES_FILE"
  return 1
}

# core_version: sets CORE (8.7.1.GA.1670.UBUNTU16.64) and REL (8.7.1)
core_version() {
  package zimbra-core || PV=none
  CORE=$PV
  REL=${PV%%.GA*}
  case $REL in 8.7.1 | 8.8.10) fault version-mixed && { REL=8.7.0; CORE=8.7.0.GA.1659.UBUNTU16.64; } ;; esac
  return 0
}

# ledger_set FQDN ATTR VALUE...: replaces all values of the attribute in the server's LDAP entry, in its place
# The part has the host in its name: on the lab each host counts its processes from one, and two of them write here at once.
ledger_set() {
  ls_f=$LEDGER/servers/$1; ls_a=$2 ls_done=; shift 2
  {
    while IFS= read -r ls_l; do
      case $ls_l in
        "$ls_a: "*) test -n "$ls_done" || { ls_done=1; for ls_v; do test -z "$ls_v" || printf '%s: %s\n' "$ls_a" "$ls_v"; done; } ;;
        *) printf '%s\n' "$ls_l" ;;
      esac
    done < "$ls_f"
    test -n "$ls_done" || for ls_v; do test -z "$ls_v" || printf '%s: %s\n' "$ls_a" "$ls_v"; done
  } > "$LEDGER/new.$HOST.$$"
  /bin/mv -f "$LEDGER/new.$HOST.$$" "$ls_f"
}

# ledger_version FQDN MAJOR MINOR MICRO TYPE BUILD: what zmsetup writes about a server, in one piece
ledger_version() {
  lv_f=$LEDGER/servers/$1
  while IFS= read -r lv_l; do
    case $lv_l in
      "zimbraServerVersion: "*) echo "zimbraServerVersion: $2.$3.$4_$5_$6" ;;
      zimbraServerVersionMajor:*) echo "zimbraServerVersionMajor: $2" ;;
      zimbraServerVersionMinor:*) echo "zimbraServerVersionMinor: $3" ;;
      zimbraServerVersionMicro:*) echo "zimbraServerVersionMicro: $4" ;;
      zimbraServerVersionType:*) echo "zimbraServerVersionType: $5" ;;
      zimbraServerVersionBuild:*) echo "zimbraServerVersionBuild: $6" ;;
      *) printf '%s\n' "$lv_l" ;;
    esac
  done < "$lv_f" > "$LEDGER/new.$HOST.$$"
  /bin/mv -f "$LEDGER/new.$HOST.$$" "$lv_f"
}

# ledger_get FQDN ATTR: sets LV (last value)
ledger_get() {
  LV=
  test -f "$LEDGER/servers/$1" || return 1
  while IFS= read -r lg_l; do
    case $lg_l in "$2: "*) LV=${lg_l#*: } ;; esac
  done < "$LEDGER/servers/$1"
  test -n "$LV"
}

# fqdn_of NAME: sets FQ
fqdn_of() { case $1 in *.*) FQ=$1 ;; *) FQ=$1.$DOMAIN ;; esac; }

# ---- mailboxd -----------------------------------------------------------------------------------------------------
# MariaDB of a store: its log tells a clean end from a kill
mysql_log() { now; civil "$NOW"; printf '%s%s%s %s:%s:%s [Note] /opt/zimbra/common/sbin/mysqld: %s\n' "${Y#??}" $M $D $h $m $s "$1" >> "$MU_ROOT/opt/zimbra/log/mysqld.log"; }
mysql_up() { test -f "$P/mysql" || { : > "$P/mysql"; mysql_log "ready for connections."; }; }
mysql_down() { test ! -f "$P/mysql" || { /bin/rm -f "$P/mysql"; mysql_log "Shutdown complete"; }; }

# start_mailbox: prints what comes after `Starting mailbox...` and fails when the port did not open within its 60 s
start_mailbox() {
  if runs mailbox; then nap 2; echo Done.; return 0; fi
  nap 20
  mysql_up
  if fault mailboxd-dead || foreign_jar; then
    nap 60 # twelve looks at the port, five seconds apart
    mailboxd_out
    printf 'Failed.\nStarting mailboxd...failed.\n\n\n'
    return 1
  fi
  if fault mailboxd-slow-start; then
    fault_value mailboxd-slow-start seconds 90
    if test "$FV" -gt 60; then
      nap 60
      now
      come_late look-$NOW_MS $((FV - 60 + 900)) $((FV - 60)) # also where nobody ever looks
      printf 'Failed.\nStarting mailboxd...failed.\n\n\n'
      return 1
    fi
    nap "$FV"
    : > "$SVC/mailbox"
    echo Done.
    return 0
  fi
  nap 90
  : > "$SVC/mailbox"
  echo Done.
}

# The extension of the old plugin is built for exactly one Zimbra version [D openzal README]: with its jars left in place
# the new mailboxd does not come up.
foreign_jar() {
  test -f "$MU_ROOT/opt/zimbra/lib/ext/zextras/zextras.jar" || return 1
  core_version
  test "$REL" = "$TARGET"
}

mailboxd_out() {
  now; civil "$NOW"
  {
    if foreign_jar; then
      echo "$Y-$M-$D $h:$m:$s,000 WARN  [main] [] extensions - unable to load extension class com.zextras.ZextrasExtension: java.lang.NoSuchMethodError: zal-2.1-8.7.1.jar"
    fi
    echo "$Y-$M-$D $h:$m:$s,000 FATAL [main] [] system - Unable to start mailboxd"
  } >> "$MU_ROOT/opt/zimbra/log/zmmailboxd.out"
}

# far_hung: does this host have the far volume, and does its server not answer?
far_hung() { fault far-volume-hangs && test -f "$MU_ROOT/mnt/far-hsm/.mounted"; }

# stop_mailbox: mailboxd goes, and with it one that was still on its way up. One that waits in the kernel for a far volume cannot go,
# whatever signal it gets; it is gone once the volume answers.
stop_mailbox() {
  if test -f "$SVC/mailbox" && far_hung; then : > "$P/dying"; return 1; fi
  test ! -f "$SVC/mailbox" || { /bin/rm -rf "$SVC/mailbox" "$P/operations"; echo stopped > "$P/schedules-looked"; }
  test ! -f "$P/late/mailbox" || /bin/rm -f "$P/late/mailbox"
}

# store_up [NAME]: does the mailboxd of that store answer?
store_up() {
  if test -z "$1" || test "$1" = "$HOST"; then runs mailbox; else test -f "$CLUSTER/hosts/$1/root/opt/zimbra/.practice/services/mailbox"; fi
}

# soap_or_die: zmprov and others without -l need a mailboxd
soap_or_die() {
  if has_role mailbox; then so_h=$HOST; else so_h=${STORES%% *}; fi
  store_up "$so_h" || {
    echo "ERROR: zclient.IO_ERROR (invoke Connection refused (Connection refused), server: $so_h.$DOMAIN) (cause: java.net.ConnectException Connection refused (Connection refused))" >&2
    exit 1
  }
}

ldap_or_die() {
  ldap_up || {
    echo "ERROR: service.FAILURE (system failure: ZimbraLdapContext) (cause: com.unboundid.ldap.sdk.LDAPException An error occurred while attempting to connect to server $MASTER.$DOMAIN:389:  java.io.IOException: An error occurred while attempting to establish a connection to server $MASTER.$DOMAIN:389:  Connection refused)" >&2
    exit 2
  }
}

# ---- volumes ------------------------------------------------------------------------------------------------------
VOLUMES=$MU_ROOT/opt/zimbra/db/data/practice/volumes
MOUNTS=$MU_ROOT/etc/practice-mounts # lines of /proc/mounts, of the far volumes only

# mounted PATH: sets SRC FS OPT; fails when the far volume is not mounted (far-volume-lost, or unmounted by hand)
mounted() {
  test -f "$MOUNTS" || return 1
  while read -r SRC m_t FS OPT m_x; do
    test "$m_t" = "$1" || continue
    test -f "$MU_ROOT$1/.mounted" || return 1
    if fault far-volume-lost; then return 1; fi
    return 0
  done < "$MOUNTS"
  return 1
}

# hang_if_far PATH: a hard NFS mount whose server is away never comes back
hang_if_far() {
  case $1 in
    /mnt/far*) while fault far-volume-hangs; do /bin/sleep 0.3; done ;;
  esac
}

# plain PATH: sets PL to the path as the host sees it (without the root prefix)
plain() { PL=$1; case $PL in "$MU_ROOT"/*) PL=${PL#"$MU_ROOT"} ;; "$MU_ROOT") PL=/ ;; esac; }
