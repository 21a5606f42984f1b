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

# ---- doors --------------------------------------------------------------------------------------------------------
# Mail and people come in by these. 7025 (LMTP), 389, 3306, 8735 and 8736 are the cluster's own and stay.
DOORS_A="25 465 587 80 443 110 995 143 993"
DOORS_B="7071 8080 8443 7110 7995 7143 7993 9071 5222"
CHAIN=MAILUPGRADE

# door_ports LIST: sets DP, comma-joined, as they are here
door_ports() { DP=; for dp in $1; do port "$dp"; DP="$DP${DP:+,}$PORT"; done; }

# doors_are: sets DOORS to closed, open or half, and RULES to the chain as it stands
doors_are() {
  RULES=$(iptables -S 2>&1) || { DOORS=unreadable; return 0; }
  da_jump='' da_a='' da_b=''
  door_ports "$DOORS_A"; da_pa=$DP; door_ports "$DOORS_B"; da_pb=$DP
  while IFS= read -r da_l; do
    case $da_l in
      "-A INPUT -j $CHAIN") da_jump=1 ;;
      "-A $CHAIN "*"--dports $da_pa "*REJECT*) da_a=1 ;;
      "-A $CHAIN "*"--dports $da_pb "*REJECT*) da_b=1 ;;
    esac
  done << EOF
$RULES
EOF
  case $da_jump$da_a$da_b in 111) DOORS=closed ;; '') DOORS=open ;; *) DOORS=half ;; esac
  case $DOORS$RULES in open*"$CHAIN"*) DOORS=half ;; esac
}

# probe_doors: tries two doors of every host that has some; sets TRIED, ANSWERED (`host:port` words) and SILENT (hosts).
# All at once: doors that drop packets cost five seconds together, not each.
probe_doors() {
  TRIED=0 ANSWERED='' SILENT='' pd_list=''
  while read -r pd_name pd_addr pd_site pd_roles; do
    pd_ports=
    case ",$pd_roles," in *[,\ ]mta[,\ ]*) pd_ports="$pd_ports 25 587" ;; esac
    case ",$pd_roles," in *[,\ ]proxy[,\ ]*) pd_ports="$pd_ports 443 993" ;; esac
    case ",$pd_roles," in *[,\ ]mailbox[,\ ]*) pd_ports="$pd_ports 8443 7993" ;; esac
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

# read_stores: sets STORES, one row `id|store type|bucket` per volume, as the plugin (Suite or NG) tells them
read_stores() {
  STORES='' rt_id=''
  rt_text=$(zimbra 'zxsuite hsm getAllVolumes')
  while read -r rt_k rt_v rt_x; do
    case $rt_k in
      id) test -z "$rt_id" || STORES="$STORES$rt_id|$rt_type|$rt_b$NL"; rt_id=$rt_v rt_type=FileBlob rt_b='' ;;
      storeType) rt_type=$rt_v ;;
      bucket) rt_b=$rt_v ;;
    esac
  done << EOF
$rt_text
EOF
  test -z "$rt_id" || STORES="$STORES$rt_id|$rt_type|$rt_b$NL"
  test -n "$STORES"
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
    rb_now=$(timeout 20 cksum < "$MU_ROOT$rb_file" 2>&1)
    case $? in
      0) if test "$rb_now" = "$rb_sum"; then rb_n=$((rb_n + 1)); else critical "volume $rb_id: $rb_file is not what it was"; fi ;;
      124) critical "volume $rb_id does not answer within 20 s" ;;
      *) critical "volume $rb_id: $rb_file cannot be read" ;;
    esac
  done < "$SAVED/blobs"
  while IFS='|' read -r rb_id rb_type rb_b; do
    case $rb_type in FileBlob | '') continue ;; esac
    if rb_out=$(zimbra "zxsuite core testS3Connection $rb_b"); then rb_n=$((rb_n + 1)); else critical "volume $rb_id: object store $rb_b: ${rb_out##*"$NL"}"; fi
  done < "$SAVED/stores"
  PERF="$PERF read=$rb_n"
}

# check_mounts ROWS: every path of a volume outside /opt/zimbra has to be a mount that answers
check_mounts() {
  while IFS='|' read -r cm_id cm_name cm_type cm_path cm_c cm_cur; do
    case $cm_path in '' | / | /opt/zimbra/*) continue ;; esac
    timeout 20 mountpoint -q "$MU_ROOT$cm_path"
    case $? in
      0) ;;
      124) critical "volume $cm_name at $cm_path does not answer within 20 s" ;;
      *) critical "volume $cm_name: $cm_path is not mounted" ;;
    esac
  done << EOF
$1
EOF
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
