using System.Security.Cryptography;
using MailUpgrade.Practice.Cluster;

namespace MailUpgrade.Practice.Mail;

/// <summary>
/// Logins of the practice mail system, made at random and kept in <c>CLUSTER/secrets</c>: file <c>admin</c> has the administrator's name
/// and password on two lines, file <c>users</c> the one password of all practice accounts. They never stand on a command line.
/// </summary>
public sealed class MailLogins
{
    private MailLogins(string admin, string adminPassword, string userPassword) =>
        (Admin, AdminPassword, UserPassword) = (admin, adminPassword, userPassword);

    /// <summary>Mail address of the administrator.</summary>
    public string Admin { get; }

    /// <summary>Never to be logged, posted or put on a command line.</summary>
    public string AdminPassword { get; }

    /// <summary>Never to be logged, posted or put on a command line.</summary>
    public string UserPassword { get; }

    /// <exception cref="IOException">The cluster was never made.</exception>
    public static MailLogins Read(ClusterFolder cluster)
    {
        var admin = File.ReadAllLines(Path.Combine(cluster.Secrets, "admin"));
        return new MailLogins(admin[0], admin[1], File.ReadAllText(Path.Combine(cluster.Secrets, "users")).Trim());
    }

    internal static void CreateMissing(ClusterFolder cluster, string domain)
    {
        ClusterFiles.CreatePrivateFolder(cluster.Secrets);
        foreach (var (name, before) in new[] { ("admin", $"admin@{domain}\n"), ("users", string.Empty) })
        {
            var path = Path.Combine(cluster.Secrets, name);
            if (!File.Exists(path))
            {
                ClusterFiles.WriteSecret(path, before + Convert.ToHexString(RandomNumberGenerator.GetBytes(16)) + "\n");
            }
        }
    }
}
