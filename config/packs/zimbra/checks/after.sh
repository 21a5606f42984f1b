# after.sh: the last look at a host: services, space, doors, holds. Lists what is left to do after the night, which is no failure.
# Prints: in order, or the worst first. Source: facts 6 (adjustments) and 2.9.
read_services "$(zimbra 'zmcontrol status')"
judge_services
check_space
if has_role mta proxy mailbox; then
  doors_are
  test "$DOORS" = open || critical "doors of $MU_HOST are $DOORS"
fi
case $(crontab -u zimbra -l 2>/dev/null) in *'held by mailupgrade'*) critical "the crontab of $MU_HOST is still held" ;; esac
if test -s "$STATE/units"; then
  active_units
  while read -r u; do case "$ACTIVE " in *" $u "*) ;; *) critical "$u is still held on $MU_HOST" ;; esac; done < "$STATE/units"
fi
! has_role mailbox || note "left to do: full backup, first scan of Backup NG"
! has_role mta || note "left to do: compare main.cf and the cipher list with the customs of the site"
verdict "$MU_HOST is in order"
