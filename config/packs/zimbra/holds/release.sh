# release.sh: gives the crontab of zimbra back. What stands between ZIMBRASTART and ZIMBRAEND is what the new version's installer wrote,
# where it wrote something, else what was there before; all other lines come back as they were. Prints: whose lines they are.
test -f "$STATE/crontab" || { echo "nothing was held on $MU_HOST"; exit 0; }
OWN=$(crontab -u zimbra -l 2> /dev/null)
case $OWN in
  *ZIMBRASTART*ZIMBRAEND*) ;;
  *) OWN=; test ! -f "$STATE/crontab.new-version" || OWN=$(cat "$STATE/crontab.new-version") ;;
esac
{
  inside=
  while IFS= read -r l; do
    case $l in '# ZIMBRASTART'*) inside=1 ;; esac
    test -z "$inside" || printf '%s\n' "$l"
    case $l in '# ZIMBRAEND'*) inside= ;; esac
  done << EOF
$OWN
EOF
  while IFS= read -r l; do
    case $l in '# ZIMBRASTART'*) inside=1 ;; esac
    test -n "$inside" && test -n "$OWN" || printf '%s\n' "$l"
    case $l in '# ZIMBRAEND'*) inside= ;; esac
  done < "$STATE/crontab"
} | crontab -u zimbra - || fail "cannot write the crontab"
if test -n "$OWN"; then WHOSE="of the new version"; else WHOSE="from before"; fi
echo "crontab of $MU_HOST given back, Zimbra's own lines are those $WHOSE"
