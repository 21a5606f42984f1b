using System.Collections.Concurrent;
using System.Globalization;

namespace MailUpgrade.Practice.Mail;

/// <summary>The faults set on a host, as the mail service sees them.</summary>
internal sealed class StoreFaults(string folder)
{
    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);

    public bool Has(string id) => Read(id) is not null;

    /// <summary>0 where the fault is not set.</summary>
    public int Number(string id, string key, int otherwise) => Read(id) is not { } fault ? 0
        : fault.Values.TryGetValue(key, out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    /// <summary>Empty where the fault is not set or does not say it.</summary>
    public string Text(string id, string key) => Read(id)?.Values.GetValueOrDefault(key) ?? "";

    /// <summary>
    /// Whether a fault is set and hits an account: those of its <c>accounts=</c>, or <c>percent=</c> of all by their seeds, or, where it
    /// says neither, those that it always hits.
    /// </summary>
    public bool Hits(string id, MailAccount account, Func<bool> otherwise) => Read(id) is { } fault
        && (fault.Accounts.Count > 0 ? fault.Accounts.Contains(account.Address)
            : fault.Values.TryGetValue("percent", out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var percent)
            ? SeededMessage.Mix(account.Seed, -77_000 - id.Length) % 100 < (ulong)percent : otherwise());

    private Known? Read(string id)
    {
        var file = new FileInfo(Path.Combine(folder, id));
        if (!file.Exists)
        {
            return null;
        }
        var known = _known.GetValueOrDefault(id);
        return known is not null && known.Written == file.LastWriteTimeUtc && known.Length == file.Length ? known : _known[id] = Parse(file);
    }

    private static Known Parse(FileInfo file)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(file.FullName);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            lines = [];
        }
        var pairs = lines.Select(l => l.Split('=', 2)).Where(p => p.Length == 2).ToList();
        return new Known(
            file.LastWriteTimeUtc,
            file.Length,
            pairs.Where(p => p[0] != "accounts").GroupBy(p => p[0], StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last()[1], StringComparer.Ordinal),
            [.. pairs.Where(p => p[0] == "accounts").SelectMany(p => p[1].Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))]);
    }

    private sealed record Known(DateTime Written, long Length, IReadOnlyDictionary<string, string> Values, IReadOnlySet<string> Accounts)
    {
        public Known(DateTime written, long length, IReadOnlyDictionary<string, string> values, IEnumerable<string> accounts)
            : this(written, length, values, accounts.ToHashSet(StringComparer.OrdinalIgnoreCase))
        {
        }
    }
}
