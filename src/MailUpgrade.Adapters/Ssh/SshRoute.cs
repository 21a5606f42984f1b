using System.Globalization;
using MailUpgrade.Core.Plans;

namespace MailUpgrade.Adapters.Ssh;

/// <summary>Everything <c>ssh</c> is told about the way to one host: always the same words, so that what one process opened the next one finds.</summary>
/// <param name="Name">Host's short name.</param>
/// <param name="Address">Where it listens.</param>
/// <param name="User">Login, or null for ssh's own choice.</param>
/// <param name="Port">1 to 65535.</param>
/// <param name="Jump">Way to the jump host, or null.</param>
/// <param name="Socket">Control socket.</param>
/// <param name="Settings">Of the fleet, with full paths.</param>
public sealed record SshRoute(string Name, string Address, string? User, int Port, SshRoute? Jump, string Socket, SshSettings Settings)
{
    /// <summary>The way to a host of a fleet.</summary>
    /// <param name="fleet">With full paths in its ssh settings.</param>
    /// <param name="host">One of its hosts.</param>
    /// <param name="sockets">Folder of the control sockets.</param>
    public static SshRoute To(Fleet fleet, FleetHost host, string sockets)
    {
        var site = fleet.Sites.First(s => s.Name == host.Site);
        return new(host.Name, host.Address, site.User, site.Port, JumpOf(fleet, site, sockets), Path.Combine(sockets, host.Name), fleet.Ssh);
    }

    /// <summary>All words but the remote command: the master is used if it is there, else this connection becomes it.</summary>
    public IReadOnlyList<string> Opening(SshTimings timings) =>
        [.. Common(timings), "-o", "ControlMaster=auto", "-o", $"ControlPersist={Seconds(timings.Persist)}", .. Way(timings), "--", Address];

    /// <summary>A further session on the master. Without one it fails: ssh's silent new connection is barred.</summary>
    public IReadOnlyList<string> Joining(SshTimings timings) =>
        [.. Common(timings), "-o", "ControlMaster=no", "-o", "ProxyCommand=false", "--", Address];

    /// <summary>Opens the master alone and returns when it stands.</summary>
    public IReadOnlyList<string> Standing(SshTimings timings) =>
        [.. Common(timings), "-o", "ControlMaster=yes", "-o", $"ControlPersist={Seconds(timings.Persist)}", .. Way(timings), "-f", "-N", "--", Address];

    /// <summary>Asks the master something: <c>check</c> or <c>exit</c>.</summary>
    public IReadOnlyList<string> Control(string what) => ["-F", "none", "-o", $"ControlPath={Socket}", "-O", what, "--", Address];

    /// <summary>A first look at the host's key, taken into a file of its own; no login is tried that could succeed.</summary>
    public IReadOnlyList<string> Looking(SshTimings timings, string file) =>
        [.. Base(timings, file), "-o", "StrictHostKeyChecking=accept-new", "-o", "PreferredAuthentications=none", "-o", "ControlMaster=no", "-o", "ControlPath=none", .. Way(timings), "--", Address, "true"];

    private IEnumerable<string> Common(SshTimings timings) =>
        [.. Base(timings, Settings.KnownHosts!), "-o", "StrictHostKeyChecking=yes", "-o", $"ControlPath={Socket}"];

    private IEnumerable<string> Base(SshTimings timings, string knownHosts)
    {
        yield return "-T";
        if (Settings.Config != "user")
        {
            yield return "-F";
            yield return Settings.Config ?? "none";
        }

        string[] options =
        [
            "BatchMode=yes", "ForwardAgent=no", "ForwardX11=no", "PermitLocalCommand=no", "EscapeChar=none", "LogLevel=ERROR",
            $"ConnectTimeout={Seconds(timings.Connect)}", $"ServerAliveInterval={Seconds(timings.KeepAlive)}", "ServerAliveCountMax=3", "TCPKeepAlive=yes",
            $"UserKnownHostsFile={knownHosts}", "GlobalKnownHostsFile=/dev/null", "UpdateHostKeys=no", "CheckHostIP=no",
        ];
        foreach (var option in options)
        {
            yield return "-o";
            yield return option;
        }

        if (Settings.Key is { } key)
        {
            yield return "-i";
            yield return key;
            yield return "-o";
            yield return "IdentitiesOnly=yes";
        }

        if (User is not null)
        {
            yield return "-l";
            yield return User;
        }

        // A port of 22 is ssh's own default, which an ssh_config may change.
        if (Port != 22)
        {
            yield return "-p";
            yield return Port.ToString(CultureInfo.InvariantCulture);
        }
    }

    // Through the jump host's own master: one connection to it, however many hosts stand behind.
    private IEnumerable<string> Way(SshTimings timings) =>
        Jump is null ? [] : ["-o", "ProxyCommand=" + string.Join(' ', Forwarding(Jump, timings).Select(Quoted))];

    private static IEnumerable<string> Forwarding(SshRoute jump, SshTimings timings) =>
        ["ssh", .. jump.Joining(timings).SkipLast(2), "-W", "[%h]:%p", "--", jump.Address];

    private static SshRoute? JumpOf(Fleet fleet, Site site, string sockets)
    {
        if (site.Jump is not { } jump)
        {
            return null;
        }

        var at = jump.IndexOf('@', StringComparison.Ordinal);
        var rest = jump[(at + 1)..];
        var colon = rest.LastIndexOf(':');
        var port = colon < 0 ? 22 : int.Parse(rest[(colon + 1)..], CultureInfo.InvariantCulture);
        var address = colon < 0 ? rest : rest[..colon];
        return new("jump host " + address, address, at < 0 ? null : jump[..at], port, null, Path.Combine(sockets, "jump-" + site.Name), fleet.Ssh);
    }

    private static string Seconds(TimeSpan time) => Math.Max(1, (int)time.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    private static string Quoted(string word) => "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
