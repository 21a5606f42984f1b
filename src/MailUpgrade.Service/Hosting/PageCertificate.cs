using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MailUpgrade.Service.Hosting;

/// <summary>The certificate of the page's own https address.</summary>
internal static class PageCertificate
{
    /// <summary>Reads <c>Web:Certificate</c>, with its key and password where they are given.</summary>
    /// <exception cref="InvalidDataException">It is not given or cannot be used; the message says what to do.</exception>
    public static X509Certificate2 Load(IConfiguration settings)
    {
        var (file, key, password) = (settings["Web:Certificate"], settings["Web:CertificateKey"], settings["Web:CertificatePassword"]);
        if (string.IsNullOrEmpty(file))
        {
            throw new InvalidDataException("Web:Url is https and Web:Certificate is empty; name a PEM or PFX file, or listen on http behind a proxy and set Web:PublicUrl");
        }
        try
        {
            var certificate = Path.GetExtension(file).ToLowerInvariant() is ".pfx" or ".p12"
                ? X509CertificateLoader.LoadPkcs12FromFile(file, password)
                : string.IsNullOrEmpty(password) ? X509Certificate2.CreateFromPemFile(file, string.IsNullOrEmpty(key) ? null : key)
                : X509Certificate2.CreateFromEncryptedPemFile(file, password, string.IsNullOrEmpty(key) ? null : key);
            return certificate.HasPrivateKey ? certificate
                : throw new InvalidDataException($"Web:Certificate {file} has no private key; name it in Web:CertificateKey");
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"Web:Certificate {file} cannot be used: {e.Message}", e);
        }
    }
}
