using MailUpgrade.Core.Sampling;
using Xunit;

namespace MailUpgrade.Core.Tests.Sampling;

public sealed class SampleChoiceTests
{
    private static readonly DateTimeOffset Day = new(2010, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly List<AccountFacts> All =
    [
        .. Enumerable.Range(0, 600).Select(i => new AccountFacts($"user{i:d3}@x", $"{i}", $"mbs{(i % 6) + 1}", (i * 7919) % 1000, Day.AddDays((i * 31) % 700))),
    ];

    [Fact]
    public void Every_host_has_its_share_with_its_largest_and_its_oldest()
    {
        var sample = SampleChoice.Choose(All, 60, "run-1");
        Assert.Equal(60, sample.Count);
        foreach (var host in All.GroupBy(a => a.Host))
        {
            var here = sample.Where(a => a.Host == host.Key).ToList();
            Assert.Equal(10, here.Count);
            Assert.Contains(host.MaxBy(a => a.UsedBytes), here);
            Assert.Contains(host.MinBy(a => a.Created), here);
        }
    }

    [Fact]
    public void The_same_seed_chooses_the_same_and_another_chooses_others()
    {
        var first = SampleChoice.Choose(All, 60, "run-1");
        Assert.Equal(first, SampleChoice.Choose([.. All.AsEnumerable().Reverse()], 60, "run-1"));
        Assert.NotEqual(first, SampleChoice.Choose(All, 60, "run-2"));
    }

    [Fact]
    public void A_small_wish_still_looks_at_every_host_and_a_large_one_at_all()
    {
        Assert.Equal(6 * SampleChoice.LeastOfHost, SampleChoice.Choose(All, 1, "s").Count);
        Assert.Equal(600, SampleChoice.Choose(All, 5000, "s").Count);
        Assert.Empty(SampleChoice.Choose([], 60, "s"));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(29, 0.098)]
    [InlineData(59, 0.0495)]
    public void The_strength_is_that_of_the_formula(int sampled, double share) =>
        Assert.Equal(share, SampleChoice.SmallestShareSeen(sampled), 0.001);
}
