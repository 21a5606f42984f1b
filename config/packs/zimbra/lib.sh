# lib.sh: goes before every script of the pack. Shell built-ins only where it can be helped: 13 hosts run at once.
# Scripts vary by three things only: MU_ROOT (root prefix, empty on a real host), MU_ADDR, MU_PORTS (`real=mapped`, empty there).
# Codes of checks follow the Nagios plugins: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN; first line for people, figures after `|`.
LC_ALL=C; export LC_ALL
TAB='	'
NL='
'
Z=$MU_ROOT/opt/zimbra
STATE=$MU_ROOT/var/lib/mailupgrade/$MU_RUN     # what this run remembers on the host
INSTALLER=$MU_ROOT/opt/zcs-installer           # where the unpacked installer lies
LONG=20; test -z "$MU_ROOT" || LONG=2          # seconds that a volume gets to answer; a practised night has no 20 real seconds for it

# zimbra 'CMD': runs a command line as the user zimbra. Not on our stdin: that is where this very script comes from.
zimbra() { su - zimbra -c "$1" 2>&1 < /dev/null; }

# has_role ROLE...: does this host have one of them?
has_role() {
  for hr; do
    case ",$MU_ROLES," in *[,\ ]"$hr"[,\ ]*) return 0 ;; esac
  done
  return 1
}

# port REAL: sets PORT to the port on which it listens here
port() {
  PORT=$1
  for p_m in $MU_PORTS; do case $p_m in "$1="*) PORT=${p_m#*=}; return 0 ;; esac; done
}

# ---- verdicts -----------------------------------------------------------------------------------------------------
V_CRIT='' V_UNKN='' V_WARN='' V_MORE=0 V_LINES='' PERF=''
note() { V_LINES="$V_LINES$NL$1"; }
critical() { if test -n "$V_CRIT"; then V_MORE=$((V_MORE + 1)); else V_CRIT=$1; fi; note "CRITICAL: $1"; }
unknown() { if test -n "$V_UNKN"; then V_MORE=$((V_MORE + 1)); else V_UNKN=$1; fi; note "UNKNOWN: $1"; }
warning() { if test -n "$V_WARN"; then V_MORE=$((V_MORE + 1)); else V_WARN=$1; fi; note "WARNING: $1"; }

# verdict 'TEXT': ends the script with the worst that was said; TEXT is the first line when all is well
verdict() {
  if test -n "$V_CRIT"; then v_rc=2 v_text=$V_CRIT
  elif test -n "$V_UNKN"; then v_rc=3 v_text=$V_UNKN
  elif test -n "$V_WARN"; then v_rc=1 v_text=$V_WARN
  else v_rc=0 v_text=$1
  fi
  v_more=; test $V_MORE -eq 0 || v_more=" (and $V_MORE more)"
  printf '%.88s%s%s%s\n' "$v_text" "$v_more" "${PERF:+ |$PERF}" "$V_LINES"
  exit $v_rc
}
# fail 'TEXT': ends a script that does something
fail() { printf '%s\n' "$1"; exit 1; }

# remember: makes the folder of this run on the host; what lies there (buckets, licence) is root's alone
remember() { umask 077; mkdir -p "$STATE" || fail "cannot write below /var/lib/mailupgrade"; }

# ---- services -----------------------------------------------------------------------------------------------------
# read_services TEXT: from the text of `zmcontrol status` sets RUN and STOPPED (names; `service webapp` becomes service-webapp),
# WHY (what the control scripts said) and TROUBLE. The exit code is not looked at: a stopped logger still exits 0.
read_services() {
  RUN=' ' STOPPED=' ' WHY='' TROUBLE=''
  while IFS= read -r rs_l; do
    case $rs_l in
      "$TAB$TAB"*) WHY="$WHY; ${rs_l#"$TAB$TAB"}" ;;
      "$TAB"*Running) rs_l=${rs_l#"$TAB"}; service_name "${rs_l%Running}"; RUN="$RUN$SN " ;;
      "$TAB"*Stopped) rs_l=${rs_l#"$TAB"}; service_name "${rs_l%Stopped}"; STOPPED="$STOPPED$SN " ;;
      Timeout\ after* | Cannot\ determine* | *Unable\ to\ determine\ enabled*) TROUBLE=$rs_l ;;
    esac
  done << EOF
$1
EOF
}
service_name() { # `service webapp   `: sets SN
  SN=${1%"${1##*[! ]}"}
  case $SN in *' webapp') SN=${SN% webapp}-webapp ;; esac
}

# judge_services: RUN against what ran before this run stopped anything; without that list every enabled service has to run
judge_services() {
  js_n=0
  test -z "$TROUBLE" || unknown "zmcontrol status: $TROUBLE"
  js_missing=
  if test -f "$STATE/services"; then
    while read -r js_s; do
      js_n=$((js_n + 1))
      case $RUN in *" $js_s "*) ;; *) js_missing="$js_missing $js_s" ;; esac
    done < "$STATE/services"
  else
    for js_s in $RUN; do js_n=$((js_n + 1)); done
    for js_s in $STOPPED; do js_n=$((js_n + 1)); js_missing="$js_missing $js_s"; done
  fi
  test $js_n -gt 0 || unknown "zmcontrol status names no service"
  case " $js_missing " in
    *' mailbox '*) critical "mailboxd is not running on $MU_HOST"; note "zmcontrol status said$WHY" ;;
  esac
  for js_s in $js_missing; do
    case $js_s in
      mailbox | *-webapp) case " $js_missing " in *' mailbox '*) continue ;; esac; critical "$js_s is not running on $MU_HOST" ;;
      stats | snmp | spell) warning "$js_s is not running on $MU_HOST" ;;   # zmcontrol itself does not count them
      *) critical "$js_s is not running on $MU_HOST" ;;
    esac
  done
  PERF="$PERF services=$js_n"
}

# listening: sets LISTENING to the ports of the mail system on which something listens here (the real numbers, whatever they are mapped to)
listening() {
  li_map=' ' LISTENING=
  for li_p in 25 465 587 389 636 80 443 110 143 993 995 11211 7025 7071 7072 7073 7110 7143 7306 7993 7995 8080 8443 8735 8736; do
    port $li_p; li_map="$li_map$PORT=$li_p "
  done
  li_ss=$(ss -Hltn 2>&1) || { LISTENING=$li_ss; return 1; }
  while read -r li_st li_rq li_sq li_local li_rest; do
    case $li_map in *" ${li_local##*:}="*) ;; *) continue ;; esac
    test -z "$MU_ROOT" || case $li_local in "$MU_ADDR":*) ;; *) continue ;; esac
    li_n=${li_map#*" ${li_local##*:}="}; li_n=${li_n%% *}
    case " $LISTENING " in *" $li_n "*) ;; *) LISTENING="$LISTENING $li_n" ;; esac
  done << EOF
