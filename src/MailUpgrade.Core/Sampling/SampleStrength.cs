namespace MailUpgrade.Core.Sampling;

/// <summary>
/// What a random part can show. <paramref name="Random"/> accounts were drawn without replacement from <paramref name="Population"/>; a
/// fault that hits <paramref name="Hit"/> of these is seen with the chance <see cref="Chance"/>: exact, by the hypergeometric distribution.
/// </summary>
/// <param name="Random">Drawn and read.</param>
/// <param name="Population">From which they were drawn: all but those chosen by name.</param>
/// <param name="Certain">Looked at because somebody or something named them; they count for nothing here.</param>
/// <param name="Hit">Accounts that a fault hits.</param>
/// <param name="Share">That number as a share of the population.</param>
/// <param name="Chance">To see at least one of them.</param>
public sealed record SampleStrength(int Random, int Population, int Certain, int Hit, double Share, double Chance)
{
    /// <summary>Strength of a sample against a fault that hits a share of the population (at least one account).</summary>
    public static SampleStrength Of(int random, int population, int certain, double share)
    {
        var hit = HitBy(population, share);
        return new SampleStrength(random, population, certain, hit, share, ChanceToSee(population, hit, random));
    }

    /// <summary>The smallest share that is seen with a confidence.</summary>
    public static SampleStrength AtConfidence(int random, int population, int certain, double confidence)
    {
        var (low, high) = (0, population);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (ChanceToSee(population, middle, random) >= confidence)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }
        return new SampleStrength(random, population, certain, low, population == 0 ? 1 : (double)low / population, ChanceToSee(population, low, random));
    }

    /// <summary>Fewest accounts to draw so that a fault of that share is seen with that confidence.</summary>
    public static int Needed(int population, double share, double confidence)
    {
        var hit = HitBy(population, share);
        var (low, high) = (0, population);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (ChanceToSee(population, hit, middle) >= confidence)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }
        return low;
    }

    /// <summary>1 - C(population - hit, drawn) / C(population, drawn).</summary>
    public static double ChanceToSee(int population, int hit, int drawn)
    {
        if (hit <= 0 || drawn <= 0)
        {
            return 0;
        }
        if (hit + drawn > population)
        {
            return 1;
        }
        // The formula is symmetric in hit and drawn: the shorter product.
        var (few, many) = hit < drawn ? (hit, drawn) : (drawn, hit);
        var missed = 0.0;
        for (var i = 0; i < few; i++)
        {
            missed += Math.Log((double)(population - many - i) / (population - i));
        }
        return -Math.Exp(missed) + 1;
    }

    private static int HitBy(int population, double share) => Math.Min(population, Math.Max(1, (int)Math.Ceiling((share * population) - 1e-9)));
}
