namespace MailUpgrade.Core.Plans.Lint;

/// <summary>What a step of each kind needs, and what has no meaning in it.</summary>
internal static class StepRules
{
    public static IEnumerable<PlanFault> Check(LintScope scope) => scope.Steps.SelectMany(at => Check(scope, at));

    private static IEnumerable<PlanFault> Check(LintScope scope, StepAt at) =>
        Script(at).Concat(Hosts(at)).Concat(TimeOut(at)).Concat(Retry(at)).Concat(People(at)).Concat(Sample(at)).Concat(Files(scope, at));

    private static string Word(Step step) => step.Kind.ToString().ToLowerInvariant();

    private static bool Starts(Step step) =>
        step.Kind is StepKind.Run or StepKind.Check or StepKind.Snapshot or StepKind.Backup or StepKind.Install;

    private static IEnumerable<PlanFault> Script(StepAt at)
    {
        var step = at.Step;
        if (Starts(step) && step.Script is null)
        {
            yield return at.Fault("script", "script-needed", step.Kind is StepKind.Snapshot or StepKind.Backup
                ? $"a {Word(step)} step needs the provider's action: write script: create" : $"a {Word(step)} step needs a script: write script: PATH");
        }
        if (!Starts(step) && (step.Script ?? step.DoneScript ?? step.VerifyScript) is not null)
        {
            yield return at.Fault(step.Script is not null ? "script" : step.DoneScript is not null ? "done" : "verify", "script-without-meaning",
                $"a step of kind {Word(step)} starts no script: remove it, or write kind: run");
        }
        if (step.Terminal && step.Kind is not (StepKind.Run or StepKind.Install))
        {
            yield return at.Fault("terminal", "terminal-without-meaning", $"a step of kind {Word(step)} runs nothing that could want a terminal: remove it");
        }
        if (step.Kind == StepKind.Install && step.VerifyScript is null)
        {
            yield return at.Fault("verify", "verify-needed", "the installer's exit code is no proof: write verify: PATH of a check after it");
        }
    }

    private static IEnumerable<PlanFault> Hosts(StepAt at)
    {
        if (at.Step.Hosts is null && at.Step.Kind is StepKind.Run or StepKind.Check or StepKind.Install)
        {
            yield return at.Fault("hosts", "hosts-needed", $"a {Word(at.Step)} step needs hosts: write hosts: all, bot, role=R or name=A,B");
        }
        if (at.Step.Hosts is not null && at.Step.Kind is StepKind.Ask or StepKind.Wait)
        {
            yield return at.Fault("hosts", "hosts-without-meaning", $"a step of kind {Word(at.Step)} touches no host: remove hosts");
        }
    }

    private static IEnumerable<PlanFault> TimeOut(StepAt at)
    {
        var step = at.Step;
        var isPeople = step.Kind is StepKind.Ask or StepKind.Wait;
        if (!isPeople && step.Uninterruptible.Always && step.TimeOut is not null)
        {
            yield return at.Fault("time-out", "time-out-forbidden", "nothing may kill an uninterruptible step, a time-out neither: remove one of the two");
        }
        if (isPeople && step.TimeOut is not null)
        {
            yield return at.Fault("time-out", "time-out-forbidden", step.Kind == StepKind.Wait
                ? "a wait lasts as long as 'for' says: remove time-out" : "people are not timed out here: remove it; a gate has 'within'");
        }
        if (!isPeople && step.TimeOut is null && !step.Uninterruptible.Always && step.Uninterruptible.FromMarker is null)
        {
            yield return at.Fault("time-out", "time-out-needed", "it could hang for ever: write time-out: 20m, or uninterruptible: true where killing does harm");
        }
        if (isPeople && (step.Uninterruptible.Always || step.Uninterruptible.FromMarker is not null))
        {
            yield return at.Fault("uninterruptible", "uninterruptible-without-meaning", $"a step of kind {Word(step)} starts nothing that could be killed: remove it");
        }
    }

    private static IEnumerable<PlanFault> Retry(StepAt at)
    {
        var step = at.Step;
        var reads = step.Kind is StepKind.Check or StepKind.Sample || step.VerifyScript is not null
            || (step.Kind is StepKind.Snapshot or StepKind.Backup && step.Script is "verify" or "list");
        if (step.Retry.Times > 0 && !reads)
        {
            yield return at.Fault("retry", "retry-not-a-read", $"only reads are repeated, and this {Word(step)} step has none: remove retry, or write verify: PATH");
        }
    }

    private static IEnumerable<PlanFault> People(StepAt at)
    {
        var step = at.Step;
        if (step.Kind == StepKind.Ask && step.Ask is null)
        {
            yield return at.Fault("ask", "ask-needed", "nobody is asked: write ask: { role: client-it, items: [ { en: ..., id: ... } ] }");
        }
        if (step.Kind != StepKind.Ask && step.Ask is not null)
        {
            yield return at.Fault("ask", "ask-without-meaning", "only a step of kind ask asks: remove it, or write kind: ask");
        }
        if (step.Kind == StepKind.Wait && step.WaitFor is null)
        {
            yield return at.Fault("for", "for-needed", "how long it waits is not said: write for: 10m");
        }
        if (step.Kind != StepKind.Wait && step.WaitFor is not null)
        {
            yield return at.Fault("for", "for-without-meaning", "only a step of kind wait has a length: remove it, or write kind: wait");
        }
    }

    private static IEnumerable<PlanFault> Sample(StepAt at)
    {
        if (at.Step.Kind == StepKind.Sample && (!at.Step.With.TryGetValue("take", out var take) || take is not ("baseline" or "compare" or "flow")))
        {
            yield return at.Fault("with", "sample-take", "a sample takes, compares or sends probe mail: write with: { take: baseline }, { take: compare } or { take: flow }");
        }
    }

    private static IEnumerable<PlanFault> Files(LintScope scope, StepAt at)
    {
        foreach (var (key, script) in new[]
        {
            ("script", StepScripts.Script(scope.Plan, scope.Fleet, at.Step)),
            ("done", StepScripts.Done(scope.Plan, scope.Fleet, at.Step)),
            ("verify", StepScripts.Verify(scope.Plan, scope.Fleet, at.Step)),
        })
        {
            if (script is { Owner.Length: > 0 } && Starts(at.Step) && !scope.ScriptExists(script) && !IsOfMissingProvider(scope, script))
            {
                yield return at.Fault(key, "script-missing", $"there is no script {script}: write it, or mend the name");
            }
        }
    }

    /// <summary>A provider that is not there at all is one fault of the fleet, not one of every step.</summary>
    private static bool IsOfMissingProvider(LintScope scope, ScriptRef script) =>
        script.Place == ScriptPlace.Provider && !scope.ScriptExists(script with { Path = $"{script.Path.Split('-')[0]}-create.sh" });
}