$li_ss
EOF
}

# wait_for_mailboxd: up to 5 min by the host's own clock. Its control script gives up after 60 s although the JVM often comes up later.
# Between two looks 10 s; on a practice host, whose clock runs faster, a blink.
wait_for_mailboxd() {
  wf_end=$(($(date +%s) + 300))
  until zimbra 'zmmailboxdctl status' > /dev/null; do
    test "$(date +%s)" -lt $wf_end || return 1
    if test -n "$MU_ROOT"; then sleep 0.05; else sleep 10; fi
  done
}

# ---- versions -----------------------------------------------------------------------------------------------------
# version_of 'Release 8.7.1.GA...': sets VER
version_of() { VER=${1#Release }; VER=${VER%%[._]GA*}; VER=${VER%%[._]BETA*}; VER=${VER%%[._]RC*}; }

# read_history: sets H_CORE (version of the last zimbra-core), H_STATE (installing, installed, configuring, complete, none)
# and H_EXTRA (1 = history lines `UPGRADED ` with no package after them: extra packages were not installed)
read_history() {
  H_CORE='' H_STATE=none H_EXTRA=''
  test -f "$Z/.install_history" || return 0
  while read -r rh_at rh_1 rh_2 rh_3 rh_x; do
    case "$rh_1 $rh_2 $rh_3" in
      'INSTALL SESSION START') H_STATE=installing H_EXTRA='' ;;
      'INSTALL SESSION COMPLETE') H_STATE=installed ;;
      'CONFIG SESSION START') H_STATE=configuring ;;
      'CONFIG SESSION COMPLETE') H_STATE=complete ;;
      'INSTALLED zimbra-core'[-_][0-9]* | 'UPGRADED zimbra-core'[-_][0-9]*) H_CORE=${rh_2#zimbra-core?}; H_CORE=${H_CORE%%[._]GA*} ;;
      'UPGRADED  ') H_EXTRA=1 ;;
    esac
  done < "$Z/.install_history"
}

# list_packages: prints `STATE NAME VERSION` of each Zimbra package; STATE is ii where it is whole
list_packages() {
  { dpkg-query -W -f '${db:Status-Abbrev} ${Package} ${Version}\n' 'zimbra-*' || rpm -qa --qf 'ii %{NAME} %{VERSION}_%{RELEASE}\n' 'zimbra-*'; } 2> /dev/null
}

# packages_untouched: are the packages exactly those that were there when this run's installer was started for the first time? The real
# install.sh writes INSTALL SESSION START before it looks for and downloads packages [C]: a download that failed leaves a session that
# never ended, and a host that is as it was.
packages_untouched() {
  test -s "$STATE/before.packages" && test "$(list_packages | sort)" = "$(sort "$STATE/before.packages")"
}

# ---- doors --------------------------------------------------------------------------------------------------------
# Mail and people come in by these. Hosts of the cluster pass all of them; 7025 (LMTP), 389, 3306, 7072, 7073, 8735 and 8736
# are theirs alone and stay.
DOORS_A="25 465 587 80 443 110 995 143 993"
DOORS_B="7071 8080 8443 7110 7995 7143 7993 9071 5222 5269"
CHAIN=MAILUPGRADE

# door_ports LIST: sets DP, comma-joined, as they are here
door_ports() { DP=; for dp in $1; do port "$dp"; DP="$DP${DP:+,}$PORT"; done; }

# firewalls: sets FIREWALLS to the programs that work here. A door that is closed for IPv4 alone is open.
firewalls() { FIREWALLS=iptables; ! ip6tables -S > /dev/null 2>&1 || FIREWALLS="iptables ip6tables"; }

# doors_are: sets DOORS to closed, open, half or unreadable, and RULES to the chain as it stands
doors_are() {
  DOORS='' RULES=''
  firewalls
  for da_fw in $FIREWALLS; do
    da_rules=$($da_fw -S 2>&1) || { DOORS=unreadable RULES=$da_rules; return 0; }
    RULES="$RULES$da_rules$NL"
    doors_in "$da_rules"
    case ${DOORS:-$DI} in "$DI") DOORS=$DI ;; *) DOORS=half ;; esac
  done
}
doors_in() { # RULES: sets DI
  di_jump='' di_a='' di_b='' di_any=''
  door_ports "$DOORS_A"; di_pa=$DP; door_ports "$DOORS_B"; di_pb=$DP
  while IFS= read -r di_l; do
    case $di_l in
      "-A INPUT -j $CHAIN") di_jump=1 ;;
      "-A $CHAIN "*"--dports $di_pa "*REJECT*) di_a=1 ;;
      "-A $CHAIN "*"--dports $di_pb "*REJECT*) di_b=1 ;;
    esac
    case $di_l in "-N $CHAIN" | "-A $CHAIN "* | "-A INPUT -j $CHAIN") di_any=1 ;; esac   # the chain that holds mail for a left-out store is another one
  done << EOF
$1
EOF
  case $di_jump$di_a$di_b in 111) DI=closed ;; '') DI=open ;; *) DI=half ;; esac
  case $DI$di_any in open1) DI=half ;; esac
}

# probe_doors [all]: tries doors of every host that has some, two each or all; sets TRIED, ANSWERED (`host:port` words) and SILENT (hosts).
# All at once: doors that drop packets cost five seconds together, not each.
probe_doors() {
  TRIED=0 ANSWERED='' SILENT='' pd_list=''
  while read -r pd_name pd_addr pd_site pd_roles; do
    pd_ports=
    case "$1 $MU_LEFT_OUT " in all*) ;; *" $pd_name "*) continue ;; esac # one that was left out stays closed
    case ",$pd_roles," in *[,\ ]mta[,\ ]*) pd_ports="$pd_ports 25 587"; test -z "$1" || pd_ports="$pd_ports 465" ;; esac
    case ",$pd_roles," in *[,\ ]proxy[,\ ]*) pd_ports="$pd_ports 443 993"; test -z "$1" || pd_ports="$pd_ports 80 110 143 995" ;; esac
    case ",$pd_roles," in *[,\ ]mailbox[,\ ]*) pd_ports="$pd_ports 8443 7993"; test -z "$1" || pd_ports="$pd_ports 7071 8080 7110 7143 7995" ;; esac
    for pd_p in $pd_ports; do port "$pd_p"; pd_list="$pd_list $pd_name/$pd_addr/$pd_p/$PORT"; TRIED=$((TRIED + 1)); done
    test -z "$pd_ports" || SILENT="$SILENT $pd_name"
  done << EOF
