using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using MailUpgrade.Adapters.Ssh;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Practice.Cluster;
using MailUpgrade.Service.Hosting;

namespace MailUpgrade.Service.Commands;

/// <summary><c>hosts check</c>: every host of a fleet at once, and what is wrong with the way to it. Changes nothing there.</summary>
internal static class HostsCheck
{
    // Above these a person is told. A session above the first has a login shell that reads much; each stream pays for it.
    private static readonly TimeSpan SlowSession = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan WrongClock = TimeSpan.FromSeconds(5);
    private const long LittleSpaceKb = 1024 * 1024;
    private const int NeededSessions = 10;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private const string Look = """
        echo "user=${SUDO_USER:-$(id -un)}"
        echo "root=$(id -u)"
        echo "shell=$(getent passwd "${SUDO_USER:-$(id -un)}" | cut -d: -f7)"
        echo "free=$(df -Pk / 2> /dev/null | awk 'NR > 1 { print $4; exit }')"
        echo "state=$(df -Pk /var/lib 2> /dev/null | awk 'NR > 1 { print $4; exit }')"
        echo "sessions=$(/usr/sbin/sshd -T 2> /dev/null | awk '$1 == "maxsessions" { print $2 }')"
        echo "system=$(. /etc/os-release 2> /dev/null; echo "$PRETTY_NAME")"
        test ! -e /etc/mailupgrade.stop || echo "stop=$(head -n 1 /etc/mailupgrade.stop)"
        echo "now=$(date +%s.%N)"
        """;

    public static Command Create()
    {
        var check = new Command("check", "All hosts at once: reachable, latency, login, sudo, login shell, clock, space, MaxSessions.") { FleetLink.FleetOption };
        check.SetAction((parsed, ct) => FleetLink.GuardAsync(() => CheckAsync(FleetLink.Of(parsed), parsed.GetValue(CommonOptions.State)!, ct)));
        return check;
    }

    private static async Task<int> CheckAsync(FleetLink link, string state, CancellationToken ct)
    {
        // A lab's hosts go by the run clock.
        TimeProvider clock = link.Fleet.Lab is null ? TimeProvider.System : new PracticeClock(ClusterPlace.Of(state, link.Fleet));
        await using var ways = link.Open();
        var rows = await Task.WhenAll(link.Fleet.Hosts.Select(h => RowAsync(ways, h, clock, ct)));
        Console.WriteLine($"{"host",-10} {"latency",9} {"session",9}  {"login",-10} {"root",-5} {"clock",9} {"free /",9} {"sessions",8}  system");
        foreach (var row in rows)
        {
            Console.WriteLine(row.Text);
        }

        var complaints = rows.SelectMany(r => r.Complaints.Select(c => $"{r.Host}: {c}")).ToList();
        complaints.ForEach(Console.WriteLine);
        Console.WriteLine(complaints.Count == 0 ? $"All {rows.Length} hosts are fit." : $"{rows.Count(r => r.Complaints.Count > 0)} of {rows.Length} hosts need a look.");
        return complaints.Count == 0 ? CommonOptions.Done : CommonOptions.Bad;
    }

    private static async Task<Row> RowAsync(SshHosts ways, FleetHost host, TimeProvider clock, CancellationToken ct)
    {
        try
        {
            await AskAsync(ways, host, ":", ct);
            var latency = new List<TimeSpan>();
            for (var n = 0; n < 3; n++)
            {
                latency.Add(await TimedAsync(() => AskAsync(ways, host, ":", ct)));
            }

            var session = await TimedAsync(() => ways.StreamAsync(host, "exit 0", (_, _) => ValueTask.CompletedTask, ct));
            var before = clock.GetUtcNow();
            var seen = (await AskAsync(ways, host, Look, ct)).Output.Split('\n').Select(l => l.Split('=', 2)).Where(p => p.Length == 2).ToDictionary(p => p[0], p => p[1]);
            return Judge(host, latency.Order().ElementAt(1), session, Offset(seen, before, clock.GetUtcNow()), seen);
        }
        catch (HostUnreachableException e)
        {
            return new(host.Name, $"{host.Name,-10} {"-",9}", [$"{e.Message} Trying again is sensible."]);
        }
        catch (HostBarredException e)
        {
            return new(host.Name, $"{host.Name,-10} {"-",9}", [e.Message]);
        }
    }

    private static Row Judge(FleetHost host, TimeSpan latency, TimeSpan session, TimeSpan? offset, Dictionary<string, string> seen)
    {
        string Of(string key) => seen.GetValueOrDefault(key, string.Empty) is { Length: > 0 } value ? value : "?";
        var complaints = new List<string>();
        if (session > SlowSession)
        {
            complaints.Add(string.Create(CultureInfo.InvariantCulture, $"a session takes {session.TotalMilliseconds:0} ms: look at what the rc files of the login's shell ({Of("shell")}) do without a terminal"));
        }

        if (Of("root") != "0")
        {
            complaints.Add($"programs run as {Of("user")}, not as root: see become in the fleet file");
        }

        if (offset is null || offset.Value.Duration() > WrongClock)
        {
            complaints.Add(offset is null ? "its clock could not be read" : string.Create(CultureInfo.InvariantCulture, $"its clock is {offset.Value.TotalSeconds:+0.0;-0.0} s off"));
        }

        complaints.AddRange(new[] { ("free", "/"), ("state", "/var/lib") }
            .Where(s => !long.TryParse(Of(s.Item1), out var kb) || kb < LittleSpaceKb).Select(s => $"less than 1 GB free on {s.Item2}"));
        if (int.TryParse(Of("sessions"), out var most) && most < NeededSessions)
        {
            complaints.Add($"sshd allows {most} sessions on a connection; the bot uses up to 8 and leaves 2 to people: MaxSessions 10");
        }

        if (seen.TryGetValue("stop", out var why))
        {
            complaints.Add($"its owner forbids every start: /etc/mailupgrade.stop says '{why}'");
        }

        var free = long.TryParse(Of("free"), out var k) ? string.Create(CultureInfo.InvariantCulture, $"{k / 1048576.0:0.0} GB") : "?";
        var off = offset is { } o ? string.Create(CultureInfo.InvariantCulture, $"{o.TotalSeconds:+0.0;-0.0;0.0} s") : "?";
        return new(host.Name, string.Create(
            CultureInfo.InvariantCulture,
            $"{host.Name,-10} {latency.TotalMilliseconds,6:0.0} ms {session.TotalMilliseconds,6:0} ms  {Of("user"),-10} {(Of("root") == "0" ? "yes" : "NO"),-5} {off,9} {free,9} {Of("sessions"),8}  {Of("system")}"), complaints);
    }

    // Its clock was read between question and answer: within these it may be right, beyond them it is off by so much at least.
    private static TimeSpan? Offset(Dictionary<string, string> seen, DateTimeOffset before, DateTimeOffset after)
    {
        if (!decimal.TryParse(seen.GetValueOrDefault("now"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var read))
        {
            return null;
        }
        var now = DateTimeOffset.UnixEpoch.AddTicks((long)(read * TimeSpan.TicksPerSecond));
        return now < before ? now - before : now > after ? now - after : TimeSpan.Zero;
    }

    private static Task<AskResult> AskAsync(SshHosts ways, FleetHost host, string script, CancellationToken ct) =>
        ways.AskAsync(host, new HostScript(script, "hosts-check", false), Limit, ct);

    private static async Task<TimeSpan> TimedAsync(Func<Task> work)
    {
        var begun = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(begun);
    }

    private sealed record Row(string Host, string Text, IReadOnlyList<string> Complaints);
}
