using System.Security.Cryptography;
using System.Text;
using MailUpgrade.Adapters;
using MailUpgrade.Adapters.Telegram;
using MailUpgrade.Service.Options;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace MailUpgrade.Service.Endpoints;

/// <summary>
/// <c>POST /telegram/webhook</c>: where Telegram brings updates in webhook mode. It stands before the page and its guard. Without the
/// secret, or with another, nothing is read. 200 says that the update is on disk; all else makes Telegram bring it again.
/// </summary>
internal static class TelegramWebhook
{
    private const string Header = "X-Telegram-Bot-Api-Secret-Token";
    private const int LargestBody = 1024 * 1024;

    /// <summary>Maps it. To be called before the page.</summary>
    public static void MapTelegram(this WebApplication app, TelegramChannel channel, Secret secret)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(secret.Reveal()));
        app.Use(next => http => HttpMethods.IsPost(http.Request.Method) && http.Request.Path == TelegramOptions.WebhookPath ? TakeAsync(http, channel, digest) : next(http));
    }

    private static async Task TakeAsync(HttpContext http, TelegramChannel channel, byte[] digest)
    {
        string? shown = http.Request.Headers[Header];
        if (string.IsNullOrEmpty(shown) || !CryptographicOperations.FixedTimeEquals(digest, SHA256.HashData(Encoding.UTF8.GetBytes(shown))))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = LargestBody;
        }
        try
        {
            using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
            var body = await reader.ReadToEndAsync(http.RequestAborted);
            http.Response.StatusCode = channel.TakeFromWebhook(body) ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        }
        catch (BadHttpRequestException)
        {
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        }
    }
}
