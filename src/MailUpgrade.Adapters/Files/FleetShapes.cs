using static MailUpgrade.Adapters.Files.FileShapes;

namespace MailUpgrade.Adapters.Files;

/// <summary>The keys of fleet, team, calendar and pack files.</summary>
public static class FleetShapes
{
    private static readonly string[] Languages = ["en", "id"];

    /// <summary>Top level of a fleet.</summary>
    public static Shape Fleet { get; } = new("fleet",
        Must("fleet", "the file's name without .yaml"),
        Must("kind", "practice, lab, sandbox or production", "practice", "lab", "sandbox", "production"),
        Must("domain", "the mail domain, e.g. example.co.id"),
        May("language", "en or id", Languages),
        Must("sites", "a list of { name: near, title: { en: ..., id: ... } }"),
        Must("providers", "{ snapshot: FOLDER, backup: FOLDER } below config/providers"),
        May("testers", "a list of addresses that pass closed doors, e.g. [ 10.1.0.9 ]"),
        May("ssh", "{ config: null, known-hosts: null, key: null, become: sudo }: the way into real hosts"),
        May("machines", "real where a lab's hosts run true packages, else simulated", "simulated", "real"),
        May("lab", "the lab's folder, e.g. /var/lib/mailupgrade-lab; lab fleets only"),
        May("mail", "{ admin: ..., password: file:/..., tls: required, sample: { ... } }: how probes reach the mail service"),
        May("copy-of", "the name of the fleet that this one is a copy of, e.g. production: its rehearsals are proven to be kept apart from it"),
        Must("accounts", "how many accounts there are, 0 to 100000000"),
        Must("hosts", "a list of { name: mbs1, address: 10.1.0.11, site: near, roles: [mailbox] }"));

    /// <summary>One of a fleet's <c>sites</c>.</summary>
    public static Shape Site { get; } = new("site",
        Must("name", "a word, e.g. near"),
        Must("title", "{ en: ..., id: ... }"),
        May("jump", "the jump host of the way in, or null"),
        May("user", "the login there, or null for ssh's own choice"),
        May("port", "1 to 65535"));

    /// <summary>A fleet's <c>ssh</c>.</summary>
    public static Shape Ssh { get; } = new("ssh",
        May("config", "the path of an ssh_config to respect, user for your own, or null for none"),
        May("known-hosts", "the file of the hosts' keys, or null for FLEET.known_hosts beside the fleet file"),
        May("key", "the path of the private key, or null for what the agent offers"),
        May("become", "sudo or none", "sudo", "none"));

    /// <summary>A fleet's <c>providers</c>.</summary>
    public static Shape Providers { get; } = new("providers",
        Must("snapshot", "the name of a folder in config/providers"),
        Must("backup", "the name of a folder in config/providers"),
        May("program", "the full path of the site's own program, for a provider that hands on to one"));

    /// <summary>One of a fleet's <c>hosts</c>.</summary>
    public static Shape Host { get; } = new("host",
        Must("name", "the short name, e.g. mbs1"),
        Must("address", "an IP address or a host name"),
        Must("site", "the name of a site of this file"),
        Must("roles", "a list of words of the pack, e.g. [mailbox]"),
        May("volumes", "a list of { name: far-hsm, path: /mnt/far-hsm, kind: nfs }"),
        May("installer", "a folder of installer scripts to use in place of the simulated ones; lab fleets only"));

    /// <summary>One of a host's <c>volumes</c>.</summary>
    public static Shape Volume { get; } = new("volume",
        Must("name", "the volume's name, e.g. far-hsm"),
        Must("path", "where it is mounted, e.g. /mnt/far-hsm"),
        Must("kind", "what it is, e.g. nfs or s3"));

    /// <summary>Top level of the team file.</summary>
    public static Shape Team { get; } = new("team",
        Must("people", "a list of people"),
        May("parties", "{ provider: { name: ... }, client: { name: ... } }: the two sides of the acceptance paper"));

    /// <summary>The team's <c>parties</c>.</summary>
    public static Shape Parties { get; } = new("parties",
        Must("provider", "{ name: ..., address: ..., signs: supervisor }: who does the work"),
        Must("client", "{ name: ..., address: ..., signs: client-it }: whose mail it is"));

