using System.Globalization;
using MailUpgrade.Adapters.Files;
using MailUpgrade.Core.Runs;

namespace MailUpgrade.Service.Drills.Script;

/// <summary>Reads drill files. Never throws for what a file says: every fault at once, each with its line.</summary>
public static class DrillReader
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    /// <summary>A wait without a limit of its own.</summary>
    private static readonly TimeSpan UsualWait = TimeSpan.FromHours(1);

    /// <summary>Keys that say what a line does, with those that may stand beside each.</summary>
    private static readonly Dictionary<string, string[]> Actions = new()
    {
        ["say"] = ["by", "refused"],
        ["press"] = ["by", "refused"],
        ["wait"] = ["within"],
        ["at"] = [],
        ["fault"] = ["host", .. DrillShapes.FaultValues],
        ["clear"] = ["host"],
        ["cut"] = ["for"],
        ["hands"] = ["host"],
        ["crash"] = ["for"],
        ["pause"] = ["for"],
        ["lose"] = ["for"],
    };

    /// <summary>Reads a file of the disk.</summary>
    public static Loaded<DrillFile> Load(string path) => DiskFiles.Load(path, Read);

    /// <summary>Reads a file's bytes.</summary>
    public static Loaded<DrillFile> Read(string file, ReadOnlyMemory<byte> bytes) => FileReading.Read(file, bytes, DrillShapes.Drill, top => new DrillFile(
        top.Text("drill") ?? "",
        top.Text("plan") ?? "",
        top.Text("fleet") ?? "",
        top.Text("mode") is not null ? DrillShapes.Drill.Find("mode")!.Words![top.Choice("mode")] : "practice",
        Instant(top, "starts") ?? default,
        top.Number("speed", 1, 3600) ?? 60,
        top.Text("language") is not null ? DrillShapes.Drill.Find("language")!.Words![top.Choice("language")] : null,
        Channels(top),
        Given(top),
        top.List("script", DrillShapes.Line, Line),
        top.List("expect", DrillShapes.Expect, ExpectReader.Read, atLeastOne: false)));

    internal static bool IsStep(string text) => text.Split('/') is { Length: 1 or 2 } parts && parts.All(FileNames.IsWord);

    private static DrillEvidence Given(Section top)
    {
        if (top.Map("given", DrillShapes.Given) is not { } given)
        {
            return DrillEvidence.None;
        }
        var lengths = given.Text("lengths");
        if (Hosting.GivenEvidence.FaultOf(lengths) is { } fault)
        {
            given.Fault("lengths", "bad-value", fault);
        }
        return new DrillEvidence(
            given.Text("rehearsal") is not null && given.Choice("rehearsal") == 0, given.Number("rehearsals", 1, 50) ?? 1, lengths,
            given.Text("marks") is not null && given.Choice("marks") == 0);
    }

    private static DrillLine Line(Section line)
    {
        var at = line.Line;
        var given = Actions.Keys.Where(k => line.Has(k)).ToList();
        if (given.Count != 1)
        {
            line.Fault(given.Count == 0 ? "" : given[1], "bad-line", given.Count == 0
                ? $"a line that does nothing: write one of {string.Join(", ", Actions.Keys)}"
                : $"'{given[0]}' and '{given[1]}' on one line: write two lines");
            return new DrillLine.Crash(at, default);
        }
        var action = given[0];
        foreach (var key in DrillShapes.Line.Keys.Select(k => k.Name).Where(k => k != action && line.Has(k) && !Actions[action].Contains(k)))
        {
            line.Fault(key, "bad-line", $"'{key}' does not belong to '{action}': {Beside(action)}");
        }
        return action switch
        {
            "say" => new DrillLine.Say(at, By(line), line.Text("say") ?? "", Refused(line)),
            "press" => new DrillLine.Press(at, By(line), (line.Text("press") ?? "").TrimStart('/'), Refused(line)),
            "wait" => new DrillLine.Wait(at, Wait(line), line.Duration("within", Second, Week) ?? UsualWait),
            "at" => new DrillLine.At(at, TimeOfDay(line)),
            "fault" => new DrillLine.Fault(at, line.Text("fault", FileNames.IsWord) ?? "", line.Text("host"), Values(line)),
            "clear" => new DrillLine.Clear(at, line.Text("clear", FileNames.IsWord) ?? "", line.Text("host")),
            "cut" => new DrillLine.Cut(at, line.Text("cut") ?? "", Needed(line, "for")),
            "hands" => new DrillLine.Hands(at, line.Text("hands") ?? "", Where(line)),
            "lose" => new DrillLine.Lose(at, Chosen(line, "lose", line.Duration("for", TimeSpan.Zero, Week) ?? TimeSpan.Zero)),
            "pause" => new DrillLine.Pause(at, Chosen(line, "pause", Needed(line, "for"))),
            _ => new DrillLine.Crash(at, Chosen(line, "crash", line.Duration("for", TimeSpan.Zero, Week) ?? TimeSpan.Zero)),
        };
    }

    private static string Beside(string action) =>
        Actions[action].Length == 0 ? "it stands alone" : $"beside it may stand {string.Join(", ", Actions[action])}";

    private static string By(Section line)
    {
        if (!line.Has("by"))
        {
            line.Fault("", "missing-key", "nobody speaks: write by: with a person's id");
        }
        return line.Text("by") ?? "";
    }

    private static string Where(Section line)
    {
        if (!line.Has("host"))
        {
            line.Fault("", "missing-key", "hands are at a host: write host: with its name");
        }
        return line.Text("host") ?? "";
    }

    private static string? Refused(Section line) => line.Text("refused", RefusalCodes.All.Contains);

    private static TimeSpan Chosen(Section line, string key, TimeSpan length)
    {
        line.Choice(key);
        return length;
    }

    private static TimeSpan Needed(Section line, string key)
    {
        if (!line.Has(key))
        {
            line.Fault("", "missing-key", $"no '{key}': write how long, e.g. {key}: 3m");
        }
        return line.Duration(key, Second, Week) ?? Second;
    }

    private static Condition Wait(Section line)
    {
        var nothing = new Condition.Run("");
        return line.Map("wait", DrillShapes.Wait) is { } wait ? ExpectReader.ConditionOf(wait) ?? nothing : nothing;
    }

    private static TimeOnly TimeOfDay(Section line)
    {
        var text = line.Text("at") ?? "";
        if (!TimeOnly.TryParseExact(text, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            line.Fault("at", "bad-value", $"'{FileNames.Shown(text)}' is no time of day: write \"22:50\" or \"22:50:30\"");
        }
        return time;
    }

    private static Dictionary<string, string> Values(Section line)
    {
        line.Number("seconds", 1, 86_400);
        line.Number("minutes", 1, 1_440);
        line.Number("count", 1, 1_000_000);
        return DrillShapes.FaultValues.Where(line.Has).ToDictionary(k => k, k => line.Text(k) ?? "");
    }

    private static IReadOnlyDictionary<string, string> Channels(Section top)
    {
        var channels = top.Names("channels");
        foreach (var (person, channel) in channels.Where(c => !Play.Peers.DrillPeers.Known.Contains(c.Value)))
        {
            top.Fault("channels", "bad-value", $"'{person}' speaks on '{FileNames.Shown(channel)}', which a drill cannot play: write {string.Join(" or ", Play.Peers.DrillPeers.Known)}");
        }
        return channels;
    }

    private static DateTimeOffset? Instant(Section top, string key)
    {
        if (top.Text(key) is not { } text)
        {
            return null;
        }
        string[] forms = ["yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd HH:mm:sszzz"];
        if (DateTimeOffset.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant))
        {
            return instant;
        }
        top.Fault(key, "bad-value", $"'{FileNames.Shown(text)}' is no instant: write 2018-12-29T18:00:00+07:00");
        return null;
    }
}
