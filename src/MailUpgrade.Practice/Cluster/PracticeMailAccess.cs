using System.Net;
using MailUpgrade.Adapters.Probes;
using MailUpgrade.Core.Plans;
using MailUpgrade.Practice.Mail;

namespace MailUpgrade.Practice.Cluster;

/// <summary>How probes reach the mail service of a practice cluster.</summary>
public static class PracticeMailAccess
{
    /// <summary>
    /// From the fleet's first tester address, so that closed doors let the probe pass, with the cluster's own secret logins; the first
    /// account of each store is a test account with its password.
    /// </summary>
    /// <exception cref="IOException">The cluster was never made.</exception>
    public static MailAccess Of(ClusterFolder cluster, Fleet fleet)
    {
        var logins = MailLogins.Read(cluster);
        return new MailAccess
        {
            Admin = logins.Admin,
            AdminPassword = logins.AdminPassword,
            Source = fleet.Testers.Count > 0 ? IPAddress.Parse(fleet.Testers[0]) : null,
            EndPoint = (host, port) => PracticeHost.Read(cluster, host.Name).EndPoint(port),
            TestPasswords = fleet.Hosts.Where(h => h.Roles.Contains("mailbox"))
                .Select(h => FirstAccount(Path.Combine(cluster.RootOf(h.Name), MailSeed.AccountsFile))).OfType<string>().ToDictionary(a => a, _ => logins.UserPassword, StringComparer.OrdinalIgnoreCase),
        };
    }

    private static string? FirstAccount(string file) => File.Exists(file) ? File.ReadLines(file).FirstOrDefault()?.Split('\t')[0] : null;
}
