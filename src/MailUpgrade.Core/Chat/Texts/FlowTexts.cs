using System.Globalization;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Core.Sampling;

namespace MailUpgrade.Core.Chat.Texts;

/// <summary>Words about probe mail.</summary>
public static class FlowTexts
{
    private const int MostNames = 5;

    /// <summary>The balance of mail that waited, in a sentence or two; empty where nobody counted.</summary>
    public static string Balance(RunState state, Speech say)
    {
        if (state.Mail.Count == 0)
        {
            return "";
        }
        var known = state.Mail.Values.Where(m => m.Unknown is null).ToList();
        var dark = string.Join(", ", state.Mail.Values.Where(m => m.Unknown is not null).Select(m => m.Host));
        var b = QueueBalance.Of(known);
        var told = known.Count == 0 ? ""
            : say.Say($"{say.Number(b.Delivered)} queued {(b.Delivered == 1 ? "message" : "messages")} delivered, {say.Number(b.Lost)} lost.", $"{say.Number(b.Delivered)} email antre terkirim, {say.Number(b.Lost)} hilang.")
                + (b.Waiting > 0 ? say.Say($" {say.Number(b.Waiting)} still wait.", $" {say.Number(b.Waiting)} masih antre.") : "")
                + (b.GivenBack > 0 ? say.Say($" {say.Number(b.GivenBack)} were given back to their senders.", $" {say.Number(b.GivenBack)} dikembalikan ke pengirimnya.") : "");
        return (told + (dark.Length > 0 ? say.Say($" What became of the mail that waited on {dark} is not known.", $" Nasib email yang antre di {dark} belum diketahui.") : "")).Trim();
    }

    /// <summary>The messages that are lost, some by name, addresses masked; empty where none is.</summary>
    public static string Lost(RunState state, Speech say)
    {
        var lost = state.Mail.Values.SelectMany(m => m.Lost.Select(l => $"{m.Host} {DifferenceTexts.Masked(l)}")).ToList();
        return lost.Count == 0 ? ""
            : say.Say("Lost: ", "Hilang: ") + string.Join("; ", lost.Take(MostNames)) + (lost.Count > MostNames ? say.Say($"; and {lost.Count - MostNames} more in the report.", $"; dan {lost.Count - MostNames} lagi di laporan.") : ".");
    }

    /// <summary>One line for each probe that did not come through, and one for all that did.</summary>
    public static IEnumerable<string> Lines(Sampled e, Speech say)
    {
        var probes = (e.Flow ?? []).Select(f => f.Split(' ')).Where(f => f.Length == 6).ToList();
        var good = probes.Where(p => p[3] is "delivered" or "accepted" && p[5] == "0").ToList();
        if (good.Count > 0)
        {
            var times = good.Select(p => double.Parse(p[4], CultureInfo.InvariantCulture)).Where(t => t >= 0).DefaultIfEmpty(0).ToList();
            yield return say.Say(
                $"{say.Number(good.Count)} of {say.Number(probes.Count)} probe mails came through, the slowest in {times.Max():0.0#} s. Nothing was left behind.",
                $"{say.Number(good.Count)} dari {say.Number(probes.Count)} email probe sampai, paling lambat {times.Max():0.0#} detik. Tidak ada yang tertinggal.");
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
