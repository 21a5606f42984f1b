using System.CommandLine;
using MailUpgrade.Adapters.Ssh;
using MailUpgrade.Core.Plans;

namespace MailUpgrade.Service.Commands;

/// <summary><c>hosts trust</c>: shows fingerprints and writes the fleet's known_hosts. A changed key is never taken without being named.</summary>
internal sealed class HostsTrust(FleetLink link, bool yes, IReadOnlyCollection<string> replace)
{
    private static readonly SshTimings Timings = new();
    private readonly List<HostKey> left = [];
    private bool mayWrite = yes;
    private int all;

    public static Command Create()
    {
        var hosts = new Argument<string[]>("hosts") { Description = "Host names; default all.", Arity = ArgumentArity.ZeroOrMore };
        var agreed = new Option<bool>("--yes") { Description = "Write new keys without asking. Compare the fingerprints first." };
        var changed = new Option<string[]>("--replace") { Description = "A host whose changed key is right; may be given again." };
        var trust = new Command("trust", "Shows each host's key and writes the fleet's known_hosts.") { hosts, FleetLink.FleetOption, agreed, changed };
        trust.SetAction((parsed, ct) => FleetLink.GuardAsync(() =>
        {
            var link = FleetLink.Of(parsed);
            return new HostsTrust(link, parsed.GetValue(agreed), parsed.GetValue(changed) ?? []).RunAsync(link.Named(parsed.GetValue(hosts) ?? []), ct);
        }));
        return trust;
    }

    private async Task<int> RunAsync(IReadOnlyList<FleetHost> hosts, CancellationToken ct)
    {
        // Jump hosts first: those behind them are seen through one that is trusted.
        var behind = hosts.Where(h => link.Fleet.Sites.First(s => s.Name == h.Site).Jump is not null).DistinctBy(h => h.Site).ToList();
        Take(await Task.WhenAll(behind.Select(h => HostKeys.LookAsync(link.Fleet, h, jump: true, link.Sockets, Timings, ct))));
        await using (var ways = link.Open())
        {
            var closed = new Dictionary<string, string>();
            foreach (var host in behind)
            {
                try
                {
                    await ways.StandJumpAsync(host, ct);
                }
                catch (Exception e) when (e is Core.Ports.HostUnreachableException or Core.Ports.HostBarredException)
                {
                    closed[host.Site] = e.Message;
                }
            }

            Take(await Task.WhenAll(hosts.Select(h => closed.TryGetValue(h.Site, out var why)
                ? Task.FromResult(new HostKey(h.Name, h.Address, HostKeyState.Unseen, string.Empty, string.Empty, why))
                : HostKeys.LookAsync(link.Fleet, h, jump: false, link.Sockets, Timings, ct))));
        }

        Console.WriteLine(left.Count == 0
            ? $"{link.Fleet.Ssh.KnownHosts} has the keys of all {all} hosts."
            : $"{left.Count} of {all} keys are not in {link.Fleet.Ssh.KnownHosts}: {string.Join(' ', left.Select(k => k.Host))}.");
        return left.Count == 0 ? CommonOptions.Done : CommonOptions.Bad;
    }

    /// <summary>Shows keys, asks once, writes what may be written.</summary>
    private void Take(HostKey[] keys)
    {
        all += keys.Length;
        foreach (var key in keys)
        {
            Console.WriteLine($"{key.Host,-22} {key.Address,-16} {key.Fingerprint,-52} {WordOf(key)}");
        }

        if (!mayWrite && keys.Any(k => k.State == HostKeyState.New))
        {
            mayWrite = Ask();
        }

        var written = keys.Where(k => (k.State == HostKeyState.New && mayWrite) || (k.State == HostKeyState.Changed && replace.Contains(k.Host))).ToList();
        if (written.Count > 0)
        {
            HostKeys.Write(link.Fleet, written);
        }

        left.AddRange(keys.Where(k => k.State != HostKeyState.Known).Except(written));
    }

    private static string WordOf(HostKey key) => key.State switch
    {
        HostKeyState.Known => "known",
        HostKeyState.New => "new",
        HostKeyState.Changed => $"CHANGED: ask who built it; if the new key is right: --replace {key.Host}",
        _ => key.Fault ?? "not seen",
    };

    private static bool Ask()
    {
        if (Console.IsInputRedirected)
        {
            Console.WriteLine("Nothing is written. Compare the fingerprints with those of the hosts' builders, then say --yes.");
            return false;
        }

        Console.Write("Are these the fingerprints that the hosts' builders gave you? Write them? [y/N] ");
        return Console.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }
}
