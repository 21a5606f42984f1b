using System.Net;
using MailUpgrade.Adapters.WebChat;
using MailUpgrade.Core.Plans;
using MailUpgrade.Service.Endpoints.Links;
using Microsoft.AspNetCore.Http;

namespace MailUpgrade.Service.Endpoints;

/// <summary>
/// Who may read the page, who may be played from it, and who speaks. Asked anew at every request: a cookie from a practice night is worth
/// nothing in a later production run on the same state folder, and a link that was taken back closes the page at once.
/// </summary>
internal sealed class PersonaGate(
    Uri url, Uri? publicUrl, Func<WebSetting> setting, DrillKey key, PersonaSeal seal, BoardLinks links)
{
    private static readonly string[] ProxyHeaders = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via"];
    private static readonly string[] SpeakingRoles = [TeamRoles.Executor, TeamRoles.Supervisor];

    /// <summary>Null where a persona may be picked, else why not.</summary>
    public WebRefusal? Refuse(HttpContext http, bool keyFits)
    {
        var now = setting();
        return now.Fleet is not (FleetKind.Practice or FleetKind.Lab) ? WebRefusal.RealFleet
            : !IsLoopback(http) ? WebRefusal.NotLoopback
            : now.Mode != "practice" && !keyFits ? WebRefusal.KeyNeeded
            : null;
    }

    /// <summary>Null where the run may be looked at, else why not.</summary>
    public WebRefusal? RefuseReading(HttpContext http) =>
        setting().Fleet is FleetKind.Practice or FleetKind.Lab || key.FitsHeader(http.Request) || LinkOf(http) is not null
            ? null : WebRefusal.NoLink;

    /// <summary>Who reads, from the cookies.</summary>
    public PersonaContext Reader(HttpContext http)
    {
        var mayPick = Refuse(http, keyFits: key.Exists) is null;
        var needsKey = mayPick && setting().Mode != "practice";
        if (Played(http) is { } played)
        {
            return new PersonaContext(played, mayPick, needsKey);
        }
        var link = LinkOf(http);
        var linked = Linked(link);
        return new PersonaContext(linked, mayPick, needsKey)
        {
            IsWall = link is { Person: null },
            MaySpeak = linked is not null && linked.Roles.Any(SpeakingRoles.Contains) && linked.Identities.ContainsKey(WebChatChannel.ChannelName),
        };
    }

    /// <summary>Person of the cookies where they may be heard here and now, else null.</summary>
    public Person? Me(HttpContext http) => Played(http) ?? Linked(LinkOf(http));

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
        Set(http, CookieName(http), seal.Seal(playable.Id, fits ? key.Print : ""), null);
        return null;
    }

    /// <summary>This browser opens a link.</summary>
    /// <returns>Why not, or null.</returns>
    public WebRefusal? Enter(HttpContext http, string? token)
    {
        var (trouble, cookie) = links.Enter(token, http.Request.Cookies[LinkCookieName(http)]);
        if (trouble != LinkTrouble.None)
        {
            return WebRefusal.Of(trouble);
        }
        Set(http, LinkCookieName(http), cookie, BoardLinks.Life);
        return null;
    }

    /// <summary>A leaver's link opens nothing: the run's team is asked each time.</summary>
    private BoardLink? LinkOf(HttpContext http) =>
        links.Find(http.Request.Cookies[LinkCookieName(http)]) is { } link && (link.Person is null || Linked(link) is not null) ? link : null;

    private Person? Linked(BoardLink? link) => link?.Person is { } id ? setting().Team.Find(id) : null;

    private Person? Played(HttpContext http)
    {
        if (seal.Open(http.Request.Cookies[CookieName(http)]) is not { } said)
        {
            return null;
        }
        var proven = key.Exists && said.Proof == key.Print;
        return Refuse(http, proven) is null ? Playable(said.Person) : null;
    }

    private void Set(HttpContext http, string name, string value, TimeSpan? life) => http.Response.Cookies.Append(name, value, new CookieOptions
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = http.Request.IsHttps || publicUrl?.Scheme == Uri.UriSchemeHttps,
        Path = "/",
        IsEssential = true,
        MaxAge = life,
    });

    /// <summary>Cookies do not tell ports apart: two bots on one machine must not speak for each other.</summary>
    private static string CookieName(HttpContext http) => $"mailupgrade-{http.Connection.LocalPort}";

    private static string LinkCookieName(HttpContext http) => $"mailupgrade-link-{http.Connection.LocalPort}";

    private Person? Playable(string id) =>
        setting().Team.Find(id) is { } person && person.Identities.ContainsKey(WebChatChannel.ChannelName) ? person : null;

    private bool IsLoopback(HttpContext http) =>
        url.IsLoopback
        && http.Connection.LocalIpAddress is { } local && IPAddress.IsLoopback(local)
        && http.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
        && !ProxyHeaders.Any(http.Request.Headers.ContainsKey);
}
