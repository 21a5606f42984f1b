using System.Globalization;
using System.Text;
using MailUpgrade.Core.Plans;

namespace MailUpgrade.Adapters.Discovery;

/// <summary>
/// Writes a fleet file: the hosts as the cluster told them, the ways in as they were used, and <c># look:</c> on everything that a person
/// must look at, because no cluster knows it of itself.
/// </summary>
public static class FleetText
{
    private const int CommentColumn = 37;

    /// <summary>The file's text.</summary>
    /// <param name="fleet">Name, kind, domain, sites, ways in, providers, testers: what is not asked of the cluster.</param>
    /// <param name="from">Fleet from which that was taken, or null where it was guessed.</param>
    /// <param name="cluster">What the cluster said.</param>
    /// <param name="hosts">Its hosts, in the order of the file.</param>
    /// <param name="asked">Which host was asked, and when, for the first line.</param>
    public static string Of(Fleet fleet, string? from, ClusterWords cluster, IReadOnlyList<DiscoveredHost> hosts, string asked)
    {
        var text = new StringBuilder();
        var source = from is null ? "a guess" : $"as in {from}";
        Line(text, $"# {asked}");
        foreach (var look in cluster.Looks.Where(l => l.Host == "-"))
        {
            Line(text, $"# look: {look.Text}");
        }

        Line(text, $"fleet: {fleet.Id}");
        Line(text, $"kind: {fleet.Kind.ToString().ToLowerInvariant()}", $"look: practice, lab, sandbox or production; {source}");
        Line(text, $"domain: {cluster.Domain}", "the cluster's default domain");
        Line(text, $"language: {fleet.Language}", "look: of the chat");
        Line(text, "sites:", $"look: names, titles and ways in; {source}");
        foreach (var site in fleet.Sites)
        {
            Line(text, $"- {{ name: {site.Name}, title: {{ en: {Plain(site.Title.En)}, id: {Plain(site.Title.Id)} }}, jump: {Quoted(site.Jump)}, user: {site.User ?? "null"}, port: {site.Port.ToString(CultureInfo.InvariantCulture)} }}");
        }

        var ssh = fleet.Ssh;
        Line(text, $"ssh: {{ config: {ssh.Config ?? "null"}, known-hosts: {ssh.KnownHosts ?? "null"}, key: {ssh.Key ?? "null"}, become: {(ssh.Sudo ? "sudo" : "none")} }}");
        if (fleet.Lab is { } lab)
        {
            Line(text, $"lab: {lab}");
        }

        Line(text, $"providers: {{ snapshot: {fleet.SnapshotProvider}, backup: {fleet.BackupProvider} }}", $"look: who makes snapshots and backups here; {source}");
        Line(text, $"testers: [ {string.Join(", ", fleet.Testers)} ]".Replace("[  ]", "[]", StringComparison.Ordinal), "look: where the client's IT looks from while the doors are closed");
        Line(text, $"accounts: {cluster.Accounts.ToString(CultureInfo.InvariantCulture)}", "as the directory counts");
        Line(text, "hosts:", "look: every server of the cluster, and nothing that is none");
        foreach (var host in hosts)
        {
            foreach (var look in host.Looks)
            {
                Line(text, $"# look: {host.Name}: {look}");
            }

            var volumes = host.Volumes.Count == 0 ? "" : $", volumes: [ {string.Join(", ", host.Volumes.Select(v => $"{{ name: {v.Name}, path: {v.Path}, kind: {v.Kind} }}"))} ]";
            Line(text, $"- {{ name: {host.Name}, address: {host.Address}, site: {(host.Site.Length > 0 ? host.Site : fleet.Sites[0].Name)}, roles: [{string.Join(", ", host.Roles)}]{volumes} }}");
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, string line, string? comment = null) =>
        text.Append(comment is null ? line : $"{line.PadRight(CommentColumn - 1)} # {comment}").Append('\n');

    private static string Plain(string value) => value.All(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '.') ? value : $"\"{value.Replace("\"", "'", StringComparison.Ordinal)}\"";

    private static string Quoted(string? value) => value is null ? "null" : $"\"{value}\"";
}
