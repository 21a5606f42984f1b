namespace MailUpgrade.Adapters.Teams;

/// <summary>How this bot is known to Microsoft Teams, and whom it believes.</summary>
public sealed record TeamsSettings
{
    /// <summary>Application (client) id of the bot's registration.</summary>
    public required string AppId { get; init; }

    /// <summary>Its client secret. Empty only where <see cref="AllowUnsignedOnLoopback"/> is on: then nothing is shown to a loopback peer.</summary>
    public required Secret AppSecret { get; init; }

    /// <summary>Tenant in which the bot is registered.</summary>
    public required string TenantId { get; init; }

    /// <summary>Tenants whose people are heard.</summary>
    public required IReadOnlyList<string> AllowedTenants { get; init; }

    /// <summary>Where the keys of inbound tokens are named.</summary>
    public required Uri OpenIdMetadata { get; init; }

    /// <summary>Where the outbound token is fetched.</summary>
    public required Uri TokenEndpoint { get; init; }

    /// <summary>Issuer of inbound tokens, exactly; the outbound scope is below it. Other clouds have others.</summary>
    public string Issuer { get; init; } = "https://api.botframework.com";

    /// <summary>Addresses to which the bot speaks and sends its token.</summary>
    public required IReadOnlyList<Uri> AllowedServiceUrls { get; init; }

    /// <summary>Conversations that get the news, by id. Empty: everybody of the team who is known gets them in private.</summary>
    public IReadOnlyList<string> Chats { get; init; } = [];

    /// <summary>Development only: activities without a token are heard, from loopback about loopback.</summary>
    public bool AllowUnsignedOnLoopback { get; init; }

    /// <summary>Scope of the outbound token.</summary>
    public string Scope => $"{Issuer}/.default";

    /// <summary>How the bot is named as a recipient.</summary>
    public string BotId => $"28:{AppId}";

    /// <summary>
    /// Whether an address is one of <see cref="AllowedServiceUrls"/> or below it: same scheme, host and port, path by whole segments.
    /// Plain http only where a loopback address is listed so.
    /// </summary>
    public bool Allows(Uri service) =>
        service.IsAbsoluteUri && service.UserInfo.Length == 0 && service.Query.Length == 0 && service.Fragment.Length == 0
        && (service.Scheme == Uri.UriSchemeHttps || (service.Scheme == Uri.UriSchemeHttp && service.IsLoopback))
        && AllowedServiceUrls.Any(listed => IsBelow(service, listed));

    private static bool IsBelow(Uri service, Uri listed) =>
        service.Scheme == listed.Scheme && service.IdnHost.Equals(listed.IdnHost, StringComparison.OrdinalIgnoreCase) && service.Port == listed.Port
        && (service.AbsolutePath.TrimEnd('/') + "/").StartsWith(listed.AbsolutePath.TrimEnd('/') + "/", StringComparison.Ordinal);
}
