using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Runs.Rules;

/// <summary>What the executor does about a step that failed.</summary>
internal static class RepairRules
{
    public static Decision Decide(RunState s, PersonCommand c, Scene scene) => c switch
    {
        Retry retry => Retry(s, retry, scene),
        Fixed done => Fixed(s, done),
        _ => new Decision.Ignored(),
    };

    /// <summary>The step meant by a step name, a host name or nothing; otherwise a refusal that lists what there is.</summary>
    public static StepState? Meant(RunState s, string said, out Decision? refusal)
    {
        var open = s.Undecided;
        var hits = said.Length == 0 ? open : [.. open.Where(x => x.Name == said || x.Host == said)];
        refusal = hits.Count == 1 ? null
            : open.Count == 0 ? Run.No(RefusalCodes.NotReady, ("missing", "failed-step:"))
            : Run.No(RefusalCodes.BadArgument, ("problem", "which-step"), ("steps", string.Join(",", open.Select(x => x.Name))));
        return hits.Count == 1 ? hits[0] : null;
    }

    private static Decision Retry(RunState s, Retry c, Scene scene)
    {
        if (s.OpenVoid is { } voided && s.Undecided.Count == 0)
        {
            return VoidSetRules.Again(s, c, voided);
        }
        if (Meant(s, c.Step, out var refusal) is not { } step)
        {
            return refusal!;
        }
        if (IsStale(c, s, step))
        {
            return Run.No(RefusalCodes.Stale, ("command", c.Word));
        }
        if (IsTaken(s, step, out refusal))
        {
            return refusal!;
        }
        return step.Last?.RetryBarred == true
            ? Run.No(RefusalCodes.RetryBarred, RetryBar(step, scene))
            : new Decision.Accepted([new RetryDecided(step.Name), .. GoOnAfter(s, step)]);
    }

    private static Decision Fixed(RunState s, Fixed c)
    {
        if (s.Refusal is not null && s.Pause?.Cause == "not-ok")
        {
            return Run.Yes(new FixedDeclared(null, c.Text), new RunResumed());
        }
        var word = c.Text.Split(' ', 2);
        var named = s.Undecided.Any(x => x.Name == word[0] || x.Host == word[0]);
        if (Meant(s, named ? word[0] : "", out var refusal) is not { } step)
        {
            return refusal!;
        }
        if (IsTaken(s, step, out refusal))
        {
            return refusal!;
        }
        var note = named ? word.ElementAtOrDefault(1) ?? "" : c.Text;
        return IsStale(c, s, step)
            ? Run.No(RefusalCodes.Stale, ("command", c.Word))
            : new Decision.Accepted([new FixedDeclared(step.Name, note), .. GoOnAfter(s, step)]);
    }

    /// <summary>What a person has in hand is decided by giving it back: then its state is read anew.</summary>
    private static bool IsTaken(RunState s, StepState step, out Decision? refusal)
    {
        var taken = step.Host is { } host && s.TakenOver.ContainsKey(host);
        refusal = taken ? Run.No(RefusalCodes.NotReady, ("missing", "giveback:" + step.Host)) : null;
        return taken;
    }

    private static (string Key, string Value)[] RetryBar(StepState step, Scene scene)
    {
        var wayOut = scene.Pack?.WayOutOf(step.Last?.BarredBy);
        return
        [
            ("step", step.Name), ("by", step.Last?.BarredBy ?? ""), ("way-en", wayOut?.En ?? ""), ("way-id", wayOut?.Id ?? ""),
        ];
    }

    /// <summary>With the last undecided step decided the pause that it caused is over; a hold of people stays.</summary>
    public static IEnumerable<RunEvent> GoOnAfter(RunState s, StepState step) =>
        s.Pause?.Cause is "failure" or "unknown" && s.Undecided.All(x => x.Name == step.Name) ? [new RunResumed()] : [];

    private static bool IsStale(PersonCommand c, RunState s, StepState step) =>
        c.Seen is { } seen && s.Pause is { } pause && pause.Step == step.Name && seen.Seq < pause.Seq;
}