$MU_FLEET
EOF
  pd_found=$(timeout 5 bash -c '
    one() { # a connection that is taken and dropped at once is a closed door too
      exec 3<> "/dev/tcp/$2/$4" || return
      printf "GET / HTTP/1.0\r\n\r\n" >&3
      IFS= read -r -t 2 -n 1 -u 3 x; rc=$?
      if [ $rc -eq 0 ] || [ $rc -gt 128 ]; then echo "$1:$3"; fi
    }
    for d; do IFS=/ read -r h a p m <<< "$d"; one "$h" "$a" "$p" "$m" & done; wait
  ' probe $pd_list 2> /dev/null < /dev/null)
  for pd_a in $pd_found; do
    ANSWERED="$ANSWERED $pd_a"
    pd_left=
    for pd_s in $SILENT; do test "$pd_s" = "${pd_a%%:*}" || pd_left="$pd_left $pd_s"; done
    SILENT=$pd_left
  done
}

# ---- crontab ------------------------------------------------------------------------------------------------------
# live_lines TEXT: sets LIVE to the number of lines of a crontab that can start something
live_lines() {
  LIVE=0
  while IFS= read -r ll; do case $ll in '#'* | '' | [A-Za-z]*=*) ;; *) LIVE=$((LIVE + 1)) ;; esac; done << EOF
$1
EOF
}

# hold_crontab: saves the crontab of zimbra and empties it, only when the saved copy is equal. The first copy is what people had; what an
# installer wrote since is kept beside it, because Zimbra's own lines are to come from the new version.
hold_crontab() {
  hc_now=$(crontab -u zimbra -l 2> /dev/null)
  hc_file=$STATE/crontab
  if test -f "$hc_file"; then
    case $hc_now in *ZIMBRASTART*) hc_file=$STATE/crontab.new-version ;; *) hc_file= ;; esac
  fi
  if test -n "$hc_file"; then
    printf '%s\n' "$hc_now" > "$hc_file.part" && test "$(cat "$hc_file.part")" = "$hc_now" && mv -f "$hc_file.part" "$hc_file" || return 1
  fi
  printf '# held by mailupgrade, saved in /var/lib/mailupgrade/%s/crontab\n' "$MU_RUN" | crontab -u zimbra -
}

# ---- days ---------------------------------------------------------------------------------------------------------
# minutes_of Y M D h m: sets MINUTES since some day, for differences only (no fork, no date -d)
minutes_of() {
  mo_m=${2#0} mo_d=${3#0} mo_h=${4#0} mo_n=${5#0} mo_y=$1
  test "$mo_m" -gt 2 || { mo_y=$((mo_y - 1)); mo_m=$((mo_m + 12)); }
  MINUTES=$(((365 * mo_y + mo_y / 4 - mo_y / 100 + mo_y / 400 + (153 * (mo_m - 3) + 2) / 5 + mo_d) * 1440 + ${mo_h:-0} * 60 + ${mo_n:-0}))
}

# ---- what an upgrade stands on --------------------------------------------------------------------------------------
# read_os: sets OS_NAME (as people say it), OS_ID (`ubuntu 16`) and OS_CODENAME (empty without apt)
read_os() {
  OS_NAME='an unknown system' OS_ID='' OS_CODENAME='' ro_id='' ro_v=''
  while IFS='=' read -r ro_k ro_x; do
    ro_x=${ro_x#\"}; ro_x=${ro_x%\"}
    case $ro_k in ID) ro_id=$ro_x ;; VERSION_ID) ro_v=$ro_x ;; PRETTY_NAME) OS_NAME=$ro_x ;; esac
  done < "$MU_ROOT/etc/os-release"
  OS_ID="$ro_id ${ro_v%%.*}"
  case $OS_NAME in 'an unknown'*) test -z "$ro_id" || OS_NAME="$ro_id $ro_v" ;; esac
  case $OS_ID in 'ubuntu 14') OS_CODENAME=trusty ;; 'ubuntu 16') OS_CODENAME=xenial ;; 'ubuntu 18') OS_CODENAME=bionic ;; 'ubuntu 20') OS_CODENAME=focal ;; 'ubuntu 22') OS_CODENAME=jammy ;; esac
} 2> /dev/null

# fits_target: may MU_TO be installed on this system? Facts 2.8; an upgrade never changes the system in the same step.
fits_target() {
  case $MU_TO in
    8.8.[0-9] | 8.8.1[01]) ft_list='ubuntu 14,ubuntu 16,rhel 6,rhel 7,centos 6,centos 7,ol 6,ol 7' ;;
    8.8.1[2-4]) ft_list='ubuntu 14,ubuntu 16,ubuntu 18,rhel 6,rhel 7,centos 6,centos 7,ol 6,ol 7' ;;
    8.8.15 | 9.0*) ft_list='ubuntu 16,ubuntu 18,ubuntu 20,rhel 7,rhel 8,centos 7,centos 8,ol 7,ol 8' ;;
    10.0*) ft_list='ubuntu 18,ubuntu 20,rhel 7,rhel 8,centos 7,centos 8' ;;
    10.1*) ft_list='ubuntu 20,ubuntu 22,rhel 8,rhel 9' ;;
    *) return 1 ;;
  esac
  case ",$ft_list," in *",$OS_ID,"*) return 0 ;; esac
  return 1
}

