using System.Text;
using MailUpgrade.Adapters.Probes.Wire;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Adapters.Probes.Smtp;

/// <summary>SMTP (RFC 5321), submission with STARTTLS and AUTH PLAIN (RFC 6409, 4954), LMTP (RFC 2033). One conversation; not for two threads.</summary>
public sealed class MailSender : IAsyncDisposable
{
    private readonly ProbeWire _wire;
    private readonly bool _lmtp;

    private MailSender(ProbeWire wire, bool lmtp) => (_wire, _lmtp) = (wire, lmtp);

    /// <summary>What the server offers, upper case.</summary>
    public IReadOnlyList<string> Offers { get; private set; } = [];

    /// <summary>When the server's certificate ends; null without TLS.</summary>
    public DateTimeOffset? CertificateEnds => _wire.CertificateEnds;

    /// <summary>Connects, greets, and encrypts where that is wanted.</summary>
    /// <exception cref="HostUnreachableException">Nothing answers there.</exception>
    /// <exception cref="MailFaultException">It answers otherwise than it should, or not within the time.</exception>
    /// <exception cref="RateRefusedException">It does not want to be asked so fast.</exception>
    public static async Task<MailSender> ConnectAsync(WireTarget target, WireLimits limits, bool lmtp, CancellationToken ct)
    {
        var sender = Over(await ProbeWire.ConnectAsync(target, limits, ct), lmtp);
        try
        {
            await sender.GreetAsync(target.Tls == TlsMode.Start);
            return sender;
        }
        catch
        {
            await sender.DisposeAsync();
            throw;
        }
    }

    /// <summary>Over a connection that is there already; call <see cref="GreetAsync"/> first.</summary>
    public static MailSender Over(ProbeWire wire, bool lmtp) => new(wire, lmtp);

    /// <summary>Reads the greeting and says who we are.</summary>
    public async Task GreetAsync(bool encrypt)
    {
        Expect(await LineReply.ReadAsync(_wire), 220, "greeting");
        await HelloAsync();
        if (encrypt)
        {
            if (!Offers.Contains("STARTTLS"))
            {
                throw new MailFaultException("TLS is not offered");
            }
            Expect(await SayAsync("STARTTLS"), 220, "STARTTLS");
            await _wire.EncryptAsync();
            await HelloAsync();
        }
    }

    /// <summary>AUTH PLAIN.</summary>
    /// <exception cref="MailFaultException">Refused: <c>login refused</c>.</exception>
    public async Task LoginAsync(string user, string password)
    {
        var plain = Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{user}\0{password}"));
        var (code, _) = await SayAsync($"AUTH PLAIN {plain}");
        if (code != 235)
        {
            throw new MailFaultException("login refused");
        }
    }

    /// <summary>Hands a message over. Lines that begin with a dot are doubled here; line ends must be CR LF.</summary>
    /// <exception cref="MailFaultException">Refused, with the reply code and what it was about.</exception>
    public async Task SendAsync(string from, string to, string message)
    {
        Expect(await SayAsync($"MAIL FROM:<{Address(from)}>"), 250, "sender refused");
        var (code, _) = await SayAsync($"RCPT TO:<{Address(to)}>");
        if (code is not (250 or 251))
        {
            throw Refused(code, "recipient refused");
        }
        Expect(await SayAsync("DATA"), 354, "message refused");
        var text = message.Replace("\r\n.", "\r\n..", StringComparison.Ordinal);
        await _wire.WriteAsync(Encoding.Latin1.GetBytes((text.StartsWith('.') ? "." : "") + text + (text.EndsWith("\r\n", StringComparison.Ordinal) ? ".\r\n" : "\r\n.\r\n")));
        Expect(await LineReply.ReadAsync(_wire), 250, "message refused");
    }

    /// <summary>Says good-bye; a server that does not answer it has had its mail.</summary>
    public async Task QuitAsync()
    {
        try
        {
            await SayAsync("QUIT");
        }
        catch (Exception e) when (e is HostUnreachableException or MailFaultException or RateRefusedException)
        {
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _wire.DisposeAsync();

    private async Task HelloAsync()
    {
        var reply = await SayAsync($"{(_lmtp ? "LHLO" : "EHLO")} mailupgrade.invalid");
        Expect(reply, 250, "greeting refused");
        Offers = [.. reply.Lines.Skip(1).Select(l => l.Split(' ')[0].ToUpperInvariant())];
    }

    private async Task<(int Code, IReadOnlyList<string> Lines)> SayAsync(string line)
    {
        await _wire.WriteAsync(Encoding.Latin1.GetBytes(line + "\r\n"));
        return await LineReply.ReadAsync(_wire);
    }

    private static void Expect((int Code, IReadOnlyList<string> Lines) reply, int code, string what)
    {
        if (reply.Code != code)
        {
            throw Refused(reply.Code, what);
        }
    }

    private static MailFaultException Refused(int code, string what) => new(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{code} {what}"));

    private static string Address(string address) =>
        address.Any(c => char.IsControl(c) || c is '<' or '>' or ' ') ? throw new ArgumentException("not a mail address", nameof(address)) : address;
}
