# Sourced by ps, pgrep and pkill: the processes that the running services of this host would have.
# processes CALLBACK: calls it with PID USER NAME COMMAND-LINE
processes() {
  HUNG=
  if test -f "$P/dying" && far_hung; then HUNG=2302; fi
  if test "$ALLUSERS"; then
    "$1" 1 root systemd "/sbin/init"
    "$1" 812 root rsyslogd "/usr/sbin/rsyslogd -n"
    "$1" 830 root cron "/usr/sbin/cron -f"
    "$1" 901 root sshd "/usr/sbin/sshd -D"
  fi
  runs mailbox # settles a late one
  for pr_s in "$SVC"/*; do
    test -f "$pr_s" || continue
    case ${pr_s##*/} in
      ldap) if runs ldap; then "$1" 2101 zimbra slapd "/opt/zimbra/common/libexec/slapd -l LOCAL0 -h ldap://$FQDN:389 ldapi:/// -F /opt/zimbra/data/ldap/config"; fi ;;
      zmconfigd) "$1" 2201 zimbra java "/opt/zimbra/common/bin/java -XX:ErrorFile=/opt/zimbra/log -client -Xmx256m org.python.util.jython /opt/zimbra/libexec/zmconfigd" ;;
      mailbox) "$1" 2302 zimbra java "/opt/zimbra/common/lib/jvm/java/bin/java -Dfile.encoding=UTF-8 -server -Xmx8192m -jar /opt/zimbra/mailboxd/start.jar" ;;
      convertd) "$1" 2303 zimbra httpd "/opt/zimbra/common/bin/httpd -k start -f /opt/zimbra/conf/httpd-convertd.conf" ;;
      spell) "$1" 2304 zimbra httpd "/opt/zimbra/common/bin/httpd -k start -f /opt/zimbra/conf/httpd.conf" ;;
      proxy) "$1" 2401 zimbra nginx "nginx: master process /opt/zimbra/common/sbin/nginx -c /opt/zimbra/conf/nginx.conf" ;;
      memcached) "$1" 2402 zimbra memcached "/opt/zimbra/common/bin/memcached -d -P /opt/zimbra/log/memcached.pid -l $ADDR -p 11211" ;;
      mta) "$1" 2501 root master "/opt/zimbra/common/libexec/master -w"; "$1" 2502 postfix qmgr "qmgr -l -t fifo -u" ;;
      amavis) "$1" 2503 zimbra amavisd "/opt/zimbra/common/sbin/amavisd (master)" ;;
      antivirus) "$1" 2504 zimbra clamd "/opt/zimbra/common/sbin/clamd --config-file=/opt/zimbra/conf/clamd.conf" ;;
      opendkim) "$1" 2505 zimbra opendkim "/opt/zimbra/common/sbin/opendkim -x /opt/zimbra/conf/opendkim.conf -u zimbra" ;;
      logger) if runs logger; then "$1" 2601 zimbra perl "/usr/bin/perl /opt/zimbra/libexec/zmlogger"; fi ;;
      stats) "$1" 2701 zimbra perl "/usr/bin/perl -w /opt/zimbra/libexec/zmstat-proc" ;;
      snmp) "$1" 2702 zimbra perl "/usr/bin/perl /opt/zimbra/libexec/zmswatch --config-file=/opt/zimbra/conf/swatchrc" ;;
    esac
  done
  test ! -f "$P/mysql" || "$1" 2301 zimbra mysqld "/opt/zimbra/common/sbin/mysqld --defaults-file=/opt/zimbra/conf/my.cnf --pid-file=/opt/zimbra/log/mysql.pid"
  if fault backup-running && runs mailbox; then "$1" 2310 zimbra java "/opt/zimbra/common/bin/java com.zimbra.cs.backup.util.BackupUtil -f -a all"; fi
  if fault cron-integrity-check && has_role mailbox; then
    "$1" 2311 zimbra perl "/usr/bin/perl /opt/zimbra/libexec/zmdbintegrityreport -m"
    "$1" 2312 zimbra mysqlcheck "/opt/zimbra/common/bin/mysqlcheck --defaults-file=/opt/zimbra/conf/my.cnf -A -C -s -u root --auto-repair"
  fi
  if fault purge-running && runs mailbox; then
    "$1" 2313 zimbra java "/opt/zimbra/common/bin/java -client com.zimbra.cs.util.SpamExtract zmpurgeoldmbox"
  fi
  if fault other-admin; then "$1" 3911 budi vim "vim /opt/zimbra/conf/localconfig.xml"; fi
  if fault package-lock; then "$1" 4711 root unattended-upgr "/usr/bin/python3 /usr/bin/unattended-upgrade"; fi
}
