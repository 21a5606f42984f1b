using System.Security.Cryptography;
using System.Text;

namespace MailUpgrade.Core.Sampling;

/// <summary>Chooses the accounts that are compared: some always and by name, the rest by lot over all strata.</summary>
public static class SampleChoice
{
    /// <summary>
    /// The same accounts, wishes and seed give the same sample. The random part is drawn with equal chances from all accounts that are not
    /// chosen by name: they lie in the order of their strata (host, size class, domain, class of service, volume), within a stratum in the
    /// order of the lot, and every k-th is taken from a start by lot. So every stratum has its share, and none has more.
    /// </summary>
    /// <param name="all">Every account.</param>
    /// <param name="wishes">What is always looked at.</param>
    /// <param name="random">How many by lot, out of how many are left.</param>
    /// <param name="seed">Names the lot; the run's id, so that two nights look at different people.</param>
    public static Sample Choose(IReadOnlyList<AccountFacts> all, SampleWishes wishes, Func<int, int> random, string seed)
    {
        var byName = new Dictionary<string, (AccountFacts Account, string Why)>(StringComparer.Ordinal);
        foreach (var (account, why) in Certain(all, wishes))
        {
            byName.TryAdd(account.Address, (account, why));
        }
        var rest = all.Where(a => !byName.ContainsKey(a.Address))
            .Select(a => (Account: a, Lot: Lot(seed, a.Address)))
            .OrderBy(a => a.Account.Host, StringComparer.Ordinal).ThenBy(a => a.Account.SizeClass)
            .ThenBy(a => a.Account.Domain, StringComparer.Ordinal).ThenBy(a => a.Account.Class, StringComparer.Ordinal)
            .ThenBy(a => a.Account.Volume, StringComparer.Ordinal).ThenBy(a => a.Lot).ThenBy(a => a.Account.Address, StringComparer.Ordinal)
            .Select(a => a.Account).ToList();
        var wanted = Math.Clamp(random(rest.Count), 0, rest.Count);
        return new Sample(
            [.. byName.Values.OrderBy(c => c.Account.Address, StringComparer.Ordinal).Select(c => new CertainAccount(c.Account, c.Why))],
            [.. EveryKth(rest, wanted, Lot(seed, "start")).OrderBy(a => a.Address, StringComparer.Ordinal)],
            rest.Count);
    }

    private static IEnumerable<(AccountFacts Account, string Why)> Certain(IReadOnlyList<AccountFacts> all, SampleWishes wishes)
    {
        foreach (var host in all.GroupBy(a => a.Host, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            yield return (host.OrderByDescending(a => a.UsedBytes).ThenBy(a => a.Address, StringComparer.Ordinal).First(), "largest");
            yield return (host.OrderBy(a => a.Created).ThenBy(a => a.Address, StringComparer.Ordinal).First(), "oldest");
            foreach (var (has, why) in new (Func<AccountFacts, bool>, string)[] { (a => a.Shares, "shares"), (a => a.Mobile, "mobile") })
            {
                if (host.Where(has).OrderBy(a => a.Address, StringComparer.Ordinal).FirstOrDefault() is { } one)
                {
                    yield return (one, why);
                }
            }
        }
        var named = wishes.Vips.Select(v => (Address: v, Why: "vip")).Concat(wishes.TestAccounts.Select(t => (Address: t, Why: "test-account")));
        var known = all.ToDictionary(a => a.Address, StringComparer.OrdinalIgnoreCase);
        foreach (var (address, why) in named)
        {
            if (known.TryGetValue(address, out var account))
            {
                yield return (account, why);
            }
        }
    }

    /// <summary>Systematic: positions start + i * k, rounded down; every position has the chance wanted / all.</summary>
    private static IEnumerable<AccountFacts> EveryKth(List<AccountFacts> rest, int wanted, ulong lot)
    {
        var step = (double)rest.Count / Math.Max(1, wanted);
        var start = (lot >> 11) * (1.0 / (1UL << 53)) * step;
        for (var i = 0; i < wanted; i++)
        {
            yield return rest[Math.Min(rest.Count - 1, (int)(start + (i * step)))];
        }
    }

    private static ulong Lot(string seed, string name) => BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}\n{name}")));
}

/// <summary>What is always looked at, beside the largest and the oldest of each host.</summary>
/// <param name="Vips">Addresses.</param>
/// <param name="TestAccounts">Addresses of accounts with passwords.</param>
public sealed record SampleWishes(IReadOnlyList<string> Vips, IReadOnlyList<string> TestAccounts);

/// <summary>A chosen sample.</summary>
/// <param name="Certain">Chosen by name.</param>
/// <param name="Random">Drawn.</param>
/// <param name="Population">Out of how many they were drawn.</param>
public sealed record Sample(IReadOnlyList<CertainAccount> Certain, IReadOnlyList<AccountFacts> Random, int Population)
{
    /// <summary>All, in the order of the addresses.</summary>
    public IReadOnlyList<AccountFacts> All => [.. Certain.Select(c => c.Account).Concat(Random).OrderBy(a => a.Address, StringComparer.Ordinal)];
}

/// <summary>An account that is always looked at.</summary>
/// <param name="Account">Which.</param>
/// <param name="Why"><c>largest oldest shares mobile vip test-account</c>.</param>
public sealed record CertainAccount(AccountFacts Account, string Why);