# target_packages: sets PACKAGES to all that the installer fetches for this host from the repository, also what it fetches "later": that is one
# call at its very end, and where one name of it is missing none is installed, with exit 0 (facts 10).
target_packages() {
  PACKAGES="zimbra-core-components zimbra-snmp-components"
  ! has_role ldap-master ldap-replica || PACKAGES="$PACKAGES zimbra-ldap-components"
  ! has_role mta || PACKAGES="$PACKAGES zimbra-mta-components zimbra-dnscache-components"
  ! has_role proxy || PACKAGES="$PACKAGES zimbra-proxy-components zimbra-memcached"
  ! has_role mailbox || PACKAGES="$PACKAGES zimbra-store-components zimbra-apache-components zimbra-spell-components zimbra-network-modules-ng zimbra-network-store zimbra-license-tools zimbra-license-extension zimbra-patch"
  tp_all=$(list_packages)
  while read -r tp_s tp_p tp_v; do # what people added is brought up to date with the rest
    case "$tp_s $tp_p" in 'ii zimbra-drive' | 'ii zimbra-talk' | 'ii zimbra-imapd') PACKAGES="$PACKAGES $tp_p" ;; esac
  done << EOF
$tp_all
EOF
}

# simulate_packages NAMES: the target's repository is asked in a folder of our own and the installation run on paper
simulate_packages() {
  sp_t=$(mktemp -d "$MU_ROOT/tmp/mailupgrade.XXXXXX") || { unknown "no room for a package run on paper on $MU_HOST"; return 0; }
  mkdir -p "$sp_t/parts" "$sp_t/lists/partial"
  sp_series=${MU_TO%.*}; sp_series=${sp_series%%.*}${sp_series#*.}
  echo "deb [arch=amd64] https://repo.zimbra.com/apt/$sp_series ${OS_CODENAME:-xenial} zimbra" > "$sp_t/parts/zimbra.list"
  sp_u=$(apt-get -q -o "Dir::Etc::SourceParts=$sp_t/parts" -o "Dir::State::Lists=$sp_t/lists" update 2>&1 < /dev/null)
  case $sp_u in
    *'Could not get lock'*) critical "another process has the package lock of $MU_HOST" ;;
    *'Failed to fetch'*) critical "the package repository is not reachable from $MU_HOST" ;;
  esac
  sp_s=$(apt-get -q -s -o "Dir::Etc::SourceParts=$sp_t/parts" -o "Dir::State::Lists=$sp_t/lists" install $1 2>&1 < /dev/null) || {
    sp_w=${sp_s##*"$NL"}; critical "packages cannot be installed on $MU_HOST: ${sp_w#E: }"; }
  case $sp_s in *"${NL}Remv "*) critical "the package run would remove packages on $MU_HOST" ;; esac
  rm -rf "$sp_t"
}

