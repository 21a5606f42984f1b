using System.Net.Http.Headers;
using System.Text.Json;

namespace MailUpgrade.Adapters.Teams.Outbound;

/// <summary>
/// The token with which the bot speaks (OAuth 2 client credentials): kept until five minutes before its end, fetched by one caller for
/// all, dropped when it was refused. Safe for several threads.
/// </summary>
/// <remarks>A small call of our own: Microsoft's client library takes no plain http authority, so it could not be tested.</remarks>
public sealed class BotAccess(TeamsSettings settings, HttpClient http, TimeProvider wire) : IDisposable
{
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(5);
    private readonly SemaphoreSlim fetcher = new(1, 1);
    private (string Value, DateTimeOffset RenewAt)? token;

    /// <summary>Our clock minus the clock of whoever gives tokens, where it said one.</summary>
    public TimeSpan? ClockOff { get; private set; }

    /// <summary>The token, or null where none is needed: without a secret, to loopback, in development.</summary>
    /// <exception cref="ConnectorFaultException">None is given now.</exception>
    public async Task<string?> TokenAsync(CancellationToken ct)
    {
        if (settings.AppSecret.IsEmpty && settings.AllowUnsignedOnLoopback)
        {
            return null;
        }
        await fetcher.WaitAsync(ct);
        try
        {
            if (token is not { } kept || wire.GetUtcNow() >= kept.RenewAt)
            {
                token = kept = await FetchAsync(ct);
            }
            return kept.Value;
        }
        finally
        {
            fetcher.Release();
        }
    }

    /// <summary>A token was refused: the next call fetches another. One that was renewed meanwhile stays.</summary>
    public async Task DropAsync(string refused, CancellationToken ct)
    {
        await fetcher.WaitAsync(ct);
        token = token?.Value == refused ? null : token;
        fetcher.Release();
    }

    /// <inheritdoc/>
    public void Dispose() => fetcher.Dispose();

    private async Task<(string Value, DateTimeOffset RenewAt)> FetchAsync(CancellationToken ct)
    {
        using var asked = new HttpRequestMessage(HttpMethod.Post, settings.TokenEndpoint)
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = settings.AppId,
                ["client_secret"] = settings.AppSecret.Reveal(),
                ["scope"] = settings.Scope,
            }),
        };
        asked.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        try
        {
            using var answer = await http.SendAsync(asked, ct);
            ClockOff = answer.Headers.Date is { } theirs ? wire.GetUtcNow() - theirs : ClockOff;
            var bytes = await answer.Content.ReadAsByteArrayAsync(ct);
            if (!answer.IsSuccessStatusCode)
            {
                throw new ConnectorFaultException(ConnectorFault.Down, $"{settings.TokenEndpoint.Host} gives no token ({(int)answer.StatusCode} {ErrorOf(bytes)}): check Teams:AppId, AppSecret, TenantId");
            }
            using var read = JsonDocument.Parse(bytes);
            var value = read.RootElement.GetProperty("access_token").GetString();
            var seconds = read.RootElement.GetProperty("expires_in").GetDouble();
            if (string.IsNullOrEmpty(value) || !value.All(c => c is > ' ' and < '\x7f') || seconds is not (> 0 and < 1_000_000))
            {
                throw new InvalidDataException("no usable access_token in the answer");
            }
            var life = TimeSpan.FromSeconds(seconds);
            return (value, wire.GetUtcNow() + (life > 2 * Early ? life - Early : life / 2));
        }
        catch (Exception fault) when (fault is HttpRequestException or JsonException or KeyNotFoundException or InvalidOperationException
            or InvalidDataException or FormatException or IOException || (fault is OperationCanceledException && !ct.IsCancellationRequested))
        {
            throw new ConnectorFaultException(ConnectorFault.Down, $"{settings.TokenEndpoint.Host} gives no token: {fault.Message}", fault);
        }
    }

    /// <summary>Only the code: a description may repeat what was sent.</summary>
    private static string ErrorOf(byte[] body)
    {
        try
        {
            using var read = JsonDocument.Parse(body);
            return read.RootElement.GetProperty("error").GetString() is { Length: < 60 } code ? code : "";
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return "";
        }
    }
}
