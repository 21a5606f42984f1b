using MailUpgrade.Practice.Cluster;

namespace MailUpgrade.Practice.Mail;

/// <summary>Who is where: the cluster's stores and its LDAP.</summary>
internal sealed class MailDirectory
{
    private readonly ClusterFolder _cluster;
    private readonly IReadOnlyList<string> _ldaps;

    public MailDirectory(ClusterFolder cluster, IReadOnlyList<PracticeHost> hosts)
    {
        _cluster = cluster;
        _ldaps = [.. hosts.Where(h => h.Ports.ContainsKey(389)).Select(h => h.Name)];
        Stores = [.. hosts.Where(h => h.Ports.ContainsKey(7071)).Select(h => new MailStore(cluster, h.Name))];
        Domain = Stores.SelectMany(s => s.Accounts).Select(a => a.Address[(a.Address.IndexOf('@', StringComparison.Ordinal) + 1)..]).FirstOrDefault() ?? "example.co.id";
    }

    public IReadOnlyList<MailStore> Stores { get; }

    public string Domain { get; }

    /// <summary>Some LDAP server answers.</summary>
    public bool LdapUp => _ldaps.Any(h =>
        File.Exists(Path.Combine(_cluster.ServicesOf(h), "ldap")) && !File.Exists(Path.Combine(_cluster.FaultsOf(h), "ldap-down")));

    public MailStore? StoreOf(string host) => Stores.FirstOrDefault(s => s.Host == host);

    /// <summary>The mailbox of an address and the store that has it.</summary>
    public (MailStore Store, MailAccount Account)? Find(string address)
    {
        foreach (var store in Stores)
        {
            if (store.Find(address) is { } account)
            {
                return (store, account);
            }
        }

        return null;
    }
}