# customs: one line `kind|name|sum` for each thing that people may have made of the system
customs() {
  for cu_d in "$Z/zimlets-deployed"/*/; do
    test -d "$cu_d" || continue
    cu_n=${cu_d%/}; cu_n=${cu_n##*/}
    case $cu_n in com_zextras_*) continue ;; esac # the plugin's own, taken out in its phase
    echo "zimlet|$cu_n|"
  done
  for cu_d in "$Z/jetty/webapps/zimbra/skins"/*/; do
    test -d "$cu_d" || continue
    cu_n=${cu_d%/}; echo "theme|${cu_n##*/}|"
  done
  for cu_f in "$Z/common/conf/main.cf" "$Z/conf/nginx/templates"/*.template "$Z/jetty/etc"/*.in "$Z/conf/amavisd.conf.in" "$Z/conf/salocal.cf.in"; do
    test -f "$cu_f" || continue
    cu_s=$(cksum < "$cu_f"); echo "file|${cu_f#"$MU_ROOT"}|$cu_s"
  done
  cu_in=
  crontab -u zimbra -l 2> /dev/null | while IFS= read -r cu_l; do
    case $cu_l in '# ZIMBRASTART'*) cu_in=1 ;; '# ZIMBRAEND'*) cu_in=; continue ;; esac
    case $cu_in$cu_l in 1* | '#'* | '') ;; *) printf 'cron line|%s|\n' "$cu_l" ;; esac
  done
}

# read_queue: sets QUEUE to the number of waiting messages, empty when it cannot be read
read_queue() {
  rq_t=$(zimbra 'postqueue -p'); rq_t=${rq_t##*"$NL"} QUEUE=
  case $rq_t in *'queue is empty'*) QUEUE=0 ;; '-- '*' in '*) QUEUE=${rq_t##* in }; QUEUE=${QUEUE%% *} ;; esac
}

# judge_backups: SESSIONS, lines `label|status|yyyy/mm/dd hh:mm:ss|accounts|of`, by their content
judge_backups() {
  set -- $(date '+%Y %m %d %H %M %s')
  minutes_of "$1" "$2" "$3" "$4" "$5"; jb_now=$MINUTES
  jb_ask=$((${MU_WITH_ASKED:-180} + (${MU_KICKOFF:-$6} > $6 ? (${MU_KICKOFF:-$6} - $6) / 60 : 0))) # minutes from now to the installer's question
  jb_best='' jb_prev='' jb_why='' jb_newest=-1
  while IFS='|' read -r jb_label jb_status jb_at jb_n jb_of; do
    test -n "$jb_label" || continue
    case $jb_status in *progress*) continue ;; esac
    IFS='/: '; set -- $jb_at; unset IFS
    minutes_of "$1" "$2" "$3" "$4" "$5"
    case $jb_status in
      *completed*) ;;
      *) test "$MINUTES" -le "$jb_newest" || { jb_newest=$MINUTES; jb_why="the newest full backup of $MU_HOST is '${jb_status## }'"; }; continue ;;
    esac
    if test "${jb_n:-0}" -eq 0 || test "$jb_n" -lt "${jb_of:-0}"; then
      test "$MINUTES" -le "$jb_newest" || { jb_newest=$MINUTES; jb_why="the newest full backup of $MU_HOST holds ${jb_n:-0} of ${jb_of:-0} accounts"; }
      continue
    fi
    if test -z "$jb_best" || test "$MINUTES" -gt "$jb_best"; then jb_prev=$jb_blabel jb_best=$MINUTES jb_blabel=$jb_label; elif test -z "$jb_prev"; then jb_prev=$jb_label; fi
  done << EOF
$SESSIONS
EOF
  if test -z "$jb_best"; then critical "${jb_why:-$MU_HOST has no full backup}"; return 0; fi
  jb_age=$((jb_now - jb_best))
  PERF="$PERF backup_age=$((jb_age / 60))h"
  if test "$jb_newest" -gt "$jb_best" && case $jb_why in *holds*) true ;; *) false ;; esac; then critical "$jb_why"; fi
  if test $jb_age -gt 11520; then critical "the newest full backup of $MU_HOST is $((jb_age / 1440)) days old"
  elif test $((jb_age + jb_ask)) -gt 1440 && ! full_before $jb_ask; then
    warning "the newest full backup of $MU_HOST will be $(((jb_age + jb_ask) / 60)) hours old when the installer asks for one of 24 hours"
  fi
  jb_size=$(timeout 60 du -sk "$Z/backup/sessions/$jb_blabel" 2> /dev/null); jb_size=${jb_size%%"$TAB"*}
  jb_old=; test -z "$jb_prev" || { jb_old=$(timeout 60 du -sk "$Z/backup/sessions/$jb_prev" 2> /dev/null); jb_old=${jb_old%%"$TAB"*}; }
  if test -n "$jb_size" && test -n "$jb_old"; then
    PERF="$PERF backup_size=${jb_size}KB"
    test $((jb_size * 2)) -ge "$jb_old" || critical "the newest full backup of $MU_HOST has $((jb_size / 1024)) MB, the one before had $((jb_old / 1024)) MB"
  else
    note "sizes of the newest full backup and the one before cannot be compared here"
  fi
}
# full_before MINUTES: will cron make another full one by then? A daily line only; others are not guessed at
full_before() {
  set -- "$1" $(date '+1%H 1%M'); fb_t=$((($2 - 100) * 60 + $3 - 100))
  fb_rc=1
  while read -r fb_m fb_h fb_d fb_mo fb_w fb_cmd; do
    case "$fb_d$fb_mo$fb_w $fb_cmd" in '*** '*zmbackup\ -f*) ;; *) continue ;; esac
    case $fb_m$fb_h in *[!0-9]*) continue ;; esac
    fb_next=$((fb_h * 60 + fb_m - fb_t)); test $fb_next -gt 0 || fb_next=$((fb_next + 1440))
    test $fb_next -ge "$1" || fb_rc=0
  done << EOF
$(crontab -u zimbra -l 2> /dev/null)
EOF
  return $fb_rc
}

# ---- holds of other programs ---------------------------------------------------------------------------------------
# Units that start services, change files or packages by themselves: HA, watchdogs, configuration management, package timers.
HOLD_UNITS="monit keepalived pacemaker corosync heartbeat puppet puppet-agent chef-client salt-minion cfengine3 ansible-pull.timer unattended-upgrades apt-daily.timer apt-daily-upgrade.timer yum-cron dnf-automatic.timer"

# active_units: sets ACTIVE to those that are active here
active_units() {
  ACTIVE=
  au_t=$(systemctl is-active $HOLD_UNITS 2> /dev/null)
  set -- $HOLD_UNITS
  while read -r au_w; do case $au_w in active | activating) ACTIVE="$ACTIVE $1" ;; esac; test $# -eq 0 || shift; done << EOF
$au_t
EOF
}

# purge_interval: sets PURGE to this server's own zimbraMailPurgeSleepInterval (empty: it has none and goes by the global one); fails when
# the directory does not answer. 0 means that mailboxd purges nothing, the dumpster included; it takes the change at once.
purge_interval() {
  PURGE=
  pi_t=$(zimbra 'zmprov -l gs -e $(zmhostname) zimbraMailPurgeSleepInterval; echo @$?')
  case $pi_t in *'@0') ;; *) return 1 ;; esac
  while IFS= read -r pi_l; do case $pi_l in 'zimbraMailPurgeSleepInterval: '*) PURGE=${pi_l#*: } ;; esac; done << EOF
$pi_t
EOF
}

# Names under which the old plugin and NG know the same schedule, `OLD=NEW` [M]. What is not here has one name in both.
SAME_SCHEDULES="ZxPowerstore_MoveScheduling=powerstoreMoveScheduler ZxBackup_SmartScanScheduling=backupSmartScanScheduler ZxBackup_PurgeScheduling=backupPurgeScheduler"

# read_schedules: sets SCHEDULES, what the plugin (Suite or NG) starts by itself: HSM moves, deduplication, SmartScan by the clock and at the
# start of mailboxd, as `MODULE NAME VALUE` lines; fails when it does not tell them. A module that is not there starts nothing.
read_schedules() {
  SCHEDULES='' rs_m='' rs_text=''
  rs_t=$(zimbra 'for m in hsm backup; do echo "@begin $m"; zxsuite $m getProperty; echo "@end $?"; done' | sed 's/\([:,{]\)  */\1/g')
  while read -r rs_k rs_v; do
    case $rs_k in
      @begin) rs_m=$rs_v rs_text='' ;;
      @end)
        case $rs_v in 0) ;; *) case $rs_text in *'o such module'* | *'nknown module'* | *'not enabled'* | *'not licensed'*) ;; *) return 1 ;; esac ;; esac
        rs_m='' ;;
      *chedul* | *OnStartup* | *edup*) SCHEDULES="$SCHEDULES$rs_m $rs_k $rs_v$NL" ;;
      *) rs_text="$rs_text $rs_k $rs_v" ;;
    esac
  done << EOF
$rs_t
EOF
  case $rs_t in *@end*@end*) ;; *) return 1 ;; esac
}

# off VALUE: sets IS (on, off, or other: not a switch) and OFF, the value switched off
off() {
  IS=off OFF=$1
  while :; do case $OFF in *'enabled":true'*) IS=on; OFF="${OFF%%'enabled":true'*}enabled\":false${OFF#*'enabled":true'}" ;; *) break ;; esac; done
  case $1 in
    *'enabled":'*) ;;
    true) IS=on; OFF=false ;;
    TRUE) IS=on; OFF=FALSE ;;
    '' | false | FALSE) ;;
    *[!0-9*/,\ -]*) IS=other ;;
    *\ *\ *\ *\ *) IS=on; OFF='' ;; # a cron pattern without a switch
    *) IS=other ;;
  esac
}

# find_schedule NAME ROWS: sets FS_MODULE, FS_NAME and FS_VALUE to the row of that name, or of its name in the other plugin; fails without one
find_schedule() {
  FS_NAME=
  while read -r fs_m fs_k fs_v; do
    case $fs_k in "$1") ;; '') continue ;; *) case " $SAME_SCHEDULES " in *" $1=$fs_k "* | *" $fs_k=$1 "*) ;; *) continue ;; esac ;; esac
    FS_MODULE=$fs_m FS_NAME=$fs_k FS_VALUE=$fs_v
  done << EOF
