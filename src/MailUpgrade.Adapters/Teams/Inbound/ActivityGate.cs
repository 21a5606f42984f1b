using System.Net;

namespace MailUpgrade.Adapters.Teams.Inbound;

/// <summary>What stands between a request and the bot: the token, then whom and what the bot hears at all.</summary>
public sealed class ActivityGate(TeamsSettings settings, BotTokenCheck tokens)
{
    private const string TeamsChannel = "msteams";

    /// <summary>Decides before the body is believed. Null token with null refusal: unsigned, from loopback, in development.</summary>
    /// <param name="request">What was received.</param>
    /// <param name="ct">Of the request.</param>
    public async Task<(BotToken? Token, GateRefusal? No)> AuthenticateAsync(TeamsRequest request, CancellationToken ct)
    {
        if (request.Authorization is null && settings.AllowUnsignedOnLoopback && request.IsDirectLoopback)
        {
            return (null, null);
        }
        var (token, why) = await tokens.CheckAsync(request.Authorization, ct);
        return token is null ? (null, new GateRefusal(HttpStatusCode.Unauthorized, why)) : (token, null);
    }

    /// <summary>Whether an activity is for this bot, from where it listens. To be asked after <see cref="AuthenticateAsync"/>.</summary>
    /// <param name="activity">As received.</param>
    /// <param name="token">Null only for unsigned activities in development.</param>
    public GateRefusal? Judge(Activity activity, BotToken? token)
    {
        if (token is not null && !SameAddress(token.ServiceUrl, activity.ServiceUrl))
        {
            return new(HttpStatusCode.Unauthorized, "serviceUrl is not the token's");
        }
        if (token is not null && !token.Endorsements.Contains(activity.ChannelId))
        {
            return new(HttpStatusCode.Unauthorized, "the token's key does not speak for this channel");
        }
        if (activity.ChannelId != TeamsChannel)
        {
            return new(HttpStatusCode.Forbidden, $"channel '{Short(activity.ChannelId)}'");
        }
        if (!Uri.TryCreate(activity.ServiceUrl, UriKind.Absolute, out var service) || !settings.Allows(service) || (token is null && !service.IsLoopback))
        {
            return new(HttpStatusCode.Forbidden, $"serviceUrl '{Short(activity.ServiceUrl)}' is not in Teams:AllowedServiceUrls");
        }
        if (!IsAllowedTenant(activity.Tenant) || (activity.ConversationTenant.Length > 0 && !Same(activity.ConversationTenant, activity.Tenant)))
        {
            return new(HttpStatusCode.Forbidden, $"tenant '{Short(activity.Tenant)}' is not in Teams:AllowedTenants");
        }
        return Same(activity.Recipient.Id, settings.BotId) || Same(activity.Recipient.Id, settings.AppId)
            ? null : new(HttpStatusCode.Forbidden, $"recipient '{Short(activity.Recipient.Id)}' is not this bot");
    }

    private bool IsAllowedTenant(string tenant) => tenant.Length > 0 && settings.AllowedTenants.Any(t => Same(t, tenant));

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static bool SameAddress(string one, string other) => one.TrimEnd('/').Equals(other.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);

    private static string Short(string text) => text.Length > 80 ? text[..80] : text;
}

/// <summary>Why a request was not heard.</summary>
/// <param name="Status">401 for a token that does not hold, 403 for one that does but may not.</param>
/// <param name="Why">For the log; the caller never learns it.</param>
public sealed record GateRefusal(HttpStatusCode Status, string Why);

/// <summary>A request as the endpoint received it.</summary>
/// <param name="Authorization">Header, or null.</param>
/// <param name="IsDirectLoopback">It came from this machine, to a loopback name, and no proxy says that it came from elsewhere.</param>
/// <param name="Body">At most <see cref="LargestBody"/> bytes.</param>
public sealed record TeamsRequest(string? Authorization, bool IsDirectLoopback, ReadOnlyMemory<byte> Body)
{
    /// <summary>Largest body that is read, in bytes.</summary>
    public const int LargestBody = 256 * 1024;
}
