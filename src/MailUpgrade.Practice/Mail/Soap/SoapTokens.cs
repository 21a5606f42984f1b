using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MailUpgrade.Practice.Mail.Soap;

/// <summary>Tokens that need no memory: who and until when on the run clock, sealed with a key that lives as long as the process.</summary>
internal sealed class SoapTokens(TimeProvider runClock)
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    public string Give(string address, bool admin, TimeSpan lifetime)
    {
        var until = (runClock.GetUtcNow() + lifetime).ToUnixTimeMilliseconds();
        var text = string.Create(CultureInfo.InvariantCulture, $"{(admin ? "a" : "u")}|{address}|{until}");
        return $"0_{Seal(text)}_{Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text))}";
    }

    /// <exception cref="SoapFaultException">No token, a foreign one, or one that has expired.</exception>
    public string Take(string? token, bool admin)
    {
        if (token?.Split('_') is not ["0", var seal, var hex] || hex.Length % 2 != 0 || hex.Length > 1000 || !hex.All(char.IsAsciiHexDigit))
        {
            throw SoapFaultException.AuthRequired();
        }

        var text = Encoding.UTF8.GetString(Convert.FromHexString(hex));
        if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Seal(text)), Encoding.UTF8.GetBytes(seal))
            || text.Split('|') is not [var kind, var address, var until])
        {
            throw SoapFaultException.AuthRequired();
        }

        if (long.Parse(until, CultureInfo.InvariantCulture) < runClock.GetUtcNow().ToUnixTimeMilliseconds())
        {
            throw new SoapFaultException("service.AUTH_EXPIRED", "auth credentials have expired");
        }

        return kind == (admin ? "a" : "u") ? address : throw new SoapFaultException("service.PERM_DENIED", "permission denied: need adequate admin rights");
    }

    private string Seal(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text)));
}
