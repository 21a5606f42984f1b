using System.Globalization;
using System.Text;
using MailUpgrade.Adapters.Probes.Wire;

namespace MailUpgrade.Adapters.Probes.Pop3;

/// <summary>POP3 (RFC 1939, STLS RFC 2595) as far as counting goes: nothing is retrieved, so nothing is marked as read or taken away.</summary>
public static class Pop3Client
{
    /// <summary>Messages and bytes of a mailbox.</summary>
    /// <param name="target">Where.</param>
    /// <param name="limits">What the server may make it take.</param>
    /// <param name="user">Login; <c>USER*ADMIN</c> where the server takes an administrator's login so.</param>
    /// <param name="password">Never logged.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="Core.Ports.HostUnreachableException">Nothing answers there.</exception>
    /// <exception cref="MailFaultException">Refused, or no POP3.</exception>
    /// <exception cref="RateRefusedException">It does not want to be asked so fast.</exception>
    public static async Task<(int Messages, long Bytes)> CountAsync(WireTarget target, WireLimits limits, string user, string password, CancellationToken ct)
    {
        await using var wire = await ProbeWire.ConnectAsync(target, limits, ct);
        return await CountAsync(wire, user, password);
    }

    /// <summary>The same over a connection that is there already.</summary>
    public static async Task<(int Messages, long Bytes)> CountAsync(ProbeWire wire, string user, string password)
    {
        await GreetAsync(wire);
        Good(await SayAsync(wire, $"USER {Word(user)}"), wire, "login refused");
        Good(await SayAsync(wire, $"PASS {Word(password)}"), wire, "login refused");
        var stat = Good(await SayAsync(wire, "STAT"), wire, "STAT refused").Split(' ');
        await SayAsync(wire, "QUIT");
        return stat.Length >= 3 && int.TryParse(stat[1], NumberStyles.None, CultureInfo.InvariantCulture, out var messages) && long.TryParse(stat[2], NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
            ? (messages, bytes) : throw new MailFaultException("protocol: no figures");
    }

    /// <summary>When the server's certificate ends; null without TLS. Logs nobody in.</summary>
    /// <inheritdoc cref="CountAsync(WireTarget, WireLimits, string, string, CancellationToken)" path="/exception"/>
    public static async Task<DateTimeOffset?> CertificateEndsAsync(WireTarget target, WireLimits limits, CancellationToken ct)
    {
        await using var wire = await ProbeWire.ConnectAsync(target, limits, ct);
        await GreetAsync(wire);
        return wire.CertificateEnds;
    }

    private static async Task GreetAsync(ProbeWire wire)
    {
        Good(await LineAsync(wire), wire, "greeting");
        if (wire.Target.Tls == TlsMode.Start)
        {
            Good(await SayAsync(wire, "STLS"), wire, "TLS is not offered");
            await wire.EncryptAsync();
        }
    }

    private static string Good(string line, ProbeWire wire, string refused) =>
        line.StartsWith("+OK", StringComparison.Ordinal) ? line
        : !line.StartsWith("-ERR", StringComparison.Ordinal) ? throw new MailFaultException("protocol: not POP3")
        : line.Contains("[IN-USE]", StringComparison.OrdinalIgnoreCase) || line.Contains("[SYS/TEMP]", StringComparison.OrdinalIgnoreCase) || line.Contains("too many", StringComparison.OrdinalIgnoreCase)
            || line.Contains("maximum number of connections", StringComparison.OrdinalIgnoreCase)
        ? throw new RateRefusedException($"{wire.Target.Host} refused for rate.") : throw new MailFaultException(refused);

    private static async ValueTask<string> LineAsync(ProbeWire wire) => Encoding.Latin1.GetString((await wire.ReadLineAsync()).Span);

    private static async Task<string> SayAsync(ProbeWire wire, string line)
    {
        await wire.WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"));
        return await LineAsync(wire);
    }

    private static string Word(string text) => text.Any(char.IsControl) ? throw new MailFaultException("login refused") : text;
}
