using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MailUpgrade.Adapters.Tests.Teams;

/// <summary>Makes inbound tokens by hand, good ones and every kind of bad.</summary>
public sealed class TokenMaker
{
    public const string Issuer = "https://api.botframework.com";

    // One for all tests that need any key: making one takes longer than most of them.
    private static readonly Lazy<RSA> Shared = new(() => RSA.Create(2048));

    public RSA Key { get; init; } = Shared.Value;

    public string KeyId { get; init; } = "key-1";

    public JsonArray? Endorsements { get; init; } = ["msteams"];

    /// <summary>The key as it stands in the issuer's list.</summary>
    public JsonObject PublicKey()
    {
        var numbers = Key.ExportParameters(false);
        var key = new JsonObject { ["kty"] = "RSA", ["use"] = "sig", ["kid"] = KeyId, ["n"] = Url(numbers.Modulus!), ["e"] = Url(numbers.Exponent!) };
        if (Endorsements is not null)
        {
            key["endorsements"] = Endorsements.DeepClone();
        }
        return key;
    }

    /// <summary>Claims of a good token.</summary>
    public static JsonObject Claims(string audience, string serviceUrl, DateTimeOffset now) => new()
    {
        ["iss"] = Issuer,
        ["aud"] = audience,
        ["serviceurl"] = serviceUrl,
        ["nbf"] = now.AddMinutes(-1).ToUnixTimeSeconds(),
        ["exp"] = now.AddMinutes(59).ToUnixTimeSeconds(),
    };

    /// <summary>A signed token.</summary>
    public string Sign(JsonObject claims, string algorithm = "RS256", string? keyId = null)
    {
        var head = new JsonObject { ["typ"] = "JWT", ["alg"] = algorithm, ["kid"] = keyId ?? KeyId };
        var text = $"{Url(JsonSerializer.SerializeToUtf8Bytes(head))}.{Url(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        var bytes = Encoding.ASCII.GetBytes(text);
        var signature = algorithm switch
        {
            "RS256" => Key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            "RS512" => Key.SignData(bytes, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
            // The old trick: the public key, which everybody has, as the secret of an HMAC.
            "HS256" => HMACSHA256.HashData(Encoding.ASCII.GetBytes(Key.ExportSubjectPublicKeyInfoPem()), bytes),
            _ => [],
        };
        return $"{text}.{Url(signature)}";
    }

    private static string Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
