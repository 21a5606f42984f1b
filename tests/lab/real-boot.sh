#!/bin/sh
# lab-boot: what a host of true packages does at every boot: settings and accounts once, then its services, as its init would.
# Accounts lie on the mailbox hosts, split among them by number; the directory has them all. Password of all: see /etc/lab/password.
. /etc/lab/host
stores=$(awk '$4 ~ /mailbox/ { print $1 }' /etc/lab/fleet)
ip link set lo up 2> /dev/null
# A boot leaves no firewall rule, as on any host; the lab's network outlives it.
iptables -F 2> /dev/null
iptables -X 2> /dev/null
if test ! -f /etc/lab/made; then
  echo lab-password > /etc/lab/password
  case ,$ROLES, in *,mailbox,*)
    cat > /etc/dovecot/local.conf << END
protocols = imap lmtp
listen = $ADDR, 127.0.0.1
ssl = no
disable_plaintext_auth = no
mail_location = maildir:/var/mail/%d/%n
first_valid_uid = 7800
mail_uid = 7800
mail_gid = 7800
mail_max_userip_connections = 0
auth_mechanisms = plain
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%u /etc/dovecot/masters
  master = yes
  result_success = continue
}
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%u /etc/dovecot/accounts
}
userdb {
  driver = passwd-file
  args = username_format=%u /etc/dovecot/accounts
  default_fields = uid=7800 gid=7800 home=/var/mail/%d/%n
}
service lmtp {
  inet_listener lmtp {
    address = $ADDR 127.0.0.1
    port = 24
  }
}
END
    sed -i 's/^!include auth-system.conf.ext/#&/' /etc/dovecot/conf.d/10-auth.conf
    echo 'mailadmin:{PLAIN}lab-password' > /etc/dovecot/masters
    n=0 mine=
    for s in $stores; do test "$s" != "$NAME" || mine=$n; n=$((n + 1)); done
    mkdir -p "/var/mail/$DOMAIN"
    awk -v all="$ACCOUNTS" -v n="$n" -v mine="$mine" -v d="$DOMAIN" 'BEGIN { for (i = 1; i <= all; i++) if (i % n == mine) printf "user%04d@%s:{PLAIN}lab-password:7800:7800::/var/mail/%s/user%04d::\n", i, d, d, i }' > /etc/dovecot/accounts
    # a few messages for every account, as a Maildir has them
    awk -F '[:@]' -v d="$DOMAIN" '{
      u = $1; base = "/var/mail/" d "/" u
      system("mkdir -p " base "/cur " base "/new " base "/tmp")
      for (k = 1; k <= 1 + (NR % 3); k++) { f = base "/cur/15460" k "." u ".lab:2,S"; printf "From: a@%s\nTo: %s@%s\nSubject: message %d\nDate: Sat, 29 Dec 2018 10:0%d:00 +0700\nMessage-ID: <%s.%d@%s>\n\ntext %d\n", d, u, d, k, k, u, k, d, k > f; close(f) }
    }' /etc/dovecot/accounts
    chown -R 7800:7800 /var/mail ;;
  esac
  case ,$ROLES, in *,mta,*)
    postconf -e "myhostname=$NAME.$DOMAIN" "mydestination=localhost" "inet_interfaces=$ADDR,127.0.0.1" "inet_protocols=ipv4" "mynetworks=127.0.0.0/8 10.77.0.0/16" \
      "virtual_mailbox_domains=$DOMAIN" "virtual_transport=error:no such mailbox" "transport_maps=texthash:/etc/postfix/transport" "compatibility_level=3.6" "maillog_file=/var/log/mail.log" "minimal_backoff_time=2s" "maximal_backoff_time=4s" "queue_run_delay=2s"
    n=0; for s in $stores; do n=$((n + 1)); done
    awk -v all="$ACCOUNTS" -v d="$DOMAIN" -v n="$n" '
      $4 ~ /mailbox/ { a[k++] = $2 }
      END { for (i = 1; i <= all; i++) printf "user%04d@%s lmtp:inet:[%s]:24\n", i, d, a[i % n] }' /etc/lab/fleet > /etc/postfix/transport ;;
  esac
  case ,$ROLES, in *,ldap,*)
    rm -rf /etc/ldap/lab /var/lib/ldap-lab && mkdir -p /etc/ldap/lab /var/lib/ldap-lab
    base=$(echo "dc=$DOMAIN" | sed 's/\./,dc=/g')
    printf 'include /etc/ldap/schema/core.schema\ninclude /etc/ldap/schema/cosine.schema\ninclude /etc/ldap/schema/inetorgperson.schema\nmodulepath /usr/lib/ldap\nmoduleload back_mdb\npidfile /run/slapd.pid\ndatabase mdb\nmaxsize 268435456\nsuffix "%s"\nrootdn "cn=admin,%s"\nrootpw lab-password\ndirectory /var/lib/ldap-lab\nindex uid,mail,objectClass eq\nsizelimit unlimited\n' "$base" "$base" > /etc/ldap/lab/slapd.conf
    awk -v all="$ACCOUNTS" -v b="$base" -v d="$DOMAIN" -v stores="$(echo $stores)" 'BEGIN {
      n = split(stores, store, " "); split(d, w, "."); printf "dn: %s\nobjectClass: domain\ndc: %s\n\ndn: ou=people,%s\nobjectClass: organizationalUnit\nou: people\n\n", b, w[1], b
      for (i = 1; i <= all; i++) printf "dn: uid=user%04d,ou=people,%s\nobjectClass: inetOrgPerson\nuid: user%04d\ncn: User %d\nsn: %d\nmail: user%04d@%s\nroomNumber: %s\n\n", i, b, i, i, i, i, d, store[i % n + 1]
    }' | slapadd -q -f /etc/ldap/lab/slapd.conf ;;
  esac
  echo "$ROLES" > /etc/lab/made
fi
rm -f /var/run/dovecot/master.pid /var/spool/postfix/pid/master.pid
test ! -e /etc/mailupgrade.held || exit 0
case ,$ROLES, in *,mailbox,*) dovecot ;; esac
case ,$ROLES, in *,mta,*) postfix start ;; esac
case ,$ROLES, in *,ldap,*) slapd -f /etc/ldap/lab/slapd.conf -h "ldap://$ADDR ldap://127.0.0.1" ;; esac
exit 0
