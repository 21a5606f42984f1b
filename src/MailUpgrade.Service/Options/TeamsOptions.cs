using MailUpgrade.Adapters;
using MailUpgrade.Adapters.Teams;

namespace MailUpgrade.Service.Options;

/// <summary>Section <c>Teams</c>: the bot in Microsoft Teams. Without <see cref="AppId"/> there is none.</summary>
public sealed record TeamsOptions
{
    /// <summary>Where the keys of Teams' tokens are named in Microsoft's public cloud.</summary>
    public const string PublicMetadata = "https://login.botframework.com/v1/.well-known/openidconfiguration";

    /// <summary>Application (client) id of the bot's registration, a GUID. Empty: no Teams.</summary>
    public string AppId { get; init; } = "";

    /// <summary>Client secret of the registration; <c>file:PATH</c> reads it from a file.</summary>
    public string AppSecret { get; init; } = "";

    /// <summary>Tenant of the registration, a GUID.</summary>
    public string TenantId { get; init; } = "";

    /// <summary>Tenants whose people are heard; empty: <see cref="TenantId"/> alone.</summary>
    public IReadOnlyList<string> AllowedTenants { get; init; } = [];

    /// <summary>Conversations that get the news, by id; empty: everybody of the team in private.</summary>
    public IReadOnlyList<string> Chats { get; init; } = [];

    /// <summary>Where the keys of inbound tokens are named.</summary>
    public string OpenIdMetadata { get; init; } = PublicMetadata;

    /// <summary>Issuer of inbound tokens; other clouds have others.</summary>
    public string Issuer { get; init; } = "https://api.botframework.com";

    /// <summary>Where the bot's own token is fetched; empty: the tenant's, at login.microsoftonline.com.</summary>
    public string TokenEndpoint { get; init; } = "";

    /// <summary>Addresses to which the bot speaks. Plain http only for a loopback address.</summary>
    public IReadOnlyList<string> AllowedServiceUrls { get; init; } = [];

    /// <summary>Development only: activities without a token are heard from loopback.</summary>
    public bool AllowUnsignedOnLoopback { get; init; }

    /// <summary>Every fault of the section.</summary>
    /// <param name="webUrl">Where the bot listens.</param>
    public IEnumerable<string> Faults(string webUrl)
    {
        if (AppId.Length == 0)
        {
            yield break;
        }
        if (!Guid.TryParse(AppId, out _))
        {
            yield return $"Teams:AppId '{AppId}' is not a GUID; copy the application (client) id of the bot's registration";
        }
        if (!Guid.TryParse(TenantId, out _))
        {
            yield return $"Teams:TenantId '{TenantId}' is not a GUID; copy the directory (tenant) id of the bot's registration";
        }
        foreach (var tenant in AllowedTenants.Where(t => !Guid.TryParse(t, out _)))
        {
            yield return $"Teams:AllowedTenants '{tenant}' is not a GUID; write directory (tenant) ids";
        }
        if (AppSecret.Length == 0 && !AllowUnsignedOnLoopback)
        {
            yield return "Teams:AppSecret is empty; write file:PATH of a file that holds the client secret";
        }
        foreach (var (name, text) in new[] { ("OpenIdMetadata", OpenIdMetadata), ("TokenEndpoint", Endpoint), ("Issuer", Issuer) }
            .Concat((AllowedServiceUrls.Count > 0 ? AllowedServiceUrls : [""]).Select(u => ("AllowedServiceUrls", u))))
        {
            if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || !(uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)))
            {
                yield return $"Teams:{name} '{text}' is not an address; write https://... (http only for a loopback address)";
            }
            else if (AllowUnsignedOnLoopback && name == "AllowedServiceUrls" && !uri.IsLoopback)
            {
                yield return $"Teams:AllowUnsignedOnLoopback is for development: take {text} out of Teams:AllowedServiceUrls, or turn it off";
            }
        }
        if (AllowUnsignedOnLoopback && !(Uri.TryCreate(webUrl, UriKind.Absolute, out var web) && web.IsLoopback))
        {
            yield return $"Teams:AllowUnsignedOnLoopback is for development: Web:Url '{webUrl}' must be a loopback address, or turn it off";
        }
    }

    /// <summary>For the channel; null where there is no Teams.</summary>
    public TeamsSettings? ToSettings() => AppId.Length == 0 ? null : new TeamsSettings
    {
        AppId = AppId,
        AppSecret = new Secret(AppSecret),
        TenantId = TenantId,
        AllowedTenants = AllowedTenants.Count > 0 ? AllowedTenants : [TenantId],
        Chats = Chats,
        OpenIdMetadata = new Uri(OpenIdMetadata),
        Issuer = Issuer.TrimEnd('/'),
        TokenEndpoint = new Uri(Endpoint),
        AllowedServiceUrls = [.. AllowedServiceUrls.Select(u => new Uri(u))],
        AllowUnsignedOnLoopback = AllowUnsignedOnLoopback,
    };

    private string Endpoint => TokenEndpoint.Length > 0 ? TokenEndpoint : $"https://login.microsoftonline.com/{TenantId}/oauth2/v2.0/token";
}