$2
EOF
  test -n "$FS_NAME"
}

# set_schedule MODULE NAME VALUE
set_schedule() {
  case $3 in *\'*) echo "the value of $2 cannot be written: $3"; return 1 ;; esac
  ss_t=$(zimbra "zxsuite $1 setProperty $2 '$3'") || { printf '%s\n' "$ss_t"; return 1; }
}

# hold_schedules FILE: switches off every schedule that is on. One that no note of this run has goes to FILE first, with the value that it
# has now; the first note of each is kept. SCHEDULES has to be read.
hold_schedules() {
  hs_noted="$(cat "$STATE/schedules" "$STATE/schedules.new-version" 2> /dev/null)"
  hs_new=$(while read -r hs_m hs_k hs_v; do
    test -z "$hs_k" || find_schedule "$hs_k" "$hs_noted" || printf '%s %s %s\n' "$hs_m" "$hs_k" "$hs_v"
  done << EOF
$SCHEDULES
EOF
)
  { test ! -f "$1" || cat "$1"; test -z "$hs_new" || printf '%s\n' "$hs_new"; } > "$1.part" && mv -f "$1.part" "$1" || fail "cannot write down the schedules of the plugin"
  while read -r hs_m hs_k hs_v; do
    off "$hs_v"
    test "$IS" = on || continue
    set_schedule "$hs_m" "$hs_k" "$OFF" || fail "the schedule $hs_k cannot be held on $MU_HOST"
    echo "held until it is given back: $hs_k, it was $hs_v"
  done << EOF
$SCHEDULES
EOF
}

# check_schedules ROWS: what of the plugin is live, or was noted in ROWS and is no more, is critical. SCHEDULES has to be read. Sets HELD_SCHEDULES.
check_schedules() {
  HELD_SCHEDULES=0
  while read -r ck_m ck_k ck_v; do
    off "$ck_v"
    case $IS in
      on) critical "the schedule $ck_k of $MU_HOST is not held" ;;
      other) note "no switch that can be read, look at it: $ck_k $ck_v" ;;
    esac
  done << EOF
$SCHEDULES
EOF
  while read -r ck_m ck_k ck_v; do
    test -n "$ck_k" || continue
    HELD_SCHEDULES=$((HELD_SCHEDULES + 1))
    off "$ck_v"
    find_schedule "$ck_k" "$SCHEDULES" || { critical "the schedule $ck_k of $MU_HOST is lost"; continue; }
    ck_now=$FS_VALUE
    test "$ck_now" = "$OFF" || { off "$ck_now"; test "$IS" = on; } || critical "the schedule $ck_k of $MU_HOST is another one: $ck_now"
  done << EOF
$1
EOF
}

# plugin_is_away: may what was noted before go for held, since nothing of the plugin can run: it was taken out, or mailboxd does not run
plugin_is_away() {
  test -f "$STATE/schedules" || return 1
  test ! -x "$Z/bin/zxsuite" || ! zimbra 'zmmailboxdctl status' > /dev/null ||
    { test -s "$SAVED/volumes" && test ! -d "$Z/lib/ext/zextras" && ! dpkg-query -W zimbra-network-modules-ng > /dev/null 2>&1; }
}

# read_operations: sets OPERATIONS to what the plugin does now, names only
read_operations() {
  OPERATIONS=
  ro_t=$(zimbra 'zxsuite hsm getAllOperations; zxsuite backup getAllOperations')
  while read -r ro_k ro_v; do case $ro_k in name) OPERATIONS="$OPERATIONS $ro_v" ;; esac; done << EOF
$ro_t
EOF
}

