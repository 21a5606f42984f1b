namespace MailUpgrade.Adapters.Files;

/// <summary>The keys of every file of the configuration.</summary>
public static class FileShapes
{
    private const string BothLanguages = "{ en: ..., id: ... }";

    /// <summary>Top level of a plan.</summary>
    public static Shape Plan { get; } = new("plan",
        Must("plan", "the file's name without .yaml"),
        Must("title", BothLanguages),
        Must("pack", "the name of a folder in config/packs, e.g. zimbra"),
        Must("from", "the version every host has before, e.g. 8.7.1"),
        Must("to", "the version every host has after, e.g. 8.8.10"),
        Must("zone", "an IANA zone, e.g. Asia/Jakarta"),
        Must("window", "{ opens: \"23:00\", closes: \"06:00\" }"),
        May("start-grace", "0m to 30m, e.g. 5m"),
        May("no-news", "1m to 4h, e.g. 30m"),
        May("keep-snapshots", "how long snapshot sets stay after the night, 1d to 90d, e.g. 7d"),
        May("aftercare", "a list of { id: full-backup, owner: client-it, due: 2d }: owners and dates of what is to be seen to after the night, and rows of your own"),
        May("decisions", "a list of { decision: skip, names: [executor, supervisor, client-it], holds: 30m }"),
        May("break-glass", "a list of roles that two others may stand in for, e.g. [supervisor]"),
        Must("rollback", "the way back of the whole cluster: planned, recheck, margin, steps"),
        Must("phases", "a list of phases in the order of the night"));

    /// <summary>The plan's <c>window</c>.</summary>
    public static Shape Window { get; } = new("window",
        Must("opens", "\"HH:MM\" in the plan's zone"),
        Must("closes", "\"HH:MM\" in the plan's zone"));

    /// <summary>The plan's <c>rollback</c>.</summary>
    public static Shape Rollback { get; } = new("rollback",
        May("id", "a phase id, default rollback"),
        May("title", BothLanguages),
        May("owner", "a role, default executor"),
        Must("planned", "how long the whole way back takes, 1s to 24h, e.g. 48m"),
        Must("recheck", "how long the checks after it take, 0m to 12h, e.g. 30m"),
        Must("margin", "what you keep in reserve, 0m to 12h, e.g. 10m"),
        Must("steps", "a list of steps"));

    /// <summary>One of <c>phases</c>.</summary>
    public static Shape Phase { get; } = new("phase",
        Must("id", "lower-case words with hyphens, e.g. final-snapshot"),
        Must("title", BothLanguages),
        Must("owner", "the role that answers for it, e.g. executor"),
        May("starts", "/command, \"19:00\", kick-off or after-previous"),
        Must("planned", "how long it takes, 1s to 24h, e.g. 20m"),
        May("gate", "{ role: supervisor, question: { en: ..., id: ... }, within: 30m }"),
        May("on-silence", "hold or propose-rollback", "hold", "propose-rollback"),
        Must("rollback", "{ en: ..., id: ... }: how to go back from here, or \"none, because ...\""),
        May("point-of-no-return", "true or false"),
        Must("steps", "a list of steps"));

    /// <summary>One of <c>aftercare</c>, in a plan and in a pack.</summary>
    public static Shape Aftercare { get; } = new("aftercare",
        Must("id", "lower-case words with hyphens, e.g. full-backup"),
        May("title", BothLanguages),
        May("owner", "a role or the id of a person, e.g. executor"),
        May("due", "days after the night, 0d to 90d: 0d is at once, 1d the next morning"),
        May("after", "any or opened: after any end of a run, or only where the doors were opened on the new version", "any", "opened"),
        May("begun-by", "a list of step ids: each start on a host makes it open there"),
        May("done-by", "a list of step ids: their success without a warning is the proof for their host"),
        May("hosts", "all, role=R, site=S, name=A,B or role!=R"),
        May("does", "a script of the pack that does it on a host; it may be run twice"),
        May("proof", "a script of the pack after the Nagios convention that proves it on a host"),
        May("keeps-notes", "true where the proof reads what the run noted on the host"),
        May("caution", "{ en: ..., id: ... }: what to think of before it is done"));

