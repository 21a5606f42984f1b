using System.Globalization;
using MailUpgrade.Core.Runs.Events;

namespace MailUpgrade.Core.Chat.Texts;

/// <summary>Words about probe mail.</summary>
public static class FlowTexts
{
    /// <summary>One line for each probe that did not come through, and one for all that did.</summary>
    public static IEnumerable<string> Lines(Sampled e, Speech say)
    {
        var probes = (e.Flow ?? []).Select(f => f.Split(' ')).Where(f => f.Length == 6).ToList();
        var good = probes.Where(p => p[3] is "delivered" or "accepted" && p[5] == "0").ToList();
        if (good.Count > 0)
        {
            var times = good.Select(p => double.Parse(p[4], CultureInfo.InvariantCulture)).Where(t => t >= 0).DefaultIfEmpty(0).ToList();
            yield return say.Say(
                $"{say.Number(good.Count)} of {say.Number(probes.Count)} probe mails came through, the slowest in {times.Max():0.0} s. Nothing was left behind.",
                $"{say.Number(good.Count)} dari {say.Number(probes.Count)} email probe sampai, paling lambat {times.Max():0.0} detik. Tidak ada yang tertinggal.");
        }
        foreach (var p in probes.Except(good))
        {
            yield return say.Say(
                $"- {p[1]} → {p[2]}: {p[3]}{(p[5] == "0" ? "" : $", {p[5]} left behind")}",
                $"- {p[1]} → {p[2]}: {p[3]}{(p[5] == "0" ? "" : $", {p[5]} tertinggal")}");
        }
        if (e.NotLookedAt.Count > 0)
        {
            yield return say.Say("Not tried: ", "Tidak dicoba: ") + string.Join("; ", e.NotLookedAt.Select(n => SampleTexts.Left(n, say))) + ".";
        }
    }
}
