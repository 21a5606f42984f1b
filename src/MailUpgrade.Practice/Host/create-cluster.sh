#!/bin/sh
# create-cluster.sh CLUSTER FLEETLIST [SPEED [START_EPOCH_S [PORT_BASE]]]: makes the practice cluster's folders and hosts.
# FLEETLIST has lines `name address site role,role...`; roles ldap-master ldap-replica mta proxy mailbox logger.
# A host that exists is left as it is, so that this may be called twice. Every host starts as Zimbra NE 8.7.1 on Ubuntu 16.04
# (section 10 of reference/zimbra.md was run on the deb platform), all services running, Zextras Suite with HSM on stores.
set -e
HERE=${0%/*}
case $HERE in /*) ;; "$0") HERE=$PWD ;; *) HERE=$PWD/$HERE ;; esac
CLUSTER=$1 LIST=$2 SPEED=${3:-60} START=$4 PORT_BASE=${5:-10000}
test -n "$CLUSTER" && test -f "$LIST" || { echo "usage: create-cluster.sh CLUSTER FLEETLIST [SPEED [START_EPOCH_S]]" >&2; exit 2; }
case $CLUSTER in /*) ;; *) CLUSTER=$PWD/$CLUSTER ;; esac

DOMAIN=example.co.id
OLD=8.7.1.GA.1670.UBUNTU16.64
mkdir -p "$CLUSTER/hosts" "$CLUSTER/snapshots" "$CLUSTER/backups"

if test ! -f "$CLUSTER/clock"; then
  real=$(date +%s%3N)
  printf 'CLOCK_START_MS=%s\nCLOCK_ANCHOR_MS=%s\nCLOCK_SPEED=%s\n' "$((${START:-$((real / 1000))} * 1000))" "$real" "$SPEED" > "$CLUSTER/clock"
fi
cp "$HERE/on" "$CLUSTER/on"
chmod 755 "$CLUSTER/on"
test "$LIST" -ef "$CLUSTER/on-fleet" || cp "$LIST" "$CLUSTER/on-fleet"

. "$CLUSTER/clock"
NEXT_YEAR=$((1970 + CLOCK_START_MS / 31556952000 + 1))

# first look: who is the LDAP master, who are the stores
MASTER='' STORES='' LDAPS=''
while read -r name address site roles rest || test -n "$name"; do
  case $name in '' | '#'*) continue ;; esac
  case ,$roles, in *,ldap-master,*) MASTER=$name ;; esac
  case ,$roles, in *,ldap-*) LDAPS="$LDAPS $name" ;; esac
  case ,$roles, in *,mailbox,*) STORES="$STORES $name" ;; esac
done < "$LIST"
STORES=${STORES# }
test -n "$MASTER" || { echo "create-cluster.sh: the fleet has no ldap-master" >&2; exit 1; }

# the template: everything that is the same on all hosts, copied once per host
TEMPLATE=$CLUSTER/.template
rm -rf "$TEMPLATE"
mkdir -p "$TEMPLATE"
cd "$TEMPLATE"
mkdir -p opt/zimbra usr
cp -R "$HERE/commands/zimbra" opt/zimbra/bin
for c in ldap zmproxyctl zmmemcachedctl zmmtactl zmamavisdctl zmloggerctl zmconfigdctl; do cp opt/zimbra/bin/servicectl opt/zimbra/bin/$c; done
rm opt/zimbra/bin/servicectl
cp -R "$HERE/commands/libexec" opt/zimbra/libexec
cp -R "$HERE/commands/usr" usr/bin
cp usr/bin/mount usr/bin/umount
cp usr/bin/pgrep usr/bin/pkill
cp usr/bin/iptables usr/bin/ip6tables
cp usr/bin/reboot usr/bin/shutdown; cp usr/bin/reboot usr/bin/halt; cp usr/bin/reboot usr/bin/poweroff
cp usr/bin/who usr/bin/w
cp usr/bin/whoami usr/bin/logname
cp -R "$HERE/commands/installer" opt/zcs-installer
cp -R "$HERE/commands/zextras" opt/zextras_suite
chmod -R a+rx opt/zimbra/bin opt/zimbra/libexec usr/bin opt/zcs-installer opt/zextras_suite
mkdir -p root tmp etc var/log var/spool/cron/crontabs var/lib/dpkg var/lib/mailupgrade mnt sbin bin usr/local/bin usr/sbin \
  opt/zimbra/.practice/services opt/zimbra/.saveconfig opt/zimbra/conf/ca opt/zimbra/log opt/zimbra/data/tmp opt/zimbra/common/conf
cp "$HERE/lib/lib.sh" "$HERE/lib/late.sh" "$HERE/lib/process.sh" "$HERE/lib/boot.sh" opt/zimbra/.practice/
# the network commands, for the packages that bring them back
mkdir -p opt/zimbra/.practice/network
for f in zmbackup zmbackupabort zmbackupquery zmschedulebackup zxsuite; do cp -p opt/zimbra/bin/$f opt/zimbra/.practice/network/; done
: > var/log/zimbra.log
: > opt/zimbra/log/audit.log
: > etc/practice-firewall.rules
echo Asia/Jakarta > etc/timezone
printf 'NAME="Ubuntu"\nVERSION="16.04.5 LTS (Xenial Xerus)"\nID=ubuntu\nVERSION_ID="16.04"\n' > etc/os-release
echo monit > opt/zimbra/.practice/own-units
echo NETWORK > opt/zimbra/.BUILD_TYPE
cd /

services_of() { # ROLES: sets ENABLED and FILES (what lies in services/)
  ENABLED='' FILES=''
  IFS=,
  for r in $1; do
    case $r in
      ldap-*) ENABLED="$ENABLED ldap" ;;
      mta) ENABLED="$ENABLED mta amavis antispam antivirus opendkim" ;;
      proxy) ENABLED="$ENABLED proxy memcached" ;;
      mailbox) ENABLED="$ENABLED mailbox convertd spell service zimbra zimbraAdmin zimlet" ;;
      logger) ENABLED="$ENABLED logger" ;;
    esac
  done
  unset IFS
  ENABLED="$ENABLED stats snmp"
  for s in $ENABLED zmconfigd; do
    case $s in service | zimbra | zimbraAdmin | zimlet) ;; *) FILES="$FILES $s" ;; esac
  done
}

packages_of() { # ROLES: sets PACKAGES
  PACKAGES='' OPTIONAL=''
  case ,$1, in *,ldap-*) PACKAGES="$PACKAGES zimbra-ldap" ;; esac
  case ,$1, in *,logger,*) PACKAGES="$PACKAGES zimbra-logger" ;; esac
  case ,$1, in *,mta,*) PACKAGES="$PACKAGES zimbra-mta zimbra-dnscache" ;; esac
  PACKAGES="$PACKAGES zimbra-snmp"
  case ,$1, in *,mailbox,*) PACKAGES="$PACKAGES zimbra-store zimbra-apache zimbra-spell zimbra-convertd" ;; esac
  case ,$1, in *,proxy,*) PACKAGES="$PACKAGES zimbra-memcached zimbra-proxy" ;; esac
  PACKAGES="$PACKAGES zimbra-core"
}

ports_of() { # ROLES: sets PORTS, `real=mapped`; mapped ports need no root, and each cluster has a range of its own
  PORTS= real=
  case ,$1, in *,ldap-*) real="$real 389 636" ;; esac
  case ,$1, in *,mta,*) real="$real 25 465 587" ;; esac
  case ,$1, in *,proxy,*) real="$real 80 110 143 443 993 995 11211" ;; esac
  case ,$1, in *,mailbox,*) real="$real 7025 7071 7072 7073 7110 7143 7306 7993 7995 8080 8443 8735 8736" ;; esac
  for one in $real; do PORTS="$PORTS $one=$((PORT_BASE + one))"; done
  PORTS=${PORTS# }
}

key() { printf '  <key name="%s">\n    <value>%s</value>\n  </key>\n' "$1" "$2"; }

LDAP_URL=
for l in $LDAPS; do LDAP_URL="$LDAP_URL ldap://$l.$DOMAIN:389"; done
LDAP_URL=${LDAP_URL# }
LEDGER=$CLUSTER/hosts/$MASTER/root/opt/zimbra/data/ldap/practice

while read -r name address site roles rest || test -n "$name"; do
  case $name in '' | '#'*) continue ;; esac
  host=$CLUSTER/hosts/$name
  test ! -f "$host/env" || continue
  ports_of "$roles"; services_of "$roles"; packages_of "$roles"
  mkdir -p "$host/faults" "$host/tickets" "$host/root"
  cp -R "$TEMPLATE/." "$host/root/"
  R=$host/root Z=$host/root/opt/zimbra FQDN=$name.$DOMAIN
  printf "HOST='%s' FQDN='%s' SITE='%s' ROLES='%s' MASTER='%s' STORES='%s' DOMAIN='%s' ADDR='%s'\n" \
    "$name" "$FQDN" "$site" "$roles" "$MASTER" "$STORES" "$DOMAIN" "$address" > "$Z/.practice/host"
  echo "$FQDN" > "$R/etc/hostname"
  printf '127.0.0.1 localhost.localdomain localhost\n%s %s %s\n' "$address" "$FQDN" "$name" > "$R/etc/hosts"
  printf '%s\n' "$ENABLED zmconfigd" > "$Z/log/.zmcontrol.cache"
  for s in $FILES; do : > "$Z/.practice/services/$s"; done
  for p in $PACKAGES; do printf '%s %s\n' "$p" "$OLD"; done > "$R/var/lib/dpkg/practice-packages"
  {
    echo "1477900800: INSTALL SESSION START"
    for p in $PACKAGES; do printf '1477901100: INSTALLED %s_%s_amd64.deb\n' "$p" "$OLD"; done
    printf '1477901101: INSTALL SESSION COMPLETE\n1477901120: CONFIG SESSION START\n1477901120: CONFIGURED BEGIN\n'
    for c in configLCValues configCASetup configSaveCA configCreateCert configSaveCert configSetupLdap configCreateServerEntry configSetServicePorts configSetEnabledServices setupSyslog setupCrontab END; do
      echo "1477901700: CONFIGURED $c"
    done
    echo "1477901701: CONFIG SESSION COMPLETE"
  } > "$Z/.install_history"
  ismaster=false
  test "$name" != "$MASTER" || ismaster=true
  {
    printf '<?xml version="1.0" encoding="UTF-8"?>\n\n<localconfig>\n'
    key ldap_is_master $ismaster
    key ldap_master_url "ldap://$MASTER.$DOMAIN:389"
    key ldap_root_password lr-practice
    key ldap_url "$LDAP_URL"
    key mailboxd_java_heap_size 8192
    key mysql_root_password "my-$name-practice"
    key zimbra_home /opt/zimbra
    key zimbra_ldap_password "zl-practice"
    key zimbra_server_hostname "$FQDN"
    key zimbra_user zimbra
    case ,$roles, in *,mailbox,*) key zimbra_zmprov_default_soap_server localhost ;; *) key zimbra_zmprov_default_soap_server "${STORES%% *}.$DOMAIN" ;; esac
    echo '</localconfig>'
  } > "$Z/conf/localconfig.xml"
  chmod 640 "$Z/conf/localconfig.xml"
  {
    printf '# ZIMBRASTART -- DO NOT EDIT ANYTHING BETWEEN THIS LINE AND ZIMBRAEND\n#\n# Log pruning\n#\n'
    printf '30 2 * * * find /opt/zimbra/log/ -type f -name \\*.log\\* -mtime +8 -exec rm {} \\; > /dev/null 2>&1\n'
    printf '#\n# Status logging\n#\n*/2 * * * * /opt/zimbra/libexec/zmstatuslog > /dev/null 2>&1\n'
    printf '#\n# compress old logs\n#\n25 2 * * * find /opt/zimbra/log/ -type f -name \\*.out.\\* -mtime +8 -exec rm {} \\; > /dev/null 2>&1\n'
    case ,$roles, in
      *,mailbox,*)
        printf '#\n# Table maintenance\n#\n30 1 * * 7 /opt/zimbra/libexec/zmmaintaintables >> /dev/null 2>&1\n'
        printf '#\n# Report on any database inconsistencies\n#\n0 23 * * 7 /opt/zimbra/libexec/zmdbintegrityreport -m\n'
        printf '#\n# HSM\n#\n15 1 * * * /opt/zimbra/bin/zmhsm -t > /dev/null 2>&1\n' ;;
    esac
    printf '# ZIMBRAEND -- DO NOT EDIT ANYTHING BETWEEN THIS LINE AND ZIMBRASTART\n'
    case ,$roles, in
      *,mailbox,*)
        printf '# BACKUP BEGIN\n30 12 * * * /opt/zimbra/bin/zmbackup -f -a all --mail-report\n0 0 * * * /opt/zimbra/bin/zmbackup -del 1m --mail-report\n# BACKUP END\n' ;;
    esac
  } > "$R/var/spool/cron/crontabs/zimbra"
  case ,$roles, in
    *,mailbox,*)
      mkdir -p "$Z/store" "$Z/index" "$Z/hsm" "$Z/redolog" "$Z/backup/sessions" "$Z/db/data/practice" \
        "$Z/lib/ext/zextras" "$Z/conf/zextras" "$Z/zimlets-deployed/com_zextras_zextras"
      : > "$Z/.practice/mysql"
      echo 107 > "$Z/db/data/practice/db.version"
      : > "$Z/lib/ext/zextras/zextras.jar"
      : > "$Z/lib/ext/zextras/zal-2.1-8.7.1.jar"
      echo 'version=2.8.3 core=yes zimlet=yes' > "$Z/conf/zextras/installed"
      printf 'licensee=Example Co\nlicensedUsers=12000\nvalidUntil=%s-12-31\nmodules=HSM,Backup\n' "$NEXT_YEAR" > "$Z/conf/zextras/license"
      echo 'message,document:before:-30day' > "$Z/conf/zextras/hsm.policy"
      {
        # weekly ones: a night in which they fall due is made by the fault schedule-due
        echo 'ZxPowerstore_MoveScheduling {"cron-enabled":true,"cron-pattern":"15 2 * * 3"}'
        echo 'deduplicateAfterScheduledMoveBlobs true'
        echo 'ZxBackup_SmartScanScheduling {"cron-enabled":true,"cron-pattern":"30 4 * * 3"}'
        echo 'ZxBackup_DoSmartScanOnStartup true'
        echo 'ZxBackup_DataRetentionDays 30'
      } > "$Z/conf/zextras/properties"
      # somebody checked the databases six days before the clock of this cluster begins
      echo "$((CLOCK_START_MS / 1000 - 6 * 86400)) clean" > "$R/var/lib/mailupgrade/integrity"
      mkdir -p "$Z/zimlets-deployed/com_example_crm" "$Z/jetty/webapps/zimbra/skins/example"
      echo '<zimlet name="com_example_crm"/>' > "$Z/zimlets-deployed/com_example_crm/com_example_crm.xml"
      echo '<skin name="example"/>' > "$Z/jetty/webapps/zimbra/skins/example/manifest.xml"
      {
        # id|name|type|path|compressed|threshold|current|store type|bucket
        echo '1|message1|primaryMessage|/opt/zimbra/store|false|4096|true|FileBlob|'
        echo '2|index1|index|/opt/zimbra/index|false|4096|true|FileBlob|'
        echo '3|hsm|secondaryMessage|/opt/zimbra/hsm|true|4096|true|FileBlob|'
        case $name in
          mbs4 | mbs5) echo '4|far-hsm|secondaryMessage|/mnt/far-hsm|true|4096|false|FileBlob|' ;;
          mbs6) echo '4|far-s3|secondaryMessage|/|false|4096|false|S3|zimbra-hsm-far' ;;
        esac
      } > "$Z/db/data/practice/volumes"
      case $name in
        mbs4 | mbs5)
          mkdir -p "$R/mnt/far-hsm"
          : > "$R/mnt/far-hsm/.mounted"
          echo 'nas.far.example.co.id:/export/hsm /mnt/far-hsm nfs4 rw,hard,vers=4.1,rsize=1048576,wsize=1048576,timeo=600,retrans=2 0 0' > "$R/etc/practice-mounts" ;;
        mbs6)
          mkdir -p "$R/mnt/far-s3"
          printf 'bucket=zimbra-hsm-far\nurl=https://objects.far.example.co.id\naccessKey=PRACTICE\nsecret=practice-secret\n' > "$Z/conf/zextras/s3-zimbra-hsm-far" ;;
      esac ;;
  esac
  # a few blobs per file volume, <volume>/<mailbox hi>/<mailbox>/msg/<item hi>/<item>-<change>.msg, so that reading one proves something
  case ,$roles, in
    *,mailbox,*)
      for v in opt/zimbra/store opt/zimbra/hsm mnt/far-hsm; do
        test -d "$R/$v" || continue
        mkdir -p "$R/$v/0/1/msg/0"
        for item in 257 258; do
          printf 'From: archive@%s\nTo: user001@%s\nSubject: item %s of %s\nDate: Mon, 12 Mar 2018 09:00:00 +0700\n\nblob %s on /%s\n' "$DOMAIN" "$DOMAIN" $item "$name" $item "$v" > "$R/$v/0/1/msg/0/$item-$item.msg"
        done
      done ;;
  esac
  case ,$roles, in
    *,mta,*)
      mkdir -p "$Z/data/postfix/spool/practice-queue"
      printf 'mynetworks = 127.0.0.0/8 10.20.0.0/16\ntransport_maps = lmdb:/opt/zimbra/conf/transport\n' > "$Z/common/conf/main.cf" ;;
  esac
  case ,$roles, in *,ldap-*) mkdir -p "$Z/data/ldap/mdb/db" "$Z/data/ldap/config"; : > "$Z/data/ldap/mdb/db/data.mdb" ;; esac
  # the server's entry in LDAP: lives on the master
  mkdir -p "$LEDGER/servers"
  {
    echo "cn: $FQDN"
    echo "objectClass: zimbraServer"
    echo "zimbraId: 00000000-0000-4000-8000-$(printf %012d "${address##*.}")"
    echo "zimbraNetworkModulesNGEnabled: FALSE"
    printf 'zimbraServerVersion: 8.7.1_GA_1670\nzimbraServerVersionBuild: 1670\nzimbraServerVersionMajor: 8\nzimbraServerVersionMicro: 1\nzimbraServerVersionMinor: 7\nzimbraServerVersionType: GA\n'
    for s in $ENABLED; do echo "zimbraServiceEnabled: $s"; done
    echo "zimbraServiceHostname: $FQDN"
    for s in $ENABLED; do echo "zimbraServiceInstalled: $s"; done
  } > "$LEDGER/servers/$FQDN"
  # last: a host is there when its env is
  printf "MU_ADDR='%s'\nMU_PORTS='%s'\n" "$address" "$PORTS" > "$host/env"
done < "$LIST"

# 600 accounts spread over the stores; whoever seeds the mailboxes may replace this file: `address store-fqdn mailboxId limit used`
if test ! -f "$LEDGER/accounts" && test -n "$STORES"; then
  awk -v stores="$STORES" -v domain="$DOMAIN" 'BEGIN {
    n = split(stores, s, " ")
    for (i = 1; i <= 600; i++)
      printf "user%03d@%s %s.%s %d 0 %d\n", i, domain, s[(i - 1) % n + 1], domain, int((i - 1) / n) + 1, (i * 7919 % 900 + 100) * 1048576
  }' > "$LEDGER/accounts"
fi
printf 'zimbraDefaultDomainName: %s\nzimbraLDAPSchemaVersion: 1440000000\nzimbraLogHostname: %s\n' "$DOMAIN" "logger1.$DOMAIN" > "$LEDGER/config.new"
if test -f "$LEDGER/config"; then rm "$LEDGER/config.new"; else mv "$LEDGER/config.new" "$LEDGER/config"; fi
rm -rf "$TEMPLATE"
