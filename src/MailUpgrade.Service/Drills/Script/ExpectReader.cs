using MailUpgrade.Adapters.Files;

namespace MailUpgrade.Service.Drills.Script;

/// <summary>Reads conditions and expectations.</summary>
internal static class ExpectReader
{
    private static readonly string[] Subjects = ["run", "phase", "step", "host", "journal", "text", "never", "decisions", "report"];

    public static Expectation Read(Section item)
    {
        var line = item.Line;
        var nothing = new Expectation.JournalVerified(line);
        var given = Subjects.Where(item.Has).ToList();
        if (given.Count != 1)
        {
            item.Fault(given.Count == 0 ? "" : given[1], "bad-line", given.Count == 0
                ? $"an expectation of nothing: write one of {string.Join(", ", Subjects)}"
                : $"'{given[0]}' and '{given[1]}' in one expectation: write two");
            return nothing;
        }
        Foreign(item, given[0]);
        switch (given[0])
        {
            case "host":
                return Host(item);
            case "step" when item.Has("ran"):
                return new Expectation.Ran(line, item.Text("step", DrillReader.IsStep) ?? "", item.Number("ran", 0, 1000) ?? 0);
            case "journal":
                item.Choice("journal");
                return nothing;
            case "report":
                item.Choice("report");
                return new Expectation.ReportPresent(line);
            case "never":
                return item.Map("never", DrillShapes.Never)?.Pattern("text") is { } pattern ? new Expectation.Never(line, pattern) : nothing;
            case "decisions":
                return new Expectation.Decisions(line, item.Map("decisions", DrillShapes.Decisions)?.Number("at-most", 0, 1000) ?? 0);
            default:
                return ConditionOf(item) is { } condition ? new Expectation.Holds(line, condition) : nothing;
        }
    }

    /// <summary>A condition of <c>wait</c> or <c>expect</c>; null with a fault where it is none.</summary>
    public static Condition? ConditionOf(Section item)
    {
        string[] subjects = ["run", "phase", "step", "text"];
        var given = subjects.Where(item.Has).ToList();
        if (given.Count != 1)
        {
            item.Fault("", "bad-line", "write exactly one of run, phase, step, text");
            return null;
        }
        switch (given[0])
        {
            case "run":
                if (item.Has("is"))
                {
                    item.Fault("is", "bad-line", "'is' does not belong to 'run': write run: paused");
                }
                return new Condition.Run(DrillShapes.RunWords[item.Choice("run")]);
            case "phase":
                return new Condition.Phase(item.Text("phase", FileNames.IsWord) ?? "", State(item, DrillShapes.PhaseWords));
            case "step":
                return new Condition.Step(item.Text("step", DrillReader.IsStep) ?? "", State(item, DrillShapes.StepWords));
            default:
                return item.Pattern("text") is { } pattern ? new Condition.Said(pattern) : null;
        }
    }

    private static Expectation.HostIs Host(Section item)
    {
        if (!item.Has("version") && !item.Has("services"))
        {
            item.Fault("host", "bad-line", "nothing is expected of the host: write version, services or both");
        }
        bool? run = item.Has("services") ? item.Choice("services") == 0 : null;
        return new Expectation.HostIs(item.Line, item.Text("host") ?? "", item.Text("version", FileNames.IsVersion), run);
    }

    private static string State(Section item, string[] words)
    {
        if (item.Text("is") is not { } word)
        {
            item.Fault("is", "missing-key", $"no state: write is: and one of {string.Join(' ', words)}");
            return "";
        }
        if (!words.Contains(word))
        {
            var near = FileNames.Nearest(word, words) is { } meant ? $"did you mean '{meant}'?" : $"write one of {string.Join(' ', words)}";
            item.Fault("is", "bad-value", $"'{FileNames.Shown(word)}' is no state of it: {near}");
        }
        return word;
    }

    private static void Foreign(Section item, string subject)
    {
        string[] beside = subject switch { "host" => ["version", "services"], "step" => ["is", "ran"], "phase" => ["is"], _ => [] };
        foreach (var key in DrillShapes.Expect.Keys.Select(k => k.Name).Where(k => k != subject && !Subjects.Contains(k) && item.Has(k)))
        {
            if (!beside.Contains(key) && !(subject == "run" && key == "is"))
            {
                item.Fault(key, "bad-line", $"'{key}' does not belong to '{subject}'");
            }
        }
        if (item.Has("ran") && item.Has("is"))
        {
            item.Fault("ran", "bad-line", "'is' and 'ran' in one expectation: write two");
        }
    }
}
