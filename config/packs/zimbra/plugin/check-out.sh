# check-out.sh: proves that no jar and no zimlet of the Suite is left, that mailboxd answers without it and still lists every volume.
# A jar made for 8.7.1 would keep mailboxd 8.8.10 from starting. Prints: how many volumes are listed. Source: zal per version [D].
test -s "$SAVED/volumes" || { critical "no inventory is saved on $MU_HOST"; verdict; }
test ! -d "$Z/lib/ext/zextras" || {
  case $(zimbra 'zxsuite hsm getAllOperations') in *' name '*) critical "an operation of the Suite does not stop on $MU_HOST: nothing was removed" ;; esac
  critical "the extension of the Suite is still in lib/ext of $MU_HOST"
}
test ! -d "$Z/zimlets-deployed/com_zextras_zextras" || critical "the zimlet of the Suite is still deployed on $MU_HOST"
test -z "$V_CRIT" || verdict
if read_volumes; then
  as_saved "$SAVED/volumes" "$VOLS" "volumes of $MU_HOST are not those of the inventory"
else
  critical "mailboxd is not running on $MU_HOST: ${V_TEXT##*"$NL"}"
fi
verdict "the Suite is out of $MU_HOST, its volumes are listed"
