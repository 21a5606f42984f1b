namespace MailUpgrade.Adapters.Teams;

/// <summary>
/// How a person of Teams is written in the team file: the directory object id; of another tenant than the bot's own, the tenant stands
/// before it (<c>TENANT/OBJECT</c>). Lower case. Never a name or an address.
/// </summary>
public sealed class TeamsIdentity(string homeTenant)
{
    /// <summary>Identity of an account; null where the directory does not vouch for it.</summary>
    public string? Of(string tenant, string objectId) =>
        !Guid.TryParse(objectId, out var person) || tenant.Length == 0 ? null
        : tenant.Equals(homeTenant, StringComparison.OrdinalIgnoreCase) ? person.ToString("D") : $"{tenant.ToLowerInvariant()}/{person:D}";

    /// <summary>Directory object id in an identity.</summary>
    public static string ObjectIdOf(string identity) => identity[(identity.IndexOf('/', StringComparison.Ordinal) + 1)..];

    /// <summary>Tenant of an identity.</summary>
    public string TenantOf(string identity) => identity.IndexOf('/', StringComparison.Ordinal) is > 0 and var at ? identity[..at] : homeTenant;
}
