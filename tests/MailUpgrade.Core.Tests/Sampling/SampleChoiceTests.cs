using MailUpgrade.Core.Sampling;
using Xunit;

namespace MailUpgrade.Core.Tests.Sampling;

public sealed class SampleChoiceTests
{
    private static readonly SampleWishes None = new([], []);
    private static readonly List<AccountFacts> All = Cluster(3000, 6);

    [Fact]
    public void The_largest_the_oldest_one_with_shares_one_mobile_the_vips_and_test_accounts_are_always_looked_at()
    {
        var sample = SampleChoice.Choose(All, new SampleWishes(["user0100@x", "nobody@x"], ["USER0200@x"]), _ => 0, "run-1");
        Assert.Empty(sample.Random);
        foreach (var host in All.GroupBy(a => a.Host))
        {
            Assert.Contains(sample.Certain, c => c.Account == host.MaxBy(a => a.UsedBytes) && c.Why == "largest");
            Assert.Contains(sample.Certain, c => c.Account == host.MinBy(a => a.Created));
            Assert.Contains(sample.Certain, c => c.Account.Host == host.Key && c.Account.Shares);
            Assert.Contains(sample.Certain, c => c.Account.Host == host.Key && c.Account.Mobile);
        }
        Assert.Contains(sample.Certain, c => c is { Account.Address: "user0100@x", Why: "vip" });
        Assert.Contains(sample.Certain, c => c is { Account.Address: "user0200@x", Why: "test-account" });
    }

    [Fact]
    public void The_same_seed_chooses_the_same_in_any_order_and_another_chooses_others()
    {
        var first = Addresses(SampleChoice.Choose(All, None, _ => 60, "run-1"));
        Assert.Equal(first, Addresses(SampleChoice.Choose([.. All.AsEnumerable().Reverse()], None, _ => 60, "run-1")));
        Assert.NotEqual(first, Addresses(SampleChoice.Choose(All, None, _ => 60, "run-2")));
    }

    [Fact]
    public void Every_stratum_has_its_share_of_the_random_part_to_within_one_account()
    {
        var sample = SampleChoice.Choose(All, None, _ => 284, "run-1");
        Assert.Equal(284, sample.Random.Count);
        Assert.Equal(284, sample.Random.Distinct().Count());
        var rest = All.Except(sample.Certain.Select(c => c.Account)).ToList();
        foreach (var host in rest.GroupBy(a => a.Host))
        {
            Assert.InRange(sample.Random.Count(a => a.Host == host.Key), (284.0 * host.Count() / rest.Count) - 1, (284.0 * host.Count() / rest.Count) + 1);
            foreach (var size in host.GroupBy(a => a.SizeClass))
            {
                Assert.InRange(sample.Random.Count(a => a.Host == host.Key && a.SizeClass == size.Key), (284.0 * size.Count() / rest.Count) - 1, (284.0 * size.Count() / rest.Count) + 1);
            }
        }
    }

    [Fact]
    public void A_small_cluster_is_looked_at_whole_and_an_empty_one_gives_nothing()
    {
        Assert.Equal(3000, SampleChoice.Choose(All, None, _ => 5000, "s").All.Count);
        Assert.Empty(SampleChoice.Choose([], None, _ => 60, "s").All);
    }

    internal static List<AccountFacts> Cluster(int accounts, int hosts) =>
    [
        .. Enumerable.Range(0, accounts).Select(i => new AccountFacts(
            $"user{i:d4}@x", $"{i}", $"mbs{(i % hosts) + 1}", (long)Math.Pow(10, 6 + (i * 7919 % 6)) * (1 + (i % 9)), DateTimeOffset.UnixEpoch.AddDays(i * 31 % 7000))
        { Class = i % 5 == 0 ? "manager" : "default", Volume = i / hosts % 2 == 0 ? "near" : "far", Mobile = i % 11 == 0, Shares = i % 13 == 0 }),
    ];

    private static IEnumerable<string> Addresses(Sample sample) => sample.All.Select(a => a.Address);
}
