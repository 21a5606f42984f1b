using MailUpgrade.Adapters.Files;
using static MailUpgrade.Adapters.Files.FileShapes;

namespace MailUpgrade.Service.Drills.Script;

/// <summary>The keys of a drill file.</summary>
internal static class DrillShapes
{
    public static readonly string[] RunWords =
        ["planned", "waiting", "running", "paused", "rolling-back", "rolled-back", "completed", "signed-off", "rejected", "aborted"];

    public static readonly string[] PhaseWords = ["pending", "running", "succeeded", "failed", "skipped", "rolled-back"];

    public static readonly string[] StepWords = ["pending", "running", "succeeded", "failed", "unknown", "skipped"];

    /// <summary>Values that a fault can take.</summary>
    public static readonly string[] FaultValues = ["seconds", "minutes", "count", "text", "channel"];

    public static Shape Drill { get; } = new("drill",
        Must("drill", "the title of the drill"),
        Must("plan", "the name of a plan, e.g. zimbra-8.7.1-to-8.8.10"),
        Must("fleet", "the name of a practice or lab fleet, e.g. practice"),
        Must("mode", "practice, rehearsal, production or shadow", "practice", "rehearsal", "production", "shadow"),
        Must("starts", "an instant with its offset, e.g. 2018-12-29T18:00:00+07:00"),
        May("speed", "run seconds per real second, 1 to 3600"),
        May("language", "en or id", "en", "id"),
        May("channels", "{ executor: web, supervisor: web }"),
        May("given", "{ rehearsal: passed }"),
        Must("script", "a list of lines, e.g. { by: executor, say: /precheck }"),
        May("expect", "a list, e.g. { run: signed-off }"));

    public static Shape Given { get; } = new("given",
        May("rehearsal", "passed", "passed"), May("rehearsals", "how many, 1 to 50"), May("marks", "taken", "taken"),
        May("lengths", "what they measured, e.g. stores=90m; upgrade-store/mbs3=40m; rollback=50m"));

    public static Shape Line { get; } = new("script line",
        May("by", "a person's id"), May("say", "what is typed, e.g. /precheck"), May("press", "the word of a button's command, e.g. go"),
        May("refused", "a refusal code, e.g. not-allowed"),
        May("wait", "{ phase: precheck, is: succeeded }, { step: ID/HOST, is: failed }, { run: paused } or { text: PATTERN }"),
        May("within", "1s to 7d, e.g. 30m"), May("at", "HH:MM or HH:MM:SS in the plan's zone"),
        May("fault", "the id of a fault, e.g. mailboxd-slow-start"), May("clear", "the id of a fault"), May("host", "a host of the fleet"),
        May("seconds", "1 to 86400"), May("minutes", "1 to 1440"), May("count", "1 to 1000000"), May("text", "the text of the prompt"),
        May("channel", "web, telegram or teams"),
        May("cut", "a host of the fleet, or all"), May("for", "1s to 7d, e.g. 3m"),
        May("hands", "what a person runs as root at the host's own console"),
        May("crash", "service", "service"), May("pause", "service", "service"),
        May("lose", "state-folder", "state-folder"));

    public static Shape Wait { get; } = new("wait",
        May("run", $"one of {string.Join(' ', RunWords)}", RunWords), May("phase", "the id of a phase"), May("step", "STEP or STEP/HOST"),
        May("is", "a state of the phase or step"), May("text", "a regular expression"));

    public static Shape Expect { get; } = new("expectation",
        May("run", $"one of {string.Join(' ', RunWords)}", RunWords), May("phase", "the id of a phase"), May("step", "STEP or STEP/HOST"),
        May("is", "a state of the phase or step"), May("ran", "0 to 1000"), May("host", "a host of the fleet"),
        May("version", "e.g. 8.8.10"), May("services", "running or stopped", "running", "stopped"), May("journal", "verified", "verified"),
        May("text", "a regular expression that the bot said"), May("never", "{ text: PATTERN }"), May("decisions", "{ at-most: 12 }"),
        May("report", "present", "present"));

    public static Shape Never { get; } = new("never", Must("text", "a regular expression"));

    public static Shape Decisions { get; } = new("decisions", Must("at-most", "0 to 1000"));
}
