# in.sh: Network Modules NG takes over. HSM NG keeps volumes and policies by itself; only a policy that got lost is set again.
# Backup NG is not initialised here: its first scan reads everything. Every schedule stays off until the holds are given back, also one that
# only NG has, which is noted: no blob moves before somebody has accepted the night. Prints: what was set. Source: ng-installation.adoc [D], names of properties [M].
read_policy
read -r WANT < "$SAVED/policy"
if test -n "$WANT" && test "$POLICY" != "$WANT"; then
  zimbra "zxsuite hsm setHSMPolicy '$WANT'" || fail "the policy cannot be set on $MU_HOST"
  echo "policy set again: $WANT"
fi
zimbra 'zxsuite hsm doStopAllOperations; zxsuite backup doStopAllOperations' > /dev/null
read_schedules || fail "NG does not tell its schedules on $MU_HOST"
remember
hold_schedules "$STATE/schedules.new-version"
echo "NG looked after on $MU_HOST"
