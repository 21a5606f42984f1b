# backup-list.sh: what sets were made on this host. Prints: one line each.
for n in "${NOTE%/*}"/*; do
  case $n in *.ldap) echo "$(basename "$n" .ldap) directory $(du -sk "$n" | cut -f 1) KB" ;; *.part | *'*') ;; *) read -r l < "$n"; session "$l"; echo "${n##*/} $l ${STATUS:-not known} $DONE of $OF accounts" ;; esac
done
