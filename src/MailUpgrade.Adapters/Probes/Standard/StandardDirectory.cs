using System.Globalization;
using MailUpgrade.Adapters.Probes.Ldap;
using MailUpgrade.Adapters.Probes.Wire;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Sampling;

namespace MailUpgrade.Adapters.Probes.Standard;

/// <summary>Which accounts there are: from the directory, from a file, or the test accounts alone.</summary>
internal sealed class StandardDirectory(SampleJob job, MailAccess access, WireLimits limits)
{
    private readonly Fleet _fleet = job.Fleet;
    private readonly IReadOnlyList<FleetHost> _stores = SamplingKnowledge.HostsOf(job.Fleet, job.Knowledge.Mailbox);

    public async Task<IReadOnlyList<AccountFacts>> AccountsAsync(CancellationToken ct)
    {
        if (_stores.Count == 0)
        {
            throw new InvalidOperationException($"Fleet {_fleet.Id} has no host with a role of {string.Join(", ", job.Knowledge.Mailbox)}: nothing to sample.");
        }
        var all = _fleet.Mail.Directory is { } directory ? await OfDirectoryAsync(directory, ct)
            : _fleet.Mail.AccountsFile is { } file ? await OfFileAsync(file, ct)
            : [.. _fleet.Mail.TestAccounts.Select(t => Facts(t.Address, _stores[0].Name, ""))];
        return [.. all.DistinctBy(a => a.Address)];
    }

    private async Task<List<AccountFacts>> OfDirectoryAsync(MailDirectorySettings settings, CancellationToken ct)
    {
        var host = SamplingKnowledge.HostsOf(_fleet, job.Knowledge.Directory) is [var first, ..] ? first
            : throw new InvalidOperationException($"Fleet {_fleet.Id} has a directory in its mail and no host with a role of it.");
        var target = access.TargetOf(host, job.Knowledge.PortOf(_fleet, "ldap")) ?? throw new InvalidOperationException($"Pack {job.Pack.Id} has no port 'ldap' in its sampling.");
        var found = new List<AccountFacts>();
        try
        {
            await using var ldap = await LdapClient.ConnectAsync(target, limits, ct);
            await ldap.BindAsync(settings.Bind, access.DirectoryPassword ?? "");
            var names = new[] { settings.Address, settings.Host, settings.Class, "createTimestamp" }.OfType<string>().ToList();
            await ldap.SearchAsync(settings.Below, whole: true, settings.Filter, names, (_, values) =>
            {
                string Value(string? name) => name is not null && values.GetValueOrDefault(name.ToLowerInvariant()) is [var one, ..] ? one : "";
                if (Value(settings.Address) is { Length: > 0 } address)
                {
                    found.Add(Facts(address.ToLowerInvariant(), HostNamed(Value(settings.Host)), Value(settings.Class)) with { Created = Time(Value("createTimestamp")) });
                }
            });
            return found;
        }
        catch (MailFaultException fault)
        {
            throw new HostUnreachableException($"The directory on {host.Name} does not list its accounts: {fault.Code}.", fault);
        }
    }

    private async Task<List<AccountFacts>> OfFileAsync(string file, CancellationToken ct)
    {
        try
        {
            var lines = await File.ReadAllLinesAsync(file, ct);
            return
            [
                .. lines.Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(w => w.Length > 0 && w[0][0] != '#').Select(w =>
                    Facts(w[0].ToLowerInvariant(), HostNamed(w.Length > 1 ? w[1] : ""), w.Length > 2 && w[2] != "-" ? w[2] : "")
                        with { UsedBytes = w.Length > 3 && long.TryParse(w[3], NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : 0 }),
            ];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"The accounts file {file} cannot be read: {e.Message}", e);
        }
    }

    private static AccountFacts Facts(string address, string host, string kind) => new(address, address, host, 0, DateTimeOffset.UnixEpoch) { Class = kind };

    /// <summary>A host by its name, its name with a domain, or its address; where one host is all there is, that.</summary>
    private string HostNamed(string said) =>
        _stores.FirstOrDefault(h => h.Name == said || h.Name == said.Split('.')[0] || h.Address == said)?.Name
        ?? (_stores.Count == 1 || said.Length == 0 ? _stores[0].Name : said);

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.TryParseExact(text.Length >= 14 ? text[..14] : "", "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : DateTimeOffset.UnixEpoch;
}
