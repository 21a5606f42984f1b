# start-ldap.sh: starts slapd alone. The installer validates against the master and takes "LDAP is down" for a broken certificate.
# Prints: what the ldap script says. Source: ldap.production [C 8.8.10], section 10 no. 6 of the facts.
zimbra 'ldap start'
exit 0
