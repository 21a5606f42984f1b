namespace MailUpgrade.Core.Plans.Lint;

/// <summary>The shape of the night: one kick-off, words for the way back, a point of no return behind people's yes.</summary>
internal static class NightRules
{
    private static readonly string[] NoneWords = ["none", "tidak perlu", "tidak ada"];

    public static IEnumerable<PlanFault> Check(LintScope scope) =>
        KickOff(scope).Concat(scope.PhasesAndRollback.SelectMany(WaysBack)).Concat(NoReturn(scope));

    private static IEnumerable<PlanFault> KickOff(LintScope scope)
    {
        var kickOffs = scope.Phases.Where(p => p.Phase.Start.Kind == PhaseStartKind.KickOff).ToList();
        if (kickOffs.Count == 0)
        {
            yield return new PlanFault(PlanFile.Plan, "phases", "kick-off-missing",
                "no phase begins at the kick-off: write starts: kick-off in the first phase that touches the service");
        }
        foreach (var second in kickOffs.Skip(1))
        {
            yield return second.Fault("starts", "kick-off-twice", $"phase {kickOffs[0].Phase.Id} begins at the kick-off already: write after-previous");
        }
        var from = kickOffs.Count == 0 ? scope.Plan.Phases.Count : kickOffs[0].Index;
        foreach (var late in scope.Phases.Where(p => p.Index > from && p.Phase.BeginsBeforeKickOff))
        {
            var how = late.Phase.Start.Kind == PhaseStartKind.Clock ? $"at {late.Phase.Start.At:HH\\:mm}" : $"on /{late.Phase.Start.Command}";
            yield return late.Fault("starts", "start-after-kick-off",
                $"it begins {how} but stands after the kick-off phase {kickOffs[0].Phase.Id}: write after-previous, or move it before");
        }
        if (scope.Phases.FirstOrDefault() is { Phase.Start.Kind: PhaseStartKind.AfterPrevious } first)
        {
            yield return first.Fault("starts", "start-after-nothing", "no phase stands before the first one: write /command, \"19:00\" or kick-off");
        }
    }

    private static IEnumerable<PlanFault> WaysBack(PhaseAt at)
    {
        if (at.Phase.Steps.Count == 0)
        {
            yield return at.Fault("steps", "no-steps", "it has no step: write at least one");
        }
        foreach (var (language, text, none, because) in new[]
        {
            ("en", at.Phase.WayBack.En, "none", "because"),
            ("id", at.Phase.WayBack.Id, "tidak perlu", "karena"),
        })
        {
            var words = text.Trim().TrimEnd('.');
            if (words.Length == 0)
            {
                yield return at.Fault("rollback", "no-rollback",
                    $"no words ({language}) how to go back from here: write them, or \"{none}, {because} ...\"");
            }
            else if (IsNone(words) && !GivesReason(words, because))
            {
                yield return at.Fault("rollback", "no-rollback-reason",
                    $"rollback says '{words}' ({language}) without a reason: write \"{none}, {because} ...\"");
            }
        }
    }

    private static bool IsNone(string words) =>
        NoneWords.Any(none => words.StartsWith(none, StringComparison.OrdinalIgnoreCase));

    private static bool GivesReason(string words, string because)
    {
        var at = words.IndexOf(because, StringComparison.OrdinalIgnoreCase);
        return at >= 0 && words[(at + because.Length)..].Count(char.IsLetterOrDigit) >= 3;
    }

    private static IEnumerable<PlanFault> NoReturn(LintScope scope)
    {
        var lastAsk = scope.Steps.Where(s => s.In.Path != "rollback" && s.Step.Ask?.Role == TeamRoles.ClientIt).Select(s => s.In).LastOrDefault();
        foreach (var at in scope.Phases.Where(p => p.Phase.IsPointOfNoReturn))
        {
            if (lastAsk is not null && at.Index <= lastAsk.Index)
            {
                yield return at.Fault("point-of-no-return", "no-return-before-ok",
                    $"it cannot be gone back from, yet the client is asked only in phase {lastAsk.Phase.Id}: move it after that phase");
            }
            if (at.Phase.BeginsBeforeKickOff)
            {
                yield return at.Fault("point-of-no-return", "no-return-before-kick-off", "nothing before the kick-off may be a point of no return: move it after");
            }
            if (at.Phase.Gate is null)
            {
                yield return at.Fault("point-of-no-return", "no-return-without-gate",
                    "nobody is asked before the point of no return: write gate: { role: supervisor, question: { en: ..., id: ... } }");
            }
        }
    }
}
