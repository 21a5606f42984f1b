using System.CommandLine;
using System.Globalization;
using MailUpgrade.Adapters.Files;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Sampling;
using MailUpgrade.Core.Time;

namespace MailUpgrade.Service.Commands;

/// <summary>What the command line samples: a fleet of the configuration, or any IMAP server.</summary>
internal sealed record SampleTarget(string State, SampleJob Job, string? Address)
{
    private static readonly Option<string?> Fleet = new("--fleet") { Description = "A fleet of the configuration, with its mail settings." };
    private static readonly Option<string?> Pack = new("--pack") { Description = "The pack that says how; default zimbra." };
    private static readonly Option<string?> Imap = new("--imap") { Description = "Any IMAP server in place of a fleet: HOST[:PORT], default port 993." };
    private static readonly Option<string?> Login = new("--login") { Description = "An administrator who may act for any account (SASL PLAIN with authzid)." };
    private static readonly Option<string?> PasswordFile = new("--password-file") { Description = "File with that administrator's password." };
    private static readonly Option<string?> AccountsFile = new("--accounts-file") { Description = "Lines ADDRESS [HOST [CLASS [BYTES]]]." };
    private static readonly Option<string[]> Test = new("--test-account") { Description = "ADDRESS=FILE: an account with its own password. May be repeated.", DefaultValueFactory = _ => [] };
    private static readonly Option<string?> Authority = new("--authority") { Description = "PEM file to trust in place of the system's authorities." };
    private static readonly Option<bool> Plain = new("--no-tls") { Description = "Do not encrypt: only on a network of your own." };
    private static readonly Option<string> Name = new("--name") { Description = "Name of the baseline; it also seeds the lot.", DefaultValueFactory = _ => "sample" };
    private static readonly Option<int?> Accounts = new("--accounts") { Description = "Accounts to draw at random." };
    private static readonly Option<string?> Detect = new("--detect") { Description = "Draw so many that a fault of this share is seen, e.g. 1%." };
    private static readonly Option<string?> Confidence = new("--confidence") { Description = "With this chance, e.g. 95%." };
    private static readonly Option<int?> PerSecond = new("--per-second") { Description = "Accounts begun per second and host; default 3." };
    private static readonly Option<bool> Open = new("--open") { Description = "Mail may come in meanwhile: new mail is no difference." };

    /// <summary>Options of all verbs that read accounts.</summary>
    public static IReadOnlyList<Option> Options { get; } = [Fleet, Pack, Imap, Login, PasswordFile, AccountsFile, Test, Authority, Plain, Name, Accounts, Detect, Confidence, PerSecond, Open];

    /// <exception cref="InvalidDataException">What is wrong, and what to write.</exception>
    public static SampleTarget Of(ParseResult parsed)
    {
        var config = new ConfigFolder(parsed.GetValue(CommonOptions.Config)!);
        var (fleet, pack) = parsed.GetValue(Imap) is { } imap ? AnyServer(parsed, imap) : OfConfig(parsed, config);
        var standard = fleet.Mail.Sample;
        var sample = standard with
        {
            Accounts = parsed.GetValue(Accounts) is { } count ? (count is >= 0 and <= 1_000_000 ? count : throw new InvalidDataException("--accounts: write 0 to 1000000")) : standard.Accounts,
            Detect = parsed.GetValue(Detect) is { } detect ? Share(detect, "--detect", "1%") : parsed.GetValue(Accounts) is null ? standard.Detect : null,
            Confidence = parsed.GetValue(Confidence) is { } confidence ? Share(confidence, "--confidence", "95%") : standard.Confidence,
            PerSecond = parsed.GetValue(PerSecond) is { } pace ? (pace is >= 1 and <= 1000 ? pace : throw new InvalidDataException("--per-second: write 1 to 1000")) : standard.PerSecond,
        };
        var job = new SampleJob(parsed.GetValue(Name)!, fleet with { Mail = fleet.Mail with { Sample = sample } }, pack) { DoorsOpen = parsed.GetValue(Open), Told = Told() };
        return new SampleTarget(Path.GetFullPath(parsed.GetValue(CommonOptions.State)!), job, parsed.CommandResult.Command.Arguments.Count > 0 ? parsed.GetValue<string>("address") : null);
    }

    /// <summary>A share as people write it.</summary>
    public static double Share(string text, string option, string example) =>
        MailReader.ShareOf(text) is { } share and < 1 ? share : throw new InvalidDataException($"{option}: '{text}' is no share: write e.g. {example}");

    private static (Fleet Fleet, Pack Pack) OfConfig(ParseResult parsed, ConfigFolder config)
    {
        if (parsed.GetValue(Fleet) is not { } name)
        {
            throw new InvalidDataException("say whose accounts: --fleet NAME of the configuration, or --imap HOST[:PORT]");
        }
        return (config.Fleet(name).Required(), config.Pack(parsed.GetValue(Pack) ?? "zimbra").Required());
    }

    private static (Fleet Fleet, Pack Pack) AnyServer(ParseResult parsed, string imap)
    {
        var at = imap.LastIndexOf(':');
        var (host, port) = at > 0 && imap.IndexOf(':', StringComparison.Ordinal) == at ? (imap[..at], imap[(at + 1)..]) : (imap, parsed.GetValue(Plain) ? "143" : "993");
        if (Uri.CheckHostName(host) == UriHostNameType.Unknown || !int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 65535)
        {
            throw new InvalidDataException($"--imap: '{imap}' is no HOST[:PORT]");
        }
        var tests = parsed.GetValue(Test)!.Select(t => t.Split('=', 2)).Select(t => t.Length == 2 ? new TestAccount(t[0].ToLowerInvariant(), Path.GetFullPath(t[1])) : throw new InvalidDataException("--test-account: write ADDRESS=FILE")).ToList();
        var accounts = parsed.GetValue(AccountsFile);
        if (tests.Count == 0 && (accounts is null || parsed.GetValue(Login) is null))
        {
            throw new InvalidDataException("say whose mailboxes and how: --accounts-file FILE with --login ADMIN --password-file FILE, or --test-account ADDRESS=FILE");
        }
        var fleet = new Fleet("any", FleetKind.Production, "example", "en", [], [new FleetHost("server", host, "any", ["mailbox"], [])], "", "", [], 0)
        {
            Mail = new MailSettings
            {
                Admin = parsed.GetValue(Login),
                PasswordFile = parsed.GetValue(PasswordFile),
                Tls = !parsed.GetValue(Plain),
                AuthorityFile = parsed.GetValue(Authority),
                AccountsFile = accounts,
                TestAccounts = tests,
            },
        };
        var pack = new Pack("any", ["mailbox"], [], [], [], [], [], [])
        {
            Sampling = new SamplingKnowledge("imap", ["mailbox"], [], [], [], new Dictionary<string, int> { ["imap"] = number }, ["Junk", "Trash", "Spam"]),
        };
        return (fleet, pack);
    }

    private static Action<SampleProgress> Told()
    {
        var last = 0;
        return progress =>
        {
            if (!Console.IsErrorRedirected && (progress.Done == progress.Of || progress.Done * 20 / Math.Max(1, progress.Of) != Interlocked.Exchange(ref last, progress.Done * 20 / Math.Max(1, progress.Of))))
            {
                Console.Error.Write($"\r{progress.Done} of {progress.Of} accounts{(progress.Done == progress.Of ? "\n" : "")}");
            }
        };
    }
}
