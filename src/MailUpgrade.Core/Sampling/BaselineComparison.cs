using System.Globalization;

namespace MailUpgrade.Core.Sampling;

/// <summary>Names every difference between two states of the same accounts, explains what a mail system does by itself, says the likely cause of the rest.</summary>
public sealed class BaselineComparison
{
    private const string Absent = "absent";
    private readonly ComparisonRules _rules;
    private readonly List<Finding> _findings = [];
    private readonly Dictionary<string, int> _explained = new(StringComparer.Ordinal);
    private readonly List<string> _unjudged = [];

    private BaselineComparison(ComparisonRules rules) => _rules = rules;

    /// <summary>Compares. The same states give the same answer.</summary>
    public static Comparison Compare(Baseline before, Baseline after, ComparisonRules rules)
    {
        var comparison = new BaselineComparison(rules);
        foreach (var (address, old, now) in Pairs(before.Accounts, after.Accounts, a => a.Address))
        {
            comparison.OfAccount(address, old, now);
        }
        foreach (var (_, old, now) in Pairs(before.Volumes, after.Volumes, v => $"{v.Host}|{v.Volume}|{v.Account}|{v.Item}"))
        {
            comparison.OfBlob(old, now);
        }
        foreach (var (_, old, now) in Pairs(before.Services, after.Services, s => $"{s.Host}|{s.What}"))
        {
            comparison.OfService(old, now);
        }
        if (before.OutOf != after.OutOf)
        {
            comparison.Found(
                "all", "", "accounts", Text(before.OutOf), Text(after.OutOf), after.OutOf < before.OutOf ? "account-gone" : "account-new",
                after.OutOf < before.OutOf ? Severity.Grave : Severity.Minor);
        }
        return new Comparison(comparison._findings, comparison._explained, comparison._unjudged);
    }

    private void OfAccount(string address, AccountState? before, AccountState? after)
    {
        if (before is null || after is null)
        {
            Found(address, "", "account", before is null ? Absent : "there", after is null ? Absent : "there", after is null ? "account-gone" : "account-new", after is null ? Severity.Grave : Severity.Minor);
            return;
        }
        if (after.Unjudged.Length > 0 || before.Unjudged.Length > 0)
        {
            _unjudged.Add($"{address}: {(after.Unjudged.Length > 0 ? after.Unjudged : before.Unjudged)}");
            return;
        }
        if (before.Host != after.Host)
        {
            Found(address, "", "mailbox-host", before.Host, after.Host, "moved-host", Severity.Grave);
            if (after.Login != before.Login)
            {
                // Nobody finds the mailbox there: the refused login is the same fault once more.
                return;
            }
        }
        if (before.Login != after.Login)
        {
            Found(address, "", "login", before.Login, after.Login, after.Login == "mail.WRONG_HOST" ? "moved-host" : "login-broken", Severity.Grave);
            return;
        }
        OfWays(address, before, after);
        if (before.Ways.GetValueOrDefault("way-soap") == AccountState.Ok && after.Ways.GetValueOrDefault("way-soap", AccountState.Ok) != AccountState.Ok)
        {
            // The rest could not be read by the way that reads it.
            return;
        }
        var folders = new FolderComparison(address, _rules, Found, Explain);
        foreach (var (path, old, now) in Pairs(before.Folders, after.Folders, f => f.Path))
        {
            folders.Compare(path, old, now);
        }
        OfQuota(address, before, after, folders.BytesGrown);
        foreach (var (what, old) in before.Counts.OrderBy(c => c.Key, StringComparer.Ordinal).Where(c => after.Counts.ContainsKey(c.Key) && after.Counts[c.Key] != c.Value))
        {
            Found(address, "", what, Text(old), Text(after.Counts[what]), CauseOfCount(what), what is "contacts" or "appointments" && after.Counts[what] < old ? Severity.Grave : Severity.Serious);
        }
        OfMessages(address, before, after);
    }

    private void OfWays(string address, AccountState before, AccountState after)
    {
        foreach (var (way, old) in before.Ways.OrderBy(w => w.Key, StringComparer.Ordinal))
        {
            if (!after.Ways.TryGetValue(way, out var now) || now == old)
            {
                continue;
            }
            if (SlowCodes.IsSlow(now))
            {
                _unjudged.Add($"{address}: {now}");
                continue;
            }
            var others = after.Ways.Any(w => w.Key != way && w.Value == AccountState.Ok);
            Found(address, "", way, old, now, way == "way-gal" && now == "no entry" ? "data-not-migrated" : way is "way-web" or "way-soap" && others ? (now.Contains("502", StringComparison.Ordinal) ? "proxy-routes" : "web-down") : "service-down", Severity.Grave);
        }
    }

