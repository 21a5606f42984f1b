using System.Globalization;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Runs.Rules;

/// <summary>When the hosts are looked at before kick-off, and what is made of it.</summary>
public static class LookRules
{
    /// <summary>Minutes before kick-off at which other work on the hosts is looked for.</summary>
    public static IReadOnlyList<int> Marks { get; } = [60, 5];

    private static readonly TimeSpan Near = TimeSpan.FromMinutes(10);

    /// <summary>The looks that are due or will be. Only for a night that somebody wants: after ready.</summary>
    internal static IEnumerable<(TimerKind Kind, DateTimeOffset Due, string Subject)> Of(RunState s, Scene scene)
    {
        if (IsSandboxNight(s, scene) && s.Sandbox is null)
        {
            yield return (TimerKind.SandboxCheck, s.KickOffKnownAt, s.SandboxLooks.ToString(CultureInfo.InvariantCulture));
        }
        if ((s.Ready is null && s.Permit is null) || scene.Now >= s.KickOff)
        {
            yield break;
        }
        if (s.Conflicts.Count > 0 && s.ConflictsAt is { } last)
        {
            yield return (TimerKind.ConflictCheck, last + (s.KickOff - last > Near ? Near : TimeSpan.FromMinutes(1)), "");
            yield break;
        }
        var since = s.ConflictsAt > s.KickOffKnownAt ? s.ConflictsAt.Value : s.KickOffKnownAt;
        var left = Marks.Select(m => s.KickOff - TimeSpan.FromMinutes(m)).Where(due => due > since).ToList();
        foreach (var due in left.Where(d => d <= scene.Now).TakeLast(1).Concat(left.Where(d => d > scene.Now)))
        {
            yield return (TimerKind.ConflictCheck, due, "");
        }
    }

    /// <summary>A rehearsal on a copy of production must have proven that it is one.</summary>
    internal static bool IsSandboxNight(RunState s, Scene scene) => s.Mode == "rehearsal" && scene.Fleet.CopyOf is not null;

    internal static Decision Conflicts(RunState s, ReportConflicts c, Scene scene) =>
        !Timers.Of(s, scene).Contains(c.Timer) ? new Decision.Ignored()
            : Run.Yes(new ConflictsChecked(
                c.Said.Count,
                [.. c.Said.Where(x => x.Status == 2).Select(x => $"{x.Host}: {x.Line}")],
                [.. c.Said.Where(x => x.Status is not (0 or 2)).Select(x => $"{x.Host}: {x.Line}")]));

    internal static Decision Sandbox(RunState s, ReportSandbox c, Scene scene) =>
        !Timers.Of(s, scene).Contains(c.Timer) ? new Decision.Ignored() : Run.Yes(c.Found);

    /// <summary>Tokens of what stands against a start.</summary>
    internal static IEnumerable<string> Missing(RunState s, Scene scene, bool all)
    {
        if (IsSandboxNight(s, scene) && s.Sandbox is not { Problems.Count: 0 })
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"sandbox:{s.Sandbox?.Problems.Count ?? 0}");
        }
        foreach (var conflict in all ? s.Conflicts : [])
        {
            yield return "conflict:" + conflict.Split(':', 2)[0];
        }
    }
}
