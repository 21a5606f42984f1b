namespace MailUpgrade.Practice.Faults;

/// <summary>Every fault there is: those of hosts from <c>Host/faults.txt</c>, which lies beside the commands that read them.</summary>
public sealed class FaultCatalogue
{
    private static readonly string[] TextParameters = ["text", "channel", "accounts"];

    // Read by the mail service, whatever faults.txt says about the hosts' commands.
    private static readonly HashSet<string> OfMailService =
        ["uidvalidity-changed", "messages-lost", "share-lost", "filter-lost", "signature-lost", "gal-lost", "blob-missing", "wrong-host", "quota-drift", "web-down", "proxy-502", "mail-arrives", "mail-waits", "queue-lost", "login-refused", "login-storm", "rate-limited"];

    // Played by the lab itself. All other faults of hosts are read by simulated commands and the simulated mail service.
    private static readonly HashSet<string> OfMachines = ["snapshot-fails", "snapshot-noop", "disk-full", "reboot", "clock-off", "stop-file"];

    private static readonly FaultKind[] OfBot =
    [
        Bot("plan-edited", "the plan file changes by one byte after it was sealed"),
        Bot("snapshot-lost", "the snapshot set of the permit is gone"),
        Bot("clock-back", "the clock of the bot's machine goes back by so many minutes (30)", new FaultParameter("minutes", Required: false, IsNumber: true)),
        Bot("second-process", "a second service is started on the same state folder"),
        Bot("chat-down", "a chat channel does not answer", new FaultParameter("channel", Required: false, IsNumber: false)),
        Bot("state-disk-full", "the journal cannot be written"),
    ];

    private FaultCatalogue(IReadOnlyDictionary<string, FaultKind> kinds) => Kinds = kinds;

    /// <summary>Faults that a lab host of true packages has too.</summary>
    public static IReadOnlyCollection<string> OnTrueMachines => OfMachines;

    /// <summary>By id.</summary>
    public IReadOnlyDictionary<string, FaultKind> Kinds { get; }

    /// <summary>The catalogue that came with this program.</summary>
    public static FaultCatalogue Load() => Parse(File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Host", "faults.txt")));

    /// <summary>Lines <c>id | name=default name | now or later | text</c>; a parameter without default is required.</summary>
    /// <exception cref="FormatException">A line is none of these.</exception>
    public static FaultCatalogue Parse(IEnumerable<string> lines)
    {
        var kinds = OfBot.ToDictionary(k => k.Id, StringComparer.Ordinal);
        foreach (var line in lines.Where(l => l.Length > 0 && !l.StartsWith('#')))
        {
            if (line.Split('|', 4, StringSplitOptions.TrimEntries) is not [var id, var parameters, var when, var does])
            {
                throw new FormatException($"faults.txt: '{line}' is not `id | parameters | now or later | text`.");
            }

            kinds[id] = new FaultKind(
                id,
                OnHost: true,
                [.. parameters.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Select(Parameter)],
                when == "now" || OfMailService.Contains(id),
                does);
        }

        return new FaultCatalogue(kinds);
    }

    private static FaultParameter Parameter(string text)
    {
        var name = text.Split('=')[0];
        return new FaultParameter(name, Required: !text.Contains('=', StringComparison.Ordinal), !TextParameters.Contains(name));
    }

    private static FaultKind Bot(string id, string does, params FaultParameter[] parameters) => new(id, OnHost: false, parameters, Played: true, does);
}
