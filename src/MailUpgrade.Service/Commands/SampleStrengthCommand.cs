using System.CommandLine;
using System.Globalization;
using MailUpgrade.Core.Sampling;

namespace MailUpgrade.Service.Commands;

/// <summary><c>sample strength</c>: how many accounts to draw, and why.</summary>
internal static class SampleStrengthCommand
{
    public static Command Create()
    {
        var accounts = new Option<int>("--accounts") { Description = "How many accounts there are.", Required = true };
        var detect = new Option<string>("--detect") { Description = "The share that a fault hits.", DefaultValueFactory = _ => "1%" };
        var confidence = new Option<string>("--confidence") { Description = "With which chance it must be seen.", DefaultValueFactory = _ => "95%" };
        var command = new Command("strength", "Says how many accounts to draw so that a fault is seen, and why.") { accounts, detect, confidence };
        command.SetAction(parsed =>
        {
            try
            {
                return Tell(
                    parsed.GetValue(accounts) is >= 1 and <= 100_000_000 and var all ? all : throw new InvalidDataException("--accounts: write 1 to 100000000"),
                    SampleTarget.Share(parsed.GetValue(detect)!, "--detect", "1%"), SampleTarget.Share(parsed.GetValue(confidence)!, "--confidence", "95%"));
            }
            catch (InvalidDataException e)
            {
                Console.Error.WriteLine(e.Message);
                return CommonOptions.Unusable;
            }
        });
        return command;
    }

    private static int Tell(int all, double share, double confidence)
    {
        var needed = SampleStrength.Needed(all, share, confidence);
        var strength = SampleStrength.Of(needed, all, 0, share);
        string Percent(double value) => value.ToString("0.###%", CultureInfo.InvariantCulture);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Draw {needed} of {all} accounts at random."));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"A fault that hits {Percent(share)} hits {strength.Hit}. Drawn without replacement, {needed} accounts hold at least one of them with {Percent(strength.Chance)}: 1 - C({all - strength.Hit},{needed}) / C({all},{needed})."));
        if (needed > 1)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"With one less it is {Percent(SampleStrength.Of(needed - 1, all, 0, share).Chance)}, which is below {Percent(confidence)}."));
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"At 3 accounts a second and host that is {needed / 3.0 / 60:0.0} min on one host, {needed / 18.0 / 60:0.0} min over six. The largest, the oldest, VIPs and test accounts come on top and count for nothing here."));
        return CommonOptions.Done;
    }
}
