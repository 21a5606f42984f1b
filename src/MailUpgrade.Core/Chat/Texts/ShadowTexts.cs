using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Chat.Texts;

/// <summary>The bot's verdicts beside those of the people who did the night.</summary>
internal static class ShadowTexts
{
    public static IEnumerable<string> Lines(RunState s, Speech say, Team team)
    {
        var steps = s.Steps.Values.Where(x => x.Last is not null || s.Verdicts.ContainsKey(x.Name))
            .OrderBy(x => x.StartedAt).ThenBy(x => x.Name, StringComparer.Ordinal).Select(x => x.Name).Union(s.Verdicts.Keys.Order(StringComparer.Ordinal)).ToList();
        var agree = steps.Count(x => ShadowRules.Agree(s, x) == true);
        var differ = steps.Where(x => ShadowRules.Agree(s, x) == false).ToList();
        var open = steps.Count - agree - differ.Count;
        yield return say.Say($"Verdicts: {agree} agree, {differ.Count} differ, {open} open", $"Verdict: {agree} sama, {differ.Count} beda, {open} terbuka");
        foreach (var step in differ)
        {
            var people = s.Verdicts[step];
            var theirs = people.Ok ? "OK" : say.Say("not OK", "belum OK");
            var remark = people.Remark.Length > 0 ? $" ({people.Remark})" : "";
            var own = s.StepOf(step).Last!;
            yield return say.Say(
                $"{step} differs: {say.Name(team, people.Who)} says {theirs}{remark}, the bot saw {own.Verdict}: {own.Reason}",
                $"{step} beda: kata {say.Name(team, people.Who)} {theirs}{remark}, bot melihat {own.Verdict}: {own.Reason}");
        }
        yield return open == 0 ? say.Say("Every step has both verdicts.", "Semua langkah punya kedua verdict.") : say.Say(
            "Open: people gave no verdict, or the bot has no check that sees it from outside.",
            "Terbuka: orang belum memberi verdict, atau bot tidak punya pengecekan yang bisa melihatnya dari luar.");
    }
}
