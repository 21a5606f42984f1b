# backup-list.sh: what sets were made on this host. Prints: one line each.
for n in "${NOTE%/*}"/*; do case $n in *.part | *'*') ;; *) read -r id < "$n"; echo "${n##*/} scan $id" ;; esac; done
