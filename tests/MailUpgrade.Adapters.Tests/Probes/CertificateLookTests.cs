using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MailUpgrade.Adapters.Probes;
using MailUpgrade.Core.Ports;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Probes;

/// <summary>What Telegram and Teams would say of the bot's certificate is said before they do.</summary>
public sealed class CertificateLookTests
{
    [Theory]
    [InlineData("localhost", 90, true, true, "is good until")]
    [InlineData("localhost", 5, true, null, "renew it before the night")]
    [InlineData("localhost", -1, true, false, "renew it")]
    [InlineData("bot.example.test", 90, true, false, "is not for localhost")]
    [InlineData("localhost", 90, false, false, "signed by nobody whom this machine knows")]
    public async Task It_is_judged_by_name_dates_and_who_signed_it(string name, int days, bool known, bool? good, string says)
    {
        using var certificate = Make(name, DateTimeOffset.UtcNow.AddDays(days));
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        if (known)
        {
            trust.CustomTrustStore.Add(certificate);
        }
        var found = await LookAsync(certificate, trust);
        Assert.True(found.Good == good && found.Text.En.Contains(says, StringComparison.Ordinal), found.ToString());
        Assert.StartsWith("sertifikat", found.Text.Id, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nobody_answers_nothing_is_known()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        Assert.Null((await new CertificateLook(TimeProvider.System).LookAsync("webhook", new Uri($"https://127.0.0.1:{port}/"), default)).Good);
    }

    private static async Task<ChannelFinding> LookAsync(X509Certificate2 certificate, X509ChainPolicy trust)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var served = Task.Run(async () =>
        {
            using var client = await listener.AcceptTcpClientAsync();
            await using var tls = new SslStream(client.GetStream());
            await tls.AuthenticateAsServerAsync(certificate);
            // Until the other side is done with it.
            await tls.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false);
        });
        var found = await new CertificateLook(TimeProvider.System, trust).LookAsync(
            "webhook", new Uri($"https://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/telegram/webhook"), default);
        await served.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return found;
    }

    private static X509Certificate2 Make(string name, DateTimeOffset ends)
    {
        using var key = RSA.Create(2048);
        var asked = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        asked.CertificateExtensions.Add(names.Build());
        using var made = asked.CreateSelfSigned(ends.AddDays(-100), ends);
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
