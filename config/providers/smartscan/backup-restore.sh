# backup-restore.sh: refuses. An import from this store makes new ids and takes hours to days; a raw restore needs the same version.
echo "SmartScan is no way back for a whole host: roll back to the snapshot set; single accounts by zxsuite backup doRestoreOnNewAccount"
exit 2
