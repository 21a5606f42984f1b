# in.sh: Network Modules NG takes over. HSM NG keeps volumes and policies by itself; only a policy that got lost is set again.
# Backup NG is not initialised here: its first scan reads everything. Prints: what was set. Source: ng-installation.adoc [D].
read_policy
read -r WANT < "$SAVED/policy"
if test -n "$WANT" && test "$POLICY" != "$WANT"; then
  zimbra "zxsuite hsm setHSMPolicy '$WANT'" || fail "the policy cannot be set on $MU_HOST"
  echo "policy set again: $WANT"
fi
echo "NG looked after on $MU_HOST"