    /// <summary>A phase's <c>gate</c>.</summary>
    public static Shape Gate { get; } = new("gate",
        Must("role", "the role that decides, e.g. supervisor"),
        Must("question", BothLanguages),
        May("within", "1m to 12h, e.g. 30m"),
        May("names", "a list of roles that must all say go, e.g. [supervisor, client-it]"));

    /// <summary>One of the plan's <c>decisions</c>.</summary>
    public static Shape Decision { get; } = new("decision",
        Must("decision", "one of " + string.Join(", ", Core.Plans.Quorums.Names), [.. Core.Plans.Quorums.Names]),
        Must("names", "two or more of a role, executor|supervisor or any, e.g. [executor, supervisor]"),
        May("holds", "1m to 12h, e.g. 30m"));

    /// <summary>One of <c>steps</c>.</summary>
    public static Shape Step { get; } = new("step",
        Must("id", "lower-case words with hyphens, e.g. upgrade-store"),
        Must("title", BothLanguages),
        Must("kind", "run, check, snapshot, backup, install, sample, ask or wait",
            "run", "check", "snapshot", "backup", "install", "sample", "ask", "wait"),
        May("hosts", "all, bot, role=R, site=S, name=A,B or role!=R"),
        May("order", "serial, parallel 3, or canary mbs1 then 2"),
        May("time-out", "1s to 24h, e.g. 20m"),
        May("retry", "{ times: 10, every: 30s }"),
        May("script", "a path below the pack's folder; for snapshot and backup the provider's action, e.g. create; snapshot-probe in a check is the provider's too"),
        May("done", "a script whose exit code 0 says: already done"),
        May("verify", "a script after the Nagios convention"),
        May("with", "{ name: value }, given to the scripts as MU_WITH_NAME"),
        May("skippable", "{ en: ..., id: ... }: what skipping costs"),
        May("terminal", "true where the program wants a terminal; for run and install"),
        May("uninterruptible", "true, or { from: \"text of the output from which on nothing may kill it\" }"),
        Must("expect", "{ en: ..., id: ... }: what one sees when it went well"),
        Must("stop", "{ en: ..., id: ... }: when a person doing it by hand must stop"),
        May("ask", "{ role: client-it, items: [ { en: ..., id: ... } ] }"),
        May("for", "1s to 24h, e.g. 10m"),
        May("evidence", "the name of the proof it makes, e.g. backup"));

    /// <summary>A step's <c>retry</c>.</summary>
    public static Shape Retry { get; } = new("retry",
        Must("times", "0 to 100"),
        Must("every", "1s to 1h, e.g. 30s"));

    /// <summary>A step's <c>uninterruptible</c>, where it is a mapping.</summary>
    public static Shape Uninterruptible { get; } = new("uninterruptible",
        Must("from", "text of the output from which on nothing may kill it"));

    /// <summary>A step's <c>ask</c>.</summary>
    public static Shape Ask { get; } = new("ask",
        Must("role", "the role that answers, e.g. client-it"),
        Must("items", "a list of { en: ..., id: ... }, what the person looks at"));

    /// <summary>A text in both languages.</summary>
    public static Shape LocalText { get; } = new("text",
        Must("en", "the English text"),
        Must("id", "the Indonesian text"));

    /// <summary>Every shape that a plan is made of.</summary>
    public static IReadOnlyList<Shape> OfPlan { get; } =
        [Plan, Window, Aftercare, Decision, Rollback, Phase, Gate, Step, Retry, Uninterruptible, Ask, LocalText];

    internal static ShapeKey Must(string name, string write, params string[] words) => new(name, true, write, words.Length == 0 ? null : words);

    internal static ShapeKey May(string name, string write, params string[] words) => new(name, false, write, words.Length == 0 ? null : words);
}