# foreign_cron: sets FOREIGN to the first cron line of another than zimbra that touches the mail system, its disks or its packages
foreign_cron() {
  FOREIGN=
  fc_t=$(crontab -u root -l 2> /dev/null; cat "$MU_ROOT"/etc/cron.d/* 2> /dev/null)
  while IFS= read -r fc_l; do
    case $fc_l in '#'* | '' | [A-Za-z]*=*) continue ;; esac
    case $fc_l in *zimbra* | *zmcontrol* | *rsync* | *restic* | *borg\ * | *backup* | *snapshot* | *lvcreate* | *reboot* | *apt-get* | *yum*) FOREIGN=${FOREIGN:-$fc_l} ;; esac
  done << EOF
$fc_t
EOF
}

# ---- mail that waits ------------------------------------------------------------------------------------------------
MAILLOG=$MU_ROOT/var/log/zimbra.log            # syslog of postfix, on every Zimbra host [C]

# queue_rows TEXT: sets ROWS, one `ID SENDER RECIPIENT` per message, from the text of `postqueue -p`
queue_rows() {
  ROWS=$(printf '%s\n' "$1" | awk '
    /^[0-9A-Za-z]+[*!]? +[0-9]+ / { id = $1; sub(/[*!]$/, "", id); from = $NF; next }
    NF == 1 && $1 !~ /^\(/ && id != "" { print id, from, $1; id = "" }')
}

# mail_log_mark: sets MARK to a place in the mail log that is found again after the log was rotated: bytes, and a sum of the first line
mail_log_mark() {
  MARK="0 none"
  test ! -s "$MAILLOG" || MARK="$(wc -c < "$MAILLOG") $(head -n 1 "$MAILLOG" | cksum | tr ' ' -)"
}

# mail_log_since BYTES SUM: prints the mail log from there on; fails when that log is not there any more
mail_log_since() {
  ml_n=0 ml_newer=''
  for ml_f in "$MAILLOG" $(ls -t "$MAILLOG".* "$MAILLOG"-* 2> /dev/null); do
    ml_n=$((ml_n + 1)); test $ml_n -le 6 || break
    test -f "$ml_f" || continue
    if test "$2" = none || test "$(zcat -f "$ml_f" | head -n 1 | cksum | tr ' ' -)" = "$2"; then
      zcat -f "$ml_f" | tail -c +$(($1 + 1))
      for ml_f in $ml_newer; do zcat -f "$ml_f"; done
      return 0
    fi
    ml_newer="$ml_f $ml_newer"
  done
  return 1
}

# hold_left_out: mail for the stores of MU_LEFT_OUT stays in the queue of this MTA: LMTP to them is refused here. None left out: the rule is taken
# away. May be called twice. Sets HELD to their names.
hold_left_out() {
  hl_chain=MAILUPGRADE-OUT HELD=
  iptables -N $hl_chain 2> /dev/null || iptables -F $hl_chain || fail "cannot make the chain $hl_chain"
  while read -r hl_name hl_address hl_site hl_roles; do
    case " $MU_LEFT_OUT " in *" $hl_name "*) ;; *) continue ;; esac
    port 7025
    iptables -A $hl_chain -d "$hl_address" -p tcp -m multiport --dports "$PORT" -j REJECT --reject-with tcp-reset || fail "cannot hold mail for $hl_name"
    HELD="$HELD $hl_name"
  done << EOF
$MU_FLEET
EOF
  if test -n "$HELD"; then
    iptables -C OUTPUT -j $hl_chain 2> /dev/null || iptables -I OUTPUT 1 -j $hl_chain || fail "cannot put the chain first"
  else
    while iptables -C OUTPUT -j $hl_chain 2> /dev/null; do iptables -D OUTPUT -j $hl_chain || fail "cannot take the chain out"; done
    iptables -X $hl_chain || fail "cannot delete the chain"
  fi
}

# unfit: why this store cannot be let in after a night that went on without it: sets UNFIT, empty where it is whole
unfit() {
  uf_all=$(zimbra 'zmcontrol -v; zmcontrol status') UNFIT=
  version_of "${uf_all%%"$NL"*}"
  read_services "$uf_all"
  read_history
  case $H_STATE in installing | installed | configuring) UNFIT="the installation on $MU_HOST did not end (.install_history)" ;; esac
  case $RUN in *' mailbox '*) ;; *) UNFIT="mailboxd of $MU_HOST is not running" ;; esac
  test "$VER" = "$MU_TO" || UNFIT="$MU_HOST is on ${VER:-no version that it tells}, not on $MU_TO"
}

# mail_of_back: whose mail waits here can only be told by somebody who knows whose accounts those are: sets ACCOUNTS (that live on MU_WITH_BACK) and
# WAITING (messages for them in this queue, every recipient counted, in whatever letters it was written); empty where that cannot be read
mail_of_back() {
  ACCOUNTS='' WAITING='' mb_server=$MU_WITH_BACK
  for mb_s in $(zimbra 'zmprov -l gas'); do case $mb_s in "$MU_WITH_BACK".*) mb_server=$mb_s ;; esac; done
  mb_ours=$(zimbra "zmprov -l gaa -s $mb_server; echo @\$?" | tr '\nA-Z' ' a-z')
  case $mb_ours in *' @0 ') mb_ours=" ${mb_ours%' @0 '} " ;; *) return 0 ;; esac
  ACCOUNTS=$(set -f; set -- $mb_ours; echo $#)
  mb_q=$(zimbra 'postqueue -p')
  case ${mb_q##*"$NL"} in *'queue is empty'* | '-- '*) ;; *) return 0 ;; esac
  WAITING=$(printf '%s\n--\n%s\n' "$mb_ours" "$mb_q" | awk '
    !queue { if ($1 == "--") queue = 1; for (i = 1; i <= NF; i++) ours[$i] = 1; next }
    NF == 1 && $1 ~ /@/ && tolower($1) in ours { n++ }
    END { print n + 0 }')
}

# ---- volumes and the plugin ---------------------------------------------------------------------------------------
SUITE=$MU_ROOT/opt/zextras_suite               # the Suite's own installer, unpacked
SAVED=$STATE/plugin                            # what plugin/save.sh wrote down

# read_volumes: sets VOLS, one row `id|name|type|path|compressed|current` per volume; fails when mailboxd does not answer
read_volumes() { V_TEXT=$(zimbra 'zmvolume -l'); rows_of_volumes; }

# rows_of_volumes: VOLS from V_TEXT, the text of `zmvolume -l`
rows_of_volumes() {
  VOLS=''
  while IFS= read -r rv_l; do
    case $rv_l in
      *'Volume id: '*) rv_id=${rv_l##*: } ;;
      *' name: '*) rv_name=${rv_l#*name: } ;;
      *' type: '*) rv_type=${rv_l#*type: } ;;
      *' path: '*) rv_path=${rv_l#*path: } ;;
      *'compressed: '*) rv_c=${rv_l#*compressed: }; rv_c=${rv_c%%[!a-z]*} ;;
      *' current: '*) VOLS="$VOLS$rv_id|$rv_name|$rv_type|$rv_path|$rv_c|${rv_l#*current: }$NL" ;;
    esac
  done << EOF
$V_TEXT
EOF
  test -n "$VOLS"
}

# read_stores: sets STORES, one row `id|store type|bucket|prefix in it` per volume, as the plugin (Suite or NG) tells them
read_stores() {
  STORES='' rt_id=''
  rt_text=$(zimbra 'zxsuite hsm getAllVolumes')
  while read -r rt_k rt_v rt_x; do
    case $rt_k in
      id) test -z "$rt_id" || STORES="$STORES$rt_id|$rt_type|$rt_b|$rt_p$NL"; rt_id=$rt_v rt_type=FileBlob rt_b='' rt_p='' ;;
      storeType) rt_type=$rt_v ;;
      bucket) rt_b=$rt_v ;;
      prefix | volumePrefix) rt_p=$rt_v ;;
    esac
  done << EOF
$rt_text
EOF
  test -z "$rt_id" || STORES="$STORES$rt_id|$rt_type|$rt_b|$rt_p$NL"
  test -n "$STORES"
}

# as_saved FILE ROWS WHAT: critical where the rows are not the saved ones, each that is gone or new named; their order is of no account
as_saved() {
  as_gone='' as_new='' as_was=$NL$(cat "$1")$NL
  while IFS= read -r as_l; do case "$NL$2" in *"$NL$as_l$NL"*) ;; *) as_gone="$as_gone, $as_l" ;; esac; done < "$1"
  while IFS= read -r as_l; do case "$as_was" in *"$NL$as_l$NL"*) ;; *) test -z "$as_l" || as_new="$as_new, $as_l" ;; esac; done << EOF
$2
EOF
  test -n "$as_gone$as_new" || return 0
  critical "$3"
  note "gone: ${as_gone#, }; new: ${as_new#, }"
}

# read_policy: sets POLICY
read_policy() {
  POLICY=
  rp_text=$(zimbra 'zxsuite hsm getHsmPolicy')
  while read -r rp_k rp_v; do case $rp_k in policy) POLICY=$rp_v ;; esac; done << EOF
$rp_text
EOF
}

# read_blobs: reads again the one blob per volume that was read before, and asks object stores for their connection
read_blobs() {
  rb_n=0
  test -f "$SAVED/blobs" || { note "no blob was noted before, none is read"; return 0; }
  while IFS='|' read -r rb_id rb_file rb_sum; do
    rb_now=$(timeout $LONG cksum < "$MU_ROOT$rb_file" 2>&1)
    case $? in
      0) if test "$rb_now" = "$rb_sum"; then rb_n=$((rb_n + 1)); else critical "volume $rb_id: $rb_file is not what it was"; fi ;;
      124) critical "volume $rb_id does not answer within $LONG s" ;;
      *) critical "volume $rb_id: $rb_file cannot be read" ;;
    esac
  done < "$SAVED/blobs"
  while IFS='|' read -r rb_id rb_type rb_b rb_p; do
    case $rb_type in FileBlob | '') continue ;; esac
    if rb_out=$(zimbra "zxsuite core testS3Connection $rb_b"); then rb_n=$((rb_n + 1)); else critical "volume $rb_id: object store $rb_b: ${rb_out##*"$NL"}"; fi
  done < "$SAVED/stores"
  PERF="$PERF read=$rb_n"
}

# check_mounts ROWS: every path of a volume outside /opt/zimbra has to be a mount that answers
check_mounts() {
  while IFS='|' read -r cm_id cm_name cm_type cm_path cm_c cm_cur; do
    case $cm_path in '' | / | /opt/zimbra/*) continue ;; esac
    timeout $LONG mountpoint -q "$MU_ROOT$cm_path"
    case $? in
      0) ;;
      124) critical "volume $cm_name at $cm_path does not answer within $LONG s" ;;
      *) critical "volume $cm_name: $cm_path is not mounted" ;;
    esac
  done << EOF
$1
EOF
}

# check_reading ROWS: one blob of every volume with files is read, and how long it took is looked at: a far volume that needs seconds for one
# blob will time out under load
check_reading() {
  while IFS='|' read -r cr_id cr_name cr_type cr_path cr_c cr_cur; do
    case $cr_type$cr_path in '' | index* | */) continue ;; esac
    cr_t=$(date +%s%3N)
    cr_f=$(timeout $LONG find "$MU_ROOT$cr_path" -name '*.msg' -type f -print -quit 2> /dev/null)
    if test $? -eq 124; then critical "volume $cr_name at $cr_path does not answer within $LONG s"; continue; fi
    test -n "$cr_f" || { note "volume $cr_name at $cr_path holds no blob"; continue; }
    timeout $LONG cksum < "$cr_f" > /dev/null 2>&1 || { critical "volume $cr_name: ${cr_f#"$MU_ROOT"} cannot be read within $LONG s"; continue; }
    test -n "$MU_ROOT" || test $(($(date +%s%3N) - cr_t)) -lt 5000 || warning "volume $cr_name needs $((($(date +%s%3N) - cr_t) / 1000)) s for one blob"
  done << EOF
$1
EOF
}