    /// <summary>A quota that moved as its folders did says no more than they; one that did not is a difference of its own.</summary>
    private void OfQuota(string address, AccountState before, AccountState after, long folderGrowth)
    {
        if (before.UsedBytes < 0 || after.UsedBytes < 0 || before.UsedBytes == after.UsedBytes)
        {
            return;
        }
        if (after.UsedBytes - before.UsedBytes == folderGrowth)
        {
            return;
        }
        Found(address, "", "quota", Text(before.UsedBytes), Text(after.UsedBytes), "quota-not-recounted", Severity.Serious);
    }

    private void OfMessages(string address, AccountState before, AccountState after)
    {
        OfMessage(address, "oldest", before.Oldest, after.Oldest);
        foreach (var (_, old, now) in Pairs(before.Newest, after.Newest, m => $"{m.Folder}|{m.Id}"))
        {
            if (old is not null)
            {
                OfMessage(address, "message", old, now);
            }
        }
    }

    private void OfMessage(string address, string what, MessageState? before, MessageState? after)
    {
        if (before is null)
        {
            return;
        }
        var (old, now) = (Said(before), after is null ? Absent : Said(after));
        if (old == now)
        {
            return;
        }
        if (after is not null && SlowCodes.IsSlow(after.Read))
        {
            Found(address, before.Folder, what, old, now, "volume-unreadable", Severity.Grave);
            return;
        }
        if (_rules.Purged.Contains(before.Folder) && after is null or { Read: "gone" })
        {
            Explain("purge");
            return;
        }
        Found(address, before.Folder, what, old, now,
            after is null || after.Read is "gone" or "mail.NO_SUCH_MSG" ? "messages-lost"
            : after.Read.Contains("NO_SUCH_BLOB", StringComparison.Ordinal) || after.Read == "unreadable" ? "blob-missing"
            : after.Read.Length == 64 ? "message-changed" : "volume-unreadable", Severity.Grave);
    }

    private void OfBlob(VolumeState? before, VolumeState? after)
    {
        if (before is null || after is null || before.Read == after.Read)
        {
            return;
        }
        if (after.Read == SlowCodes.Rate || after.Read.StartsWith("HTTP ", StringComparison.Ordinal) || after.Read.StartsWith("account.", StringComparison.Ordinal))
        {
            // The way to the volume is shut, which is a finding of its own; of the volume nothing can be said.
            _unjudged.Add($"{before.Host} volume {before.Volume}: {after.Read}");
            return;
        }
        Found(
            $"{before.Host} volume {before.Volume}", "", "blob", Blob(before), Blob(after),
            after.Read.Contains("NO_SUCH_BLOB", StringComparison.Ordinal) ? "blob-missing" : after.Read == "mail.NO_SUCH_MSG" ? "messages-lost" : after.Read.Length == 64 ? "message-changed" : "volume-unreadable", Severity.Grave);
    }

    private void OfService(ServiceState? before, ServiceState? after)
    {
        if (before is null || after is null || before.State == after.State)
        {
            return;
        }
        // A certificate may be renewed and a directory move on; only what works no more is a difference.
        var isCertificate = before.What.StartsWith("certificate", StringComparison.Ordinal);
        if (isCertificate ? DateOnly.TryParseExact(after.State, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) : before.What == "directory-state" && after.State == "equal")
        {
            Explain(isCertificate ? "renewed" : "directory-moved-on");
            return;
        }
        Found(before.Host, "", before.What, before.State, after.State,
            isCertificate ? "certificate-ends" : before.What == "directory-state" ? "replica-behind" : after.State.Contains("502", StringComparison.Ordinal) ? "proxy-routes" : "service-down", Severity.Grave);
    }

    private void Found(string account, string folder, string what, string before, string after, string cause, Severity severity) =>
        _findings.Add(new Finding(account, folder, what, before, after, cause, severity));

    private void Explain(string cause) => _explained[cause] = _explained.GetValueOrDefault(cause) + 1;

    private static string CauseOfCount(string what) => what switch
    {
        "filters" => "filters-not-migrated",
        "signatures" => "signatures-not-migrated",
        "shares" => "share-target-unreachable",
        _ => "data-not-migrated",
    };

    // A hash tells people nothing; its first characters tell that there was one.
    private static string Said(MessageState m) => m.Read.Length == 64 ? $"{m.Id} {Text(m.SizeBytes)} {m.Read[..12]}" : $"{m.Id} {m.Read}";

    private static string Blob(VolumeState v) => $"item {v.Item} of {v.Account} {(v.Read.Length == 64 ? v.Read[..12] : v.Read)}";

    private static IEnumerable<(string Key, T? Before, T? After)> Pairs<T>(IEnumerable<T> before, IEnumerable<T> after, Func<T, string> key)
        where T : class
    {
        var old = before.ToDictionary(key, StringComparer.Ordinal);
        var fresh = after.ToDictionary(key, StringComparer.Ordinal);
        return old.Keys.Union(fresh.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(k => (k, old.GetValueOrDefault(k), fresh.GetValueOrDefault(k)));
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
