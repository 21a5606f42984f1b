using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace MailUpgrade.Adapters.Teams.Inbound;

/// <summary>
/// Keys of inbound tokens, from the metadata's <c>jwks_uri</c>. Kept for 24 h, read anew from 12 h on; an unknown key makes it look at
/// most once an hour. What cannot be read in time is not believed. Safe for several threads.
/// </summary>
public sealed class SigningKeys(Uri metadata, HttpClient http, TimeProvider wire, ILogger log) : IDisposable
{
    /// <summary>After this they are read anew where that can be done.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromHours(12);

    /// <summary>After this they are not believed any more.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <summary>Least time between two looks for a key that nobody knows.</summary>
    public static readonly TimeSpan UnknownKeyPause = TimeSpan.FromHours(1);

    /// <summary>Least time between two looks after one that failed.</summary>
    public static readonly TimeSpan FaultPause = TimeSpan.FromSeconds(5);

    private const int SmallestBits = 2048;
    private readonly SemaphoreSlim reader = new(1, 1);
    private Dictionary<string, SigningKey> keys = [];
    private DateTimeOffset? readAt;
    private DateTimeOffset? lookedForUnknown;
    private DateTimeOffset? failedAt;

    /// <summary>Our clock minus the clock of whoever gave the keys, where it said one.</summary>
    public TimeSpan? ClockOff { get; private set; }

    /// <summary>Whether keys were read and are not too old.</summary>
    public bool CanBeBelieved => readAt is { } at && wire.GetUtcNow() - at <= Longest;

    /// <summary>Key by its id; null where nobody vouches for it.</summary>
    public async Task<SigningKey?> FindAsync(string id, CancellationToken ct)
    {
        await reader.WaitAsync(ct);
        try
        {
            var now = wire.GetUtcNow();
            if (readAt is not { } at || now - at > Fresh)
            {
                await TryReadAsync(now, ct);
            }
            else if (!keys.ContainsKey(id) && (lookedForUnknown is not { } looked || now - looked > UnknownKeyPause))
            {
                lookedForUnknown = now;
                await TryReadAsync(now, ct);
            }
            return CanBeBelieved ? keys.GetValueOrDefault(id) : null;
        }
        finally
        {
            reader.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => reader.Dispose();

    private async Task TryReadAsync(DateTimeOffset now, CancellationToken ct)
    {
        if (failedAt is { } failed && now - failed < FaultPause)
        {
            return;
        }
        try
        {
            using var described = await GetAsync(metadata, ct);
            var place = new Uri(metadata, described.RootElement.GetProperty("jwks_uri").GetString()!);
            if (place.Scheme != Uri.UriSchemeHttps && !(place.IsLoopback && metadata.IsLoopback))
            {
                throw new InvalidDataException($"keys over plain http from {place.Host}");
            }
            using var set = await GetAsync(place, ct);
            keys = set.RootElement.GetProperty("keys").EnumerateArray().Select(Read).OfType<SigningKey>()
                .GroupBy(k => k.Id).ToDictionary(g => g.Key, g => g.First());
            (readAt, failedAt) = (now, null);
        }
        catch (Exception fault) when (fault is HttpRequestException or JsonException or InvalidDataException or KeyNotFoundException
            or InvalidOperationException or UriFormatException or ArgumentException or IOException || (fault is OperationCanceledException && !ct.IsCancellationRequested))
        {
            failedAt = now;
            TeamsLog.KeysUnread(log, metadata.Host, fault);
        }
    }

    private async Task<JsonDocument> GetAsync(Uri place, CancellationToken ct)
    {
        using var answer = await http.GetAsync(place, ct);
        answer.EnsureSuccessStatusCode();
        ClockOff = answer.Headers.Date is { } theirs ? wire.GetUtcNow() - theirs : ClockOff;
        return JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(ct));
    }

    private static SigningKey? Read(JsonElement key)
    {
        if (Text(key, "kty") != "RSA" || Text(key, "kid") is not { Length: > 0 } id
            || Text(key, "n") is not { Length: > 0 } modulus || Text(key, "e") is not { Length: > 0 } exponent)
        {
            return null;
        }
        try
        {
            var parameters = new RSAParameters { Modulus = Base64UrlEncoder.DecodeBytes(modulus), Exponent = Base64UrlEncoder.DecodeBytes(exponent) };
            var rsa = new RsaSecurityKey(parameters) { KeyId = id };
            IEnumerable<JsonElement> listed = key.TryGetProperty("endorsements", out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];
            return rsa.KeySize < SmallestBits ? null
                : new SigningKey(id, rsa, [.. listed.Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!)]);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement e, string name) =>
        e.ValueKind == JsonValueKind.Object && e.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