# check_guest_mounts: every mount of the guest that is no disk of its own lies outside its snapshots, so the fleet file has to name it. Where
# snapshots are made from outside the guest, MU_COVERED has the mount points that a member holds: a disk that is not among them (an
# independent one, one of another store) would not come back, and one that is not mounted shows an old map.
check_guest_mounts() {
  cg_known=" $(while read -r cg_n cg_p cg_k; do printf '%s ' "$cg_p"; done << EOF
$MU_VOLUMES
EOF
)"
  cg_held=" $(printf '%s' "$MU_COVERED" | tr '\n' ' ') "
  test -z "$MU_COVERED_FAULT" || unknown "which mounts of $MU_HOST its snapshot holds is not told: $MU_COVERED_FAULT"
  cg_t=$(timeout $LONG findmnt -rn -o TARGET,FSTYPE,SOURCE 2> /dev/null || timeout $LONG findmnt -n -o TARGET,FSTYPE,SOURCE 2> /dev/null)
  cg_n=0 cg_all=' '
  while read -r cg_at cg_fs cg_from; do
    cg_all="$cg_all$cg_at "
    case $cg_fs in
      ext[234] | xfs | btrfs | zfs | jfs | reiserfs)
        cg_n=$((cg_n + 1))
        test -n "$MU_COVERED" || continue
        case $cg_fs$cg_from in btrfs*) ;; *\[*) continue ;; esac # a folder shown a second time is no disk
        case $cg_known$cg_held in *" $cg_at "*) ;; *) critical "$cg_at ($cg_fs) on $MU_HOST is a disk that its snapshot does not hold" ;; esac ;;
      nfs* | cifs | smb* | fuse.* | glusterfs | ceph | 9p | afs | lustre | ocfs2 | gfs2)
        case $cg_at in /run/* | /var/lib/mailupgrade*) continue ;; esac
        case $cg_known in *" $cg_at "*) note "$cg_at ($cg_fs) is outside the snapshot set, as the fleet says" ;;
          *) critical "$cg_at ($cg_fs) on $MU_HOST is in no snapshot and the fleet does not name it as a volume" ;; esac ;;
    esac
  done << EOF
$cg_t
EOF
  test $cg_n -gt 0 || warning "the mounts of $MU_HOST cannot be listed"
  test $cg_n -eq 0 || for cg_p in $MU_COVERED; do
    case $cg_all in *" $cg_p "*) ;; *) warning "the snapshot of $MU_HOST is said to hold $cg_p, where nothing is mounted: an old map?" ;; esac
  done
}

# check_space: 500 MB are the installer's own least; below twice that a person is told
check_space() {
  cs_text=$(df -Pk "$Z" "$MU_ROOT/tmp" 2>&1)
  while read -r cs_fs cs_total cs_used cs_free cs_pc cs_at; do
    case $cs_free in '' | *[!0-9]*) continue ;; esac
    test "$cs_free" -ge 512000 || critical "only $((cs_free / 1024)) MB free on $cs_at of $MU_HOST"
    test "$cs_free" -lt 512000 || test "$cs_free" -ge 1024000 || warning "only $((cs_free / 1024)) MB free on $cs_at of $MU_HOST"
  done << EOF
$cs_text
EOF
}
