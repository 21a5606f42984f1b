using System.Net;
using MailUpgrade.Adapters.Probes;
using MailUpgrade.Core.Plans;
using MailUpgrade.Practice.Mail;

namespace MailUpgrade.Practice.Cluster;

/// <summary>How probes reach the mail service of a practice cluster.</summary>
public static class PracticeMailAccess
{
    /// <summary>From the fleet's first tester address, so that closed doors let the probe pass, with the cluster's own secret login.</summary>
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
        };
    }
}
