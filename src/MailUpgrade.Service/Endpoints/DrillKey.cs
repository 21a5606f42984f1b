using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace MailUpgrade.Service.Endpoints;

/// <summary>The one-time key by which the drill that started this process proves itself.</summary>
internal sealed class DrillKey(string? key)
{
    public const string Header = "X-Drill-Key";

    private readonly byte[]? digest = string.IsNullOrEmpty(key) ? null : SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>Names the key without telling it; empty where there is none.</summary>
    public string Print => digest is null ? "" : Convert.ToHexStringLower(SHA256.HashData(digest))[..16];

    public bool Exists => digest is not null;

    public bool Fits(string? shown) =>
        digest is not null && !string.IsNullOrEmpty(shown)
        && CryptographicOperations.FixedTimeEquals(digest, SHA256.HashData(Encoding.UTF8.GetBytes(shown)));

    public bool FitsHeader(HttpRequest request) => Fits(request.Headers[Header]);
}
