using System.Globalization;
using System.Net;

namespace MailUpgrade.Practice.Mail;

/// <summary>
/// Rules as <c>iptables -S</c> prints them, as far as packs use them: chains, jumps, <c>-s</c>, <c>-d</c> on the way out, <c>-p tcp</c>, <c>--dport</c>,
/// <c>--dports</c>, ACCEPT, REJECT, DROP, RETURN, policies. A rule with a word that is not known here refuses nothing.
/// </summary>
internal sealed class Firewall
{
    private const int MaxDepth = 8;
    private readonly Dictionary<string, List<Rule>> _chains = new(StringComparer.Ordinal);
    private bool _refuseByPolicy;

    private enum Verdict
    {
        None,
        Accept,
        Refuse,
        Return,
    }

    public static Firewall Parse(IEnumerable<string> lines)
    {
        var firewall = new Firewall();
        foreach (var line in lines)
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            switch (words)
            {
                case ["-P", "INPUT", var policy]:
                    firewall._refuseByPolicy = policy is "DROP" or "REJECT";
                    break;
                case ["-A", var chain, .. var rest] when Rule.Parse(rest) is { } rule:
                    if (!firewall._chains.TryGetValue(chain, out var rules))
                    {
                        firewall._chains[chain] = rules = [];
                    }

                    rules.Add(rule);
                    break;
            }
        }

        return firewall;
    }

    /// <summary>May a client of that address open a connection to that port?</summary>
    public bool Lets(IPAddress source, int port) => Walk("INPUT", r => r.Destination is null && r.Matches(source, port), 0) switch
    {
        Verdict.Accept => true,
        Verdict.Refuse => false,
        _ => !_refuseByPolicy,
    };

    /// <summary>May the host itself open a connection to that port of that address?</summary>
    public bool LetsOut(IPAddress destination, int port) =>
        Walk("OUTPUT", r => r.Source is null && (r.Destination is null || r.Destination.Value.Contains(destination)) && r.ForPort(port), 0) != Verdict.Refuse;

    private Verdict Walk(string chain, Func<Rule, bool> matches, int depth)
    {
        if (depth > MaxDepth || !_chains.TryGetValue(chain, out var rules))
        {
            return Verdict.None;
        }

        foreach (var rule in rules.Where(matches))
        {
            var verdict = rule.Target switch
            {
                "ACCEPT" => Verdict.Accept,
                "REJECT" or "DROP" => Verdict.Refuse,
                "RETURN" => Verdict.Return,
                var other => Walk(other, matches, depth + 1),
            };
            if (verdict == Verdict.Return)
            {
                return Verdict.None;
            }

            if (verdict != Verdict.None)
            {
                return verdict;
            }
        }

        return Verdict.None;
    }

    private sealed record Rule(string Target, IPNetwork? Source, bool NotSource, IPNetwork? Destination, IReadOnlyList<(int From, int To)> Ports)
    {
        public bool Matches(IPAddress source, int port) => (Source is not { } net || net.Contains(source) != NotSource) && ForPort(port);

        public bool ForPort(int port) => Ports.Count == 0 || Ports.Any(p => p.From <= port && port <= p.To);

        public static Rule? Parse(ReadOnlySpan<string> words)
        {
            string? target = null;
            IPNetwork? source = null, destination = null;
            var notSource = false;
            List<(int From, int To)> ports = [];
            for (var i = 0; i < words.Length; i++)
            {
                var value = i + 1 < words.Length ? words[i + 1] : string.Empty;
                switch (words[i])
                {
                    case "!" when value == "-s": notSource = true; continue;
                    case "-s" when IPNetwork.TryParse(value, out var net): source = net; break;
                    case "-s" when IPAddress.TryParse(value, out var one): source = new IPNetwork(one, 32); break;
                    case "-d" when IPNetwork.TryParse(value, out var net): destination = net; break;
                    case "-p" when value == "tcp": break;
                    case "-m" or "--reject-with" or "--comment": break;
                    case "--dport" or "--dports" when PortsOf(value) is { } some: ports = some; break;
                    case "-j": target = value; break;
                    default: return null;
                }

                i++;
            }

            return target is null ? null : new Rule(target, source, notSource, destination, ports);
        }

        private static List<(int From, int To)>? PortsOf(string text)
        {
            List<(int From, int To)> ports = [];
            foreach (var part in text.Split(','))
            {
                var ends = part.Split(':');
                if (!int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var from)
                    || !int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var to))
                {
                    return null;
                }

                ports.Add((from, to));
            }

            return ports;
        }
    }
}
