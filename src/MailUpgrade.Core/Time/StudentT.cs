namespace MailUpgrade.Core.Time;

/// <summary>Student's t: what few measurements say of the next one.</summary>
internal static class StudentT
{
    /// <summary>Probability of at most <paramref name="t"/> with so many degrees of freedom, 1 or more.</summary>
    public static double AtMost(double t, int freedom)
    {
        if (double.IsNegativeInfinity(t))
        {
            return 0;
        }
        var tail = 0.5 * IncompleteBeta(freedom / 2.0, 0.5, freedom / (freedom + (t * t)));
        return t >= 0 ? 1 - tail : tail;
    }

    /// <summary>The value that is not passed with probability <paramref name="p"/>, above 0 and below 1.</summary>
    public static double Quantile(double p, int freedom)
    {
        var (low, high) = (-1e4, 1e4);
        for (var n = 0; n < 200 && high - low > 1e-6; n++)
        {
            var middle = (low + high) / 2;
            (low, high) = AtMost(middle, freedom) < p ? (middle, high) : (low, middle);
        }
        return (low + high) / 2;
    }

    /// <summary>Regularised incomplete beta function by its continued fraction (Lentz).</summary>
    private static double IncompleteBeta(double a, double b, double x)
    {
        if (x is <= 0 or >= 1)
        {
            return x <= 0 ? 0 : 1;
        }
        if (x > (a + 1) / (a + b + 2))
        {
            return 1 - IncompleteBeta(b, a, 1 - x);
        }
        var front = Math.Exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + (a * Math.Log(x)) + (b * Math.Log(1 - x))) / a;
        const double Tiny = 1e-300;
        var (f, c, d) = (1.0, 1.0, 0.0);
        for (var i = 0; i <= 300; i++)
        {
            var m = i / 2;
            var numerator = i == 0 ? 1.0
                : i % 2 == 0 ? m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)))
                : -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 + (numerator * d);
            d = 1 / (Math.Abs(d) < Tiny ? Tiny : d);
            c = 1 + (numerator / c);
            c = Math.Abs(c) < Tiny ? Tiny : c;
            f *= c * d;
            if (Math.Abs(1 - (c * d)) < 1e-12)
            {
                break;
            }
        }
        return front * (f - 1);
    }

    /// <summary>Lanczos, g = 7, nine terms.</summary>
    private static double LogGamma(double z)
    {
        ReadOnlySpan<double> terms =
        [
            0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
            -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
        ];
        z -= 1;
        var sum = terms[0];
        for (var i = 1; i < terms.Length; i++)
        {
            sum += terms[i] / (z + i);
        }
        var t = z + 7.5;
        return (0.5 * Math.Log(2 * Math.PI)) + ((z + 0.5) * Math.Log(t)) - t + Math.Log(sum);
    }
}
