using MailUpgrade.Core.Sampling;
using Xunit;

namespace MailUpgrade.Core.Tests.Sampling;

public sealed class SampleStrengthTests
{
    private const int Clusters = 2000;
    private static readonly SampleWishes None = new([], []);

    [Theory]
    [InlineData(10, 1, 1, 0.1)]
    [InlineData(10, 2, 3, 0.533333)]
    [InlineData(3000, 30, 284, 0.950155)]
    [InlineData(100, 100, 1, 1)]
    [InlineData(100, 0, 50, 0)]
    [InlineData(5, 3, 3, 1)]
    public void The_chance_is_that_of_the_hypergeometric_distribution(int population, int hit, int drawn, double chance) =>
        Assert.Equal(chance, SampleStrength.ChanceToSee(population, hit, drawn), 4);

    [Theory]
    [InlineData(600, 0.01, 0.95)]
    [InlineData(3000, 0.01, 0.95)]
    [InlineData(3000, 0.02, 0.99)]
    [InlineData(100_000, 0.001, 0.9)]
    [InlineData(7, 0.01, 0.95)]
    public void The_needed_number_is_the_smallest_that_will_do(int population, double share, double confidence)
    {
        var needed = SampleStrength.Needed(population, share, confidence);
        Assert.True(SampleStrength.Of(needed, population, 0, share).Chance >= confidence);
        Assert.True(SampleStrength.Of(needed - 1, population, 0, share).Chance < confidence);
    }

    [Fact]
    public void A_fixed_sample_says_the_smallest_share_that_it_sees()
    {
        var strength = SampleStrength.AtConfidence(60, 600, 30, 0.95);
        Assert.True(strength.Chance >= 0.95);
        Assert.True(SampleStrength.ChanceToSee(600, strength.Hit - 1, 60) < 0.95);
    }

    /// <summary>The fault strikes anywhere: what is claimed is what happens.</summary>
    [Theory]
    [InlineData(0.02, 0.95)]
    [InlineData(0.03, 0.60)]
    public void Over_2000_clusters_a_fault_that_strikes_anywhere_is_seen_as_often_as_is_claimed(double share, double confidence)
    {
        var (seen, claimed) = Simulate(share, confidence, (rest, hit, lot) => [.. rest.OrderBy(_ => lot.Next()).Take(hit)]);
        Assert.InRange(seen, claimed - 0.01, claimed + 0.01);
    }

    /// <summary>Faults cluster by volume and host: then it is seen at least as often, since every stratum has its share.</summary>
    [Fact]
    public void Over_2000_clusters_a_fault_that_strikes_one_volume_of_one_host_is_seen_at_least_as_often()
    {
        var (seen, claimed) = Simulate(0.02, 0.95, (rest, hit, lot) =>
        {
            var host = $"mbs{lot.Next(1, 7)}";
            return [.. rest.Where(a => a.Host == host && a.Volume == "far").OrderBy(_ => lot.Next()).Take(hit)];
        });
        Assert.True(seen >= claimed - 0.01, $"seen {seen}, claimed {claimed}");
    }

    private static (double Seen, double Claimed) Simulate(double share, double confidence, Func<List<AccountFacts>, int, Random, List<AccountFacts>> strike)
    {
        var lot = new Random(20181229);
        var all = SampleChoiceTests.Cluster(300, 6);
        var (seen, claimed) = (0, 0.0);
        for (var cluster = 0; cluster < Clusters; cluster++)
        {
            var sample = SampleChoice.Choose(all, None, population => SampleStrength.Needed(population, share, confidence), $"run-{cluster}");
            var strength = SampleStrength.Of(sample.Random.Count, sample.Population, sample.Certain.Count, share);
            claimed += strength.Chance / Clusters;
            var rest = all.Except(sample.Certain.Select(c => c.Account)).ToList();
            var hit = strike(rest, strength.Hit, lot).ToHashSet();
            seen += sample.Random.Any(hit.Contains) ? 1 : 0;
        }
        return ((double)seen / Clusters, claimed);
    }
}
