using System.Security.Cryptography;
using System.Text;

namespace MailUpgrade.Core.Sampling;

/// <summary>Chooses the accounts that are compared: some of every host, always the largest and the oldest there, the rest by lot.</summary>
public static class SampleChoice
{
    /// <summary>Fewest accounts of a host, where it has so many.</summary>
    public const int LeastOfHost = 5;

    private const int ExtremesOfHost = 2;

    /// <summary>The same accounts, number and seed give the same sample, in the order of the addresses.</summary>
    /// <param name="all">Every account.</param>
    /// <param name="wanted">How many; a fleet of many hosts may give some more, so that none has fewer than <see cref="LeastOfHost"/>.</param>
    /// <param name="seed">Names the lot; the run's id, so that two nights look at different people.</param>
    public static IReadOnlyList<AccountFacts> Choose(IReadOnlyList<AccountFacts> all, int wanted, string seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(wanted);
        return
        [
            .. all.GroupBy(a => a.Host, StringComparer.Ordinal)
                .SelectMany(host => OfHost([.. host], (int)Math.Ceiling((double)wanted * host.Count() / all.Count), seed))
                .OrderBy(a => a.Address, StringComparer.Ordinal),
        ];
    }

    /// <summary>Smallest share of all accounts that a fault must hit to be seen in so large a sample with 95 %: 1 - 0.05^(1/n).</summary>
    public static double SmallestShareSeen(int sampled) => sampled <= 0 ? 1 : 1 - Math.Pow(0.05, 1.0 / sampled);

    private static IEnumerable<AccountFacts> OfHost(IReadOnlyList<AccountFacts> accounts, int share, string seed)
    {
        var largest = accounts.OrderByDescending(a => a.UsedBytes).ThenBy(a => a.Address, StringComparer.Ordinal).Take(ExtremesOfHost);
        var oldest = accounts.OrderBy(a => a.Created).ThenBy(a => a.Address, StringComparer.Ordinal).Take(ExtremesOfHost);
        var byLot = accounts.OrderBy(a => Lot(seed, a.Address), StringComparer.Ordinal);
        return largest.Concat(oldest).Concat(byLot).Distinct().Take(Math.Max(share, LeastOfHost));
    }

    private static string Lot(string seed, string address) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}\n{address}")));
}
