using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Runs.Rules;

/// <summary>The client's IT accepts, item by item or at once, with or without open items, or not. Nobody else does it for them.</summary>
internal static class ClientRules
{
    public static Decision Decide(RunState s, PersonCommand c, Scene scene)
    {
        if (c is NotAccept { Remark.Length: 0 })
        {
            return Run.No(RefusalCodes.BadArgument, ("command", "notok"), ("problem", "no-reason"));
        }
        var byItem = c is Accept { Items.Count: > 0 } or Accept { WithItems: true } or NotAccept { Item: > 0 };
        if (s.Refusal is not null && !byItem)
        {
            return Run.No(RefusalCodes.NotReady, ("missing", "fixed:"));
        }
        if (Facts.OpenAsk(s, scene.Plan) is not { } ask)
        {
            return s.Acceptance is { } given
                ? Run.No(RefusalCodes.AlreadyDecided, ("command", c.Word), ("by", given.Who))
                : Run.No(RefusalCodes.NotReady, ("missing", "client-check:"));
        }
        if (c.Seen is { } seen && seen.Seq < Math.Max(ask.StartedSeq, s.MendedSeq))
        {
            return Run.No(RefusalCodes.Stale, ("command", c.Word));
        }
        var count = Facts.StepOf(scene.Plan, ask.Name)?.Ask?.Items.Count ?? 0;
        return c switch
        {
            NotAccept no => No(s, ask, no, count),
            Accept { WithItems: true } ok => Despite(s, ask, ok, scene),
            Accept { Items.Count: > 0 } ok => Some(s, ask, ok, count),
            Accept ok => new Decision.Accepted(Yes(ask, ok.Remark, [])),
            _ => new Decision.Ignored(),
        };
    }

    private static Decision No(RunState s, StepState ask, NotAccept c, int count)
    {
        if (c.Item > count)
        {
            return NoItem(c, count);
        }
        IReadOnlyList<RunEvent> item = c.Item > 0 ? [new ItemChecked(ask.Name, c.Item, false, c.Remark)] : [];
        return s.Refusal is not null ? new Decision.Accepted(item)
            : new Decision.Accepted([new ClientRefused(c.Remark), .. item, new RunPaused("not-ok", ask.Name, c.Remark)]);
    }

    /// <summary>The last item that is OK is the OK to all.</summary>
    private static Decision Some(RunState s, StepState ask, Accept c, int count)
    {
        if (c.Items.Any(i => i < 1 || i > count))
        {
            return NoItem(c, count);
        }
        var ok = s.Items.Where(i => i.Value.Ok).Select(i => i.Key).Union(c.Items).ToHashSet();
        var items = c.Items.Select(i => new ItemChecked(ask.Name, i, true, c.Remark));
        return s.Refusal is null && ok.Count == count ? new Decision.Accepted([.. items, .. Yes(ask, c.Remark, [])]) : new Decision.Accepted([.. items]);
    }

    /// <summary>Accepted with items: each becomes an open issue for the paper.</summary>
    private static Decision Despite(RunState s, StepState ask, Accept c, Scene scene)
    {
        var open = s.Items.Where(i => !i.Value.Ok).OrderBy(i => i.Key).ToList();
        if (open.Count == 0)
        {
            return Run.No(RefusalCodes.BadArgument, ("command", c.Word), ("problem", "no-open-item"));
        }
        var items = Facts.StepOf(scene.Plan, ask.Name)!.Ask!.Items;
        var issues = open.Select((i, n) => new IssueOpened(s.Issues.Count + 1 + n, $"{items[i.Key - 1].En}: {i.Value.Remark}", false, ask.Name));
        IEnumerable<RunEvent> goesOn = s.Pause?.Cause == "not-ok" ? [new RunResumed()] : [];
        return new Decision.Accepted([.. Yes(ask, c.Remark, [.. open.Select(i => i.Key)]), .. issues, .. goesOn]);
    }

    private static IReadOnlyList<RunEvent> Yes(StepState ask, string remark, IReadOnlyList<int> items) =>
    [
        new ClientAccepted(remark) { OpenItems = items.Count == 0 ? null : items },
        new StepEnded(ask.Name, ask.Attempt, "succeeded", "pass", null, items.Count == 0 ? "OK" : $"OK with {items.Count} open items", false),
    ];

    private static Decision NoItem(PersonCommand c, int count) => Run.No(
        RefusalCodes.BadArgument, ("command", c.Word), ("problem", "no-such-item"),
        ("count", count.ToString(System.Globalization.CultureInfo.InvariantCulture)));
}
