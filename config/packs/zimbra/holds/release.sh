# release.sh: gives the crontab of zimbra back. What stands between ZIMBRASTART and ZIMBRAEND is taken from the crontab of now where
# an installer wrote it anew, else from the saved one; all other saved lines come back as they were. Prints: the number of live lines.
test -f "$STATE/crontab" || { echo "nothing was held on $MU_HOST"; exit 0; }
OWN=$(crontab -u zimbra -l 2>/dev/null)
case $OWN in *ZIMBRASTART*ZIMBRAEND*) SOURCE=now ;; *) SOURCE=saved ;; esac
{
  if test $SOURCE = now; then
    inside=
    while IFS= read -r l; do
      case $l in '# ZIMBRASTART'*) inside=1 ;; esac
      test -z "$inside" || printf '%s\n' "$l"
      case $l in '# ZIMBRAEND'*) inside= ;; esac
    done << EOF
$OWN
EOF
  fi
  inside=
  while IFS= read -r l; do
    case $l in '# ZIMBRASTART'*) inside=1 ;; esac
    test -n "$inside" && test $SOURCE = now || printf '%s\n' "$l"
    case $l in '# ZIMBRAEND'*) inside= ;; esac
  done < "$STATE/crontab"
} | crontab -u zimbra - || fail "cannot write the crontab"
echo "crontab of $MU_HOST given back, Zimbra's own lines from: $SOURCE"
