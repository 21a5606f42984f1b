using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Adapters.Probes;

/// <summary>Looks at the certificate of an https address as a caller from outside would, without a request.</summary>
/// <param name="wire">Real time.</param>
/// <param name="trust">How a chain is judged; null as the machine does.</param>
public sealed class CertificateLook(TimeProvider wire, X509ChainPolicy? trust = null)
{
    /// <summary>A certificate that ends sooner is worth a word.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromDays(14);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Good, to mend, or not known where nobody answers from here.</summary>
    /// <param name="what">Name of the finding.</param>
    /// <param name="address">Of scheme https.</param>
    /// <param name="ct">Ends the look.</param>
    public async Task<ChannelFinding> LookAsync(string what, Uri address, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(Patience, wire);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        var (errors, ends) = (SslPolicyErrors.None, (DateTimeOffset?)null);
        try
        {
            using var tcp = new TcpClient();
            await tcp.ConnectAsync(address.Host, address.Port, end.Token);
            await using var tls = new SslStream(tcp.GetStream());
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = address.Host,
                CertificateChainPolicy = trust,
                RemoteCertificateValidationCallback = (_, certificate, _, found) =>
                {
                    (errors, ends) = (found, certificate is X509Certificate2 shown ? shown.NotAfter : null);
                    return found == SslPolicyErrors.None;
                },
            }, end.Token);
        }
        catch (Exception fault) when (fault is SocketException or IOException or AuthenticationException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            // One that is not believed was shown all the same.
        }
        if (ends is not { } shownUntil)
        {
            return new ChannelFinding(what, null, new LocalText(
                $"{address.Host}:{address.Port} does not answer with a certificate from here; where only the outside can reach it, look from there",
                $"{address.Host}:{address.Port} tidak menunjukkan sertifikat dari sini; kalau hanya terbuka dari luar, cek dari luar"));
        }
        return Judge(what, address.Host, errors, shownUntil);
    }

    private ChannelFinding Judge(string what, string host, SslPolicyErrors errors, DateTimeOffset ends)
    {
        var (now, day) = (wire.GetUtcNow(), ends.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        return ends < now ? Finding(false, $"ended on {day}: renew it", $"habis {day}: perpanjang")
            : errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) ? Finding(false, $"is not for {host}: get one with this name", $"bukan untuk {host}: minta yang bernama ini")
            : errors != SslPolicyErrors.None ? Finding(false, "is signed by nobody whom this machine knows, or its chain is not sent whole: install it with its intermediates", "tidak ditandatangani pihak yang dikenal mesin ini, atau rantainya tidak lengkap: pasang beserta intermediate-nya")
            : ends < now + Soon ? Finding(null, $"ends on {day}: renew it before the night", $"habis {day}: perpanjang sebelum malamnya")
            : Finding(true, $"is good until {day}", $"berlaku sampai {day}");

        ChannelFinding Finding(bool? good, string en, string id) => new(what, good, new LocalText($"the certificate {en}", $"sertifikat {id}"));
    }
}
