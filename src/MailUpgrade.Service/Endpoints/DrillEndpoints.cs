using System.Globalization;
using MailUpgrade.Service.Drills;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace MailUpgrade.Service.Endpoints;

/// <summary>By these a drill tells the run clock whether a script line is being played.</summary>
internal static class DrillEndpoints
{
    public static void Map(WebApplication app, DrillPresence presence, DrillKey key, WebChatSurface surface)
    {
        app.MapPost("/drill/play", (HttpContext http) =>
        {
            if (!key.FitsHeader(http.Request))
            {
                return WebRefusal.WrongKey.In(surface.Setting().Language);
            }
            presence.Play();
            return Results.NoContent();
        });
        app.MapGet("/drill/clock", (HttpContext http) => key.FitsHeader(http.Request)
            ? Results.Json(new { now = surface.Channel.Now }, WebJson.Options)
            : WebRefusal.WrongKey.In(surface.Setting().Language));
        app.MapPost("/drill/idle", async (HttpContext http) =>
        {
            var language = surface.Setting().Language;
            if (!key.FitsHeader(http.Request))
            {
                return WebRefusal.WrongKey.In(language);
            }
            var (body, no) = await JsonBody.ReadAsync(http.Request, http.RequestAborted);
            DateTimeOffset? until = null;
            if (no is null && body.TryGetValue("until", out var text))
            {
                if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var read))
                {
                    return WebRefusal.Unreadable.In(language);
                }
                until = read;
            }
            if (no is not null)
            {
                return no.In(language);
            }
            var readUpTo = body.TryGetValue("seq", out var number) && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
                ? seq : long.MaxValue;
            presence.Idle(until, readUpTo);
            return Results.NoContent();
        });
    }
}
