# check-started.sh: proves that every service that ran before runs again. Compares with the list of record.sh, not with "all Running".
# Prints: how many run, or which do not. Source: zmcontrol status [C 8.8.10].
read_services "$(zimbra 'zmcontrol status')"
judge_services
verdict "services of $MU_HOST run as before"
