using System.CommandLine;
using MailUpgrade.Adapters.Ssh;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Service.Hosting;

namespace MailUpgrade.Service.Commands;

/// <summary><c>hosts revoke</c>: takes the bot's key and state off the hosts, and proves that it cannot log in any more.</summary>
internal static class HostsRevoke
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static Command Create()
    {
        var hosts = new Argument<string[]>("hosts") { Description = "Host names; default all.", Arity = ArgumentArity.ZeroOrMore };
        var yes = new Option<bool>("--yes") { Description = "Do it. Without it nothing is changed." };
        var revoke = new Command("revoke", "Removes the bot's key and state from the hosts, and proves that it can no longer log in.") { hosts, FleetLink.FleetOption, yes };
        revoke.SetAction((parsed, ct) => FleetLink.GuardAsync(() => RevokeAsync(
            FleetLink.Of(parsed), new RevokedHosts(parsed.GetValue(CommonOptions.State)!), parsed.GetValue(hosts) ?? [], parsed.GetValue(yes), ct)));
        return revoke;
    }

    private static async Task<int> RevokeAsync(FleetLink link, RevokedHosts proven, string[] names, bool yes, CancellationToken ct)
    {
        var hosts = link.Named(names);
        var key = await PublicKeyAsync(link.Fleet, ct);
        if (!yes)
        {
            Console.WriteLine($"This takes the key {key[..Math.Min(40, key.Length)]}... off {string.Join(' ', hosts.Select(h => h.Name))} and removes /var/lib/mailupgrade there. Nothing was changed; say --yes.");
            return CommonOptions.Bad;
        }

        var rows = await Task.WhenAll(hosts.Select(h => RevokeAsync(link, h, key, ct)));
        foreach (var (host, fault) in hosts.Zip(rows))
        {
            Console.WriteLine($"{host.Name,-10} {fault ?? "key and state are gone; a new login was tried and refused"}");
        }

        proven.Add(link.Fleet.Id, [.. hosts.Zip(rows).Where(x => x.Second is null).Select(x => x.First.Name)], TimeProvider.System.GetUtcNow());
        return rows.All(r => r is null) ? CommonOptions.Done : CommonOptions.Bad;
    }

    /// <returns>What is not proven, or null.</returns>
    private static async Task<string?> RevokeAsync(FleetLink link, FleetHost host, string key, CancellationToken ct)
    {
        try
        {
            await using (var ways = link.Open())
            {
                // The key's own line goes by a file beside and a rename, with owner and rights as before. Other people's lines stay.
                var script = "KEY=" + StepVariables.Quoted(key) + "\n" + """
                    for p in /var/lib/mailupgrade/*/*/pid; do
                      test -f "$p" && test ! -f "${p%/pid}/rc" || continue
                      read -r pid start boot < "$p"
                      if test -d "/proc/$pid"; then echo "${p%/pid} still runs: wait for it, or end it first"; exit 3; fi
                    done
                    home=$(getent passwd "${SUDO_USER:-$(id -un)}" | cut -d: -f6)
                    file=$(/usr/sbin/sshd -T 2> /dev/null | awk '$1 == "authorizedkeysfile" { print $2 }')
                    file=${file:-.ssh/authorized_keys}
                    case $file in /*) ;; *) file=$home/$file ;; esac
                    file=$(printf '%s' "$file" | sed "s|%h|$home|g; s|%u|${SUDO_USER:-$(id -un)}|g")
                    test -f "$file" || { echo "there is no $file: where the key comes from is not known"; exit 3; }
                    grep -qF -- "$KEY" "$file" || { echo "the key is not in $file"; exit 3; }
                    cp -p "$file" "$file.new" && { grep -vF -- "$KEY" "$file" > "$file.new" || test $? -eq 1; } && mv "$file.new" "$file" || { echo "cannot write $file"; exit 3; }
                    rm -rf /var/lib/mailupgrade/* || { echo "/var/lib/mailupgrade cannot be removed"; exit 3; }
                    rmdir /var/lib/mailupgrade 2> /dev/null
                    exit 0
                    """;
                var answer = await ways.AskAsync(host, new HostScript(script, "hosts-revoke", false), Limit, ct);
                if (answer.ExitStatus != 0)
                {
                    return "NOT REVOKED: " + (answer.Output.Trim() is { Length: > 0 } said ? said : "no answer");
                }
            }

            // The connection is closed: this is a new login.
            await using var again = link.Open();
            await again.AskAsync(host, new HostScript(":", "hosts-revoke", false), Limit, ct);
            return "NOT PROVEN: the key's line is gone and it still logs in: another file or authority lets it in";
        }
        catch (LoginRejectedException)
        {
            return null;
        }
        catch (Exception e) when (e is HostUnreachableException or HostBarredException)
        {
            return "NOT PROVEN: " + e.Message;
        }
    }

    private static async Task<string> PublicKeyAsync(Fleet fleet, CancellationToken ct)
    {
        var file = (fleet.Ssh.Key ?? throw new InvalidDataException($"fleet {fleet.Id} names no ssh key: which one is the bot's is not known; write ssh: {{ key: PATH }}")) + ".pub";
        return File.Exists(file) && (await File.ReadAllTextAsync(file, ct)).Split(' ') is [_, var body, ..]
            ? body.Trim() : throw new InvalidDataException($"{file} is not a public key: make it with ssh-keygen -y");
    }
}
