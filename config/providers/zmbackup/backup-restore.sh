# backup-restore.sh: refuses. zmrestore brings mailboxes back one by one into a running system: hours to days for terabytes.
echo "zmbackup is no way back for a whole host: roll back to the snapshot set; single mailboxes by zmrestore -lb LABEL -a ADDRESS"
exit 2
