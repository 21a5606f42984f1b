using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MailUpgrade.Adapters.Probes.Zimbra;

/// <summary>Pre-authentication (zm-mailbox, store/docs/preauth.md): a value that lets somebody in without a password. The key is read, never made.</summary>
public static class Preauth
{
    /// <summary>hex(HMAC-SHA1(ASCII bytes of the hex key, <c>account|by|expires|timestamp</c>)), lower case.</summary>
    /// <param name="key">The domain's key, 64 hex digits.</param>
    /// <param name="account">Name or id.</param>
    /// <param name="by"><c>name id foreignPrincipal</c>.</param>
    /// <param name="expiresMs">0 for the default.</param>
    /// <param name="timestampMs">Within five minutes of the server's clock.</param>
    public static string Value(string key, string account, string by, long expiresMs, long timestampMs) =>
        Hash(key, string.Create(CultureInfo.InvariantCulture, $"{account}|{by}|{expiresMs}|{timestampMs}"));

    /// <summary>The same for an administrator's session: <c>account|1|by|expires|timestamp</c>.</summary>
    public static string AdminValue(string key, string account, string by, long expiresMs, long timestampMs) =>
        Hash(key, string.Create(CultureInfo.InvariantCulture, $"{account}|1|{by}|{expiresMs}|{timestampMs}"));

    private static string Hash(string key, string text) =>
#pragma warning disable CA5350 // the protocol is HMAC-SHA1
        Convert.ToHexStringLower(HMACSHA1.HashData(Encoding.ASCII.GetBytes(key), Encoding.ASCII.GetBytes(text)));
#pragma warning restore CA5350
}
