using System.Globalization;
using System.Net;
using System.Text.Json;
using MailUpgrade.Adapters.HostConsole;
using MailUpgrade.Core.Chat.Delivery;
using Microsoft.AspNetCore.Http;

namespace MailUpgrade.Service.Endpoints;

/// <summary>
/// <c>/console/say</c> and <c>/console/read</c>: what <c>mailupgrade chat --as PERSON</c> speaks to, from this machine only, with the person's own key.
/// They stand before the page: a browser has no business here.
/// </summary>
internal static class ConsoleEndpoints
{
    /// <summary>Header with the person's id.</summary>
    public const string PersonHeader = "X-Console-Person";

    /// <summary>Header with their key.</summary>
    public const string KeyHeader = "X-Console-Key";

    private const int LongestLine = 16 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly string[] ForeignHeaders = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via", "Origin", "Sec-Fetch-Site"];

    /// <summary>Maps them. To be called before the page.</summary>
    public static void MapConsole(this WebApplication app, ConsoleChannel channel, ConsoleKeys keys, Func<string, bool> isOfTheTeam) => app.Use(next => http =>
        http.Request.Path.StartsWithSegments("/console") ? AnswerAsync(http, channel, keys, isOfTheTeam) : next(http));

    private static async Task AnswerAsync(HttpContext http, ConsoleChannel channel, ConsoleKeys keys, Func<string, bool> isOfTheTeam)
    {
        string person = http.Request.Headers[PersonHeader].ToString(), key = http.Request.Headers[KeyHeader].ToString();
        if (http.Connection.RemoteIpAddress is not { } from || !IPAddress.IsLoopback(from) || ForeignHeaders.Any(http.Request.Headers.ContainsKey)
            || !keys.Fits(person, key) || !isOfTheTeam(person))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        switch (http.Request.Method, http.Request.Path.Value)
        {
            case ("POST", "/console/say"):
                await SayAsync(http, channel, person);
                break;
            case ("GET", "/console/read"):
                var after = long.TryParse(http.Request.Query["after"], NumberStyles.None, CultureInfo.InvariantCulture, out var rev) ? rev : 0;
                await http.Response.WriteAsJsonAsync(await channel.ReadAsync(person, after, Patience, http.RequestAborted), JsonSerializerOptions.Web, http.RequestAborted);
                break;
            default:
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                break;
        }
    }

    private static async Task SayAsync(HttpContext http, ConsoleChannel channel, string person)
    {
        using var reader = new StreamReader(http.Request.Body);
        var buffer = new char[LongestLine + 1];
        var length = await reader.ReadBlockAsync(buffer, http.RequestAborted);
        string id = http.Request.Headers["X-Console-Id"].ToString();
        http.Response.StatusCode = length > LongestLine ? StatusCodes.Status413PayloadTooLarge
            : !Typed.IsId(id) ? StatusCodes.Status400BadRequest
            : channel.Say(person, id, new string(buffer, 0, length)) == Intake.Full ? StatusCodes.Status503ServiceUnavailable
            : StatusCodes.Status202Accepted;
    }
}