    /// <summary>One of <c>parties</c>.</summary>
    public static Shape Party { get; } = new("party",
        Must("name", "the name of the firm or office"),
        May("address", "its address"),
        May("signs", "the id of the person who signs for it"));

    /// <summary>One of <c>people</c>.</summary>
    public static Shape Person { get; } = new("person",
        Must("id", "a stable word, e.g. executor2"),
        Must("name", "what people call them"),
        Must("roles", "a list of executor, supervisor, observer, client-it"),
        May("language", "en or id", Languages),
        May("position", "the office of the person, for the acceptance paper"),
        Must("identities", "{ web: executor, telegram: \"1001\" }: channel and id there"));

    /// <summary>Top level of the calendar.</summary>
    public static Shape Calendar { get; } = new("calendar", Must("freezes", "a list of freezes, [] for none"));

    /// <summary>One of <c>freezes</c>.</summary>
    public static Shape Freeze { get; } = new("freeze",
        Must("from", "the first frozen day, e.g. 2018-12-15"),
        Must("through", "the last frozen day, included, e.g. 2018-12-24"),
        Must("reason", "{ en: ..., id: ... }"));

    /// <summary>Top level of pack.yaml.</summary>
    public static Shape Pack { get; } = new("pack",
        Must("pack", "the folder's name"),
        Must("roles", "a list of the roles hosts may have"),
        May("phase-order", "a list of lists of phase ids"),
        May("required-phases", "a list of phase ids"),
        Must("version-paths", "a list of { from: \"8.7\", to: \"8.8\", how: direct }"),
        May("prompts", "a list of { match: 'regular expression', answer: Y }"),
        May("known-remedies", "a list of { match: 'regular expression', text: { en: ..., id: ... } }"),
        May("never", "a list of answers that are never typed, see docs/plan.md"),
        May("repeats", "a list of regular expressions on lines by which the installer says that it did not take an answer"),
        May("ways-out", "a list of { match: 'regular expression on what barred the retry', text: { en: ..., id: ... } }"),
        May("progress", "path of a script that prints `STAGE DONE TOTAL` while an installer runs"),
        May("collect", "path of a script that prints the logs worth keeping after a failure"),
        May("stops", "a list of scripts that stop services; a set of snapshots that is void is made again from the first step with one of them on"),
        May("starts", "a list of scripts that start services; when a set of snapshots is void, the steps of the way back with one of them begin by themselves"),
        May("bars-retry", "a list of regular expressions"),
        May("aftercare", "a list of { id: full-backup, title: { en: ..., id: ... }, owner: executor, due: 1d }: what is to be seen to after a night"),
        May("sampling", "{ probes: imap, mailbox: [store], ports: { imap: 993 } }: how accounts are looked at"));

    /// <summary>One of <c>never</c>.</summary>
    public static Shape Never { get; } = new("never",
        Must("id", "a name, unique in the pack"),
        Must("match", "a regular expression on the question, as POSIX and .NET both read it"),
        May("answers", "the answers that are never typed, e.g. [N]; Enter counts as the default"),
        May("only", "the only answers that may be typed, e.g. [N]"),
        May("unless-shown", "a regular expression on an earlier line of the output that lifts the bar"),
        May("roles", "a list of roles; left out: every host"),
        Must("because", "{ en: ..., id: ... }"));

    /// <summary>One of <c>version-paths</c>.</summary>
    public static Shape VersionPath { get; } = new("version-path",
        Must("from", "the series before, e.g. \"8.7\""),
        Must("to", "the series after, e.g. \"8.8\""),
        Must("how", "direct, refused or steps", "direct", "refused", "steps"),
        May("through", "a list of the versions between, for how: steps"),
        May("note", "{ en: ..., id: ... }: what to do first, or the way around"));

    /// <summary>One of <c>prompts</c>.</summary>
    public static Shape Prompt { get; } = new("prompt",
        Must("match", "a .NET regular expression on the unterminated end of the output"),
        Must("answer", "what to type; \"\" for Enter alone"));

    /// <summary>One of <c>known-remedies</c>.</summary>
    public static Shape Remedy { get; } = new("known-remedy",
        Must("match", "a .NET regular expression on the last output or verify line"),
        Must("text", "{ en: ..., id: ... }"),
        May("owner", "{ en: ..., id: ... }: who does it, where it is not the executor"),
        May("says", "{ en: ..., id: ... }: the line in people's words; $1 is what the pattern's first group found"));
}
