using System.Diagnostics;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Adapters.Ssh;

/// <summary>A host's key as it shows itself now, against the fleet's known hosts.</summary>
/// <param name="Host">Name for people.</param>
/// <param name="Address">Where it listens.</param>
/// <param name="State">What is known of it.</param>
/// <param name="Fingerprint"><c>SHA256:...</c> of the key that was seen; empty where none was.</param>
/// <param name="Line">The line for known_hosts.</param>
/// <param name="Fault">Why no key was seen, or null.</param>
public sealed record HostKey(string Host, string Address, HostKeyState State, string Fingerprint, string Line, string? Fault);

/// <summary>What is known of a key.</summary>
public enum HostKeyState
{
    /// <summary>No key of this host is known.</summary>
    New,

    /// <summary>It is the known one.</summary>
    Known,

    /// <summary>Another one is known: stop and ask who built the host.</summary>
    Changed,

    /// <summary>It showed none.</summary>
    Unseen,
}

/// <summary>Looks at hosts' keys and keeps the fleet's file of them. No login is tried that could succeed.</summary>
public static class HostKeys
{
    /// <summary>Looks at a host's key; at a jump host's where <paramref name="jump"/>. Writes nothing.</summary>
    /// <exception cref="SshClientMissingException">There is no ssh here.</exception>
    public static async Task<HostKey> LookAsync(Fleet fleet, FleetHost host, bool jump, string sockets, SshTimings timings, CancellationToken ct)
    {
        var route = SshRoute.To(fleet, host, sockets);
        route = jump ? route.Jump! : route;
        var file = Path.Combine(sockets, "look-" + Guid.NewGuid().ToString("N"));
        try
        {
            using var ssh = SshProcess.Start(route.Looking(timings, file));
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limit.CancelAfter(timings.Connect);
            var said = await SaidAsync(ssh, limit.Token);
            ct.ThrowIfCancellationRequested();
            var line = File.Exists(file) ? File.ReadAllLines(file).FirstOrDefault(l => l.Length > 0) : null;
            return line is null
                ? new(route.Name, route.Address, HostKeyState.Unseen, string.Empty, string.Empty, SshFailure.Read(route.Name, said, stood: false).Message)
                : new(route.Name, route.Address, StateOf(line, KnownLines(fleet)), await FingerprintAsync(file, ct), line, null);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Puts keys into the fleet's file; other lines of the same hosts go. By a rename: a reader sees the old file or the new one.</summary>
    public static void Write(Fleet fleet, IReadOnlyCollection<HostKey> keys)
    {
        var hosts = keys.Select(k => k.Line.Split(' ')[0]).ToHashSet(StringComparer.Ordinal);
        var path = fleet.Ssh.KnownHosts!;
        var next = path + ".new";
        File.WriteAllLines(next, KnownLines(fleet).Where(l => !hosts.Contains(l.Split(' ')[0])).Concat(keys.Select(k => k.Line)));
        File.Move(next, path, overwrite: true);
    }

    private static string[] KnownLines(Fleet fleet) => File.Exists(fleet.Ssh.KnownHosts!) ? File.ReadAllLines(fleet.Ssh.KnownHosts!) : [];

    private static HostKeyState StateOf(string line, string[] known)
    {
        var words = line.Split(' ');
        var same = known.Select(k => k.Split(' ')).Where(k => k.Length >= 3 && k[0].Split(',').Contains(words[0])).ToList();
        return same.Count == 0 ? HostKeyState.New : same.Exists(k => k[1] == words[1] && k[2] == words[2]) ? HostKeyState.Known : HostKeyState.Changed;
    }

    private static async Task<string> SaidAsync(SshProcess ssh, CancellationToken ct)
    {
        try
        {
            await ssh.WaitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            return "Connection timed out";
        }

        return await ssh.LastWordsAsync();
    }

    private static async Task<string> FingerprintAsync(string file, CancellationToken ct)
    {
        using var process = Process.Start(new ProcessStartInfo("ssh-keygen", ["-l", "-f", file]) { RedirectStandardOutput = true })!;
        var words = (await process.StandardOutput.ReadToEndAsync(ct)).Split(' ');
        await process.WaitForExitAsync(ct);
        return words.Length > 1 ? words[1] : string.Empty;
    }
}
