using System.Net;
using MailUpgrade.Adapters.WebChat;
using MailUpgrade.Core.Plans;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace MailUpgrade.Service.Endpoints;

/// <summary>
/// Who may be played from the page, and who speaks. Asked anew at every request: a cookie from a practice night is worth nothing
/// in a later production run on the same state folder.
/// </summary>
internal sealed class PersonaGate(Uri url, Func<WebSetting> setting, DrillKey key, PersonaSeal seal)
{
    private static readonly string[] ProxyHeaders = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via"];

    /// <summary>Null where a persona may be picked, else why not.</summary>
    public WebRefusal? Refuse(HttpContext http, bool keyFits)
    {
        var now = setting();
        return now.Fleet is not (FleetKind.Practice or FleetKind.Lab) ? WebRefusal.RealFleet
            : !IsLoopback(http) ? WebRefusal.NotLoopback
            : now.Mode != "practice" && !keyFits ? WebRefusal.KeyNeeded
            : null;
    }

    /// <summary>Who reads, from the cookie.</summary>
    public PersonaContext Reader(HttpContext http)
    {
        var mayPick = Refuse(http, keyFits: key.Exists) is null;
        var needsKey = mayPick && setting().Mode != "practice";
        return new PersonaContext(Me(http), mayPick, needsKey);
    }

    /// <summary>Person of the cookie where they may be played here and now, else null.</summary>
    public Person? Me(HttpContext http)
    {
        if (seal.Open(http.Request.Cookies[CookieName(http)]) is not { } said)
        {
            return null;
        }
        var proven = key.Exists && said.Proof == key.Print;
        return Refuse(http, proven) is null ? Playable(said.Person) : null;
    }

    /// <summary>Makes this browser speak for a person.</summary>
    /// <returns>Why not, or null.</returns>
    public WebRefusal? Pick(HttpContext http, string person, string? shownKey)
    {
        var fits = key.Fits(shownKey) || key.FitsHeader(http.Request);
        if (Refuse(http, fits) is { } no)
        {
            return no;
        }
        if (Playable(person) is not { } playable)
        {
            return WebRefusal.NoSuchPerson;
        }
        http.Response.Cookies.Append(CookieName(http), seal.Seal(playable.Id, fits ? key.Print : ""), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = http.Request.IsHttps,
            Path = "/",
            IsEssential = true,
        });
        return null;
    }

    /// <summary>Cookies do not tell ports apart: two bots on one machine must not speak for each other.</summary>
    private static string CookieName(HttpContext http) => $"mailupgrade-{http.Connection.LocalPort}";

    private Person? Playable(string id) =>
        setting().Team.Find(id) is { } person && person.Identities.ContainsKey(WebChatChannel.ChannelName) ? person : null;

    private bool IsLoopback(HttpContext http) =>
        url.IsLoopback
        && http.Connection.LocalIpAddress is { } local && IPAddress.IsLoopback(local)
        && http.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
        && !ProxyHeaders.Any(http.Request.Headers.ContainsKey);
}
