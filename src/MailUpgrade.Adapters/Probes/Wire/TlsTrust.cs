using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace MailUpgrade.Adapters.Probes.Wire;

/// <summary>Whom certificates must come from.</summary>
public sealed class TlsTrust
{
    private readonly X509Certificate2Collection? _authorities;

    private TlsTrust(X509Certificate2Collection? authorities) => _authorities = authorities;

    /// <summary>The system's authorities.</summary>
    public static TlsTrust System { get; } = new(null);

    /// <summary>Only the authorities of a PEM file.</summary>
    /// <exception cref="InvalidDataException">It cannot be read, or holds no certificate.</exception>
    public static TlsTrust Of(string file)
    {
        try
        {
            var read = new X509Certificate2Collection();
            read.ImportFromPemFile(file);
            return read.Count > 0 ? new TlsTrust(read) : throw new InvalidDataException($"{file} holds no certificate");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or global::System.Security.Cryptography.CryptographicException)
        {
            throw new InvalidDataException($"{file} cannot be read as certificates: {e.Message}", e);
        }
    }

    /// <summary>Options of a client that asks for a name. Revocation is not asked for: in the night the way to the authority may be closed.</summary>
    public SslClientAuthenticationOptions OptionsFor(string name) => new()
    {
        TargetHost = name,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        CertificateChainPolicy = _authorities is null ? null : Policy(),
    };

    private X509ChainPolicy Policy()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(_authorities!);
        return policy;
    }
}
