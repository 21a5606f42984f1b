# cluster.sh: what the cluster says of itself, asked on one of its hosts, for the writer of a fleet file. Reads only.
# Prints: `domain D`, `accounts N`, `host NAME ADDRESS ROLE,ROLE` per server, and `look NAME TEXT` for what a person must look at
# (NAME is a host, or `-`). Source: zmprov -l gas -v, gcf, cto [C]; zmlocalconfig [C]; getent(1).
ALL=$(zimbra 'echo @masters; zmlocalconfig ldap_master_url; echo @domain; zmprov -l gcf zimbraDefaultDomainName; echo @accounts; zmprov -l cto userAccounts; echo @servers; zmprov -l gas -v')
AT='' MASTERS='' DOMAIN='' ACCOUNTS='' FQDN='' SERVICES='' VERSIONS=''
put() { # the server that was read
  test -n "$FQDN" || return 0
  name=${FQDN%%.*} roles=''
  case $SERVICES in *' ldap '*) case $MASTERS in *"//$FQDN:"* | *"//$FQDN "* | *"//$FQDN") roles=ldap-master ;; *) roles=ldap-replica ;; esac ;; esac
  for s in mta proxy mailbox logger; do case $SERVICES in *" $s "*) roles="$roles${roles:+,}$s" ;; esac; done
  address=$(getent ahostsv4 "$FQDN" 2> /dev/null); address=${address%% *}
  test -n "$address" || { address=$FQDN; echo "look $name its name has no address on $MU_HOST: write one that the bot reaches"; }
  if test -n "$roles"; then echo "host $name $address $roles"; else echo "look - server $FQDN has none of the services that the plan knows: $SERVICES"; fi
  for s in imapd archiving cbpolicyd dnscache; do case $SERVICES in *" $s "*) echo "look $name runs $s too" ;; esac; done
}
while IFS= read -r l; do
  case $l in @masters | @domain | @accounts | @servers) AT=${l#@}; continue ;; esac
  case $AT in
    masters) case $l in *=*) MASTERS=${l#*= } ;; esac ;;
    domain) case $l in 'zimbraDefaultDomainName: '*) DOMAIN=${l#*: } ;; esac ;;
    accounts) case $l in '' | *[!0-9]*) ;; *) ACCOUNTS=$l ;; esac ;;
    servers)
      case $l in
        '# name '*) put; FQDN=${l#'# name '} SERVICES=' ' ;;
        'zimbraServiceEnabled: '*) SERVICES="$SERVICES${l#*: } " ;;
        'zimbraServerVersion: '*) v=${l#*: }; v=${v%%_*}; case " $VERSIONS " in *" $v "*) ;; *) VERSIONS="$VERSIONS $v" ;; esac ;;
      esac ;;
  esac
done << EOF
$ALL
EOF
put
test -n "$FQDN" || { printf '%s\n' "$ALL"; fail "the directory does not answer on this host: ask a host on which LDAP can be reached"; }
echo "domain ${DOMAIN:-unknown.invalid}"
test -n "$DOMAIN" || echo "look - the cluster has no default domain: write the mail domain"
echo "accounts ${ACCOUNTS:-0}"
case $VERSIONS in ' '*' '*) echo "look - two versions in one cluster:$VERSIONS" ;; esac
