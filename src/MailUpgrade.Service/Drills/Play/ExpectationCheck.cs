using MailUpgrade.Service.Drills.Script;

namespace MailUpgrade.Service.Drills.Play;

/// <summary>Looks whether expectations hold at the end.</summary>
/// <param name="history">The night.</param>
/// <param name="world">Its hosts.</param>
/// <param name="verifyJournal">Faults of the journal; empty where it is whole.</param>
/// <param name="report">The report, made from the journal.</param>
internal sealed class ExpectationCheck(
    NightHistory history, DrillWorld world, Func<CancellationToken, Task<IReadOnlyList<string>>> verifyJournal,
    Func<CancellationToken, Task<string>> report)
{
    /// <summary>What is expected, and why it does not hold; null where it does.</summary>
    public async Task<(string What, string? Fault)> LookAsync(Expectation expectation, CancellationToken ct)
    {
        switch (expectation)
        {
            case Expectation.Holds { Condition: var condition }:
                return ($"{condition}", history.HoldsNow(condition) ? null : $"it is {history.WordOf(condition)}");
            case Expectation.HostIs host:
                return await HostAsync(host, ct);
            case Expectation.Ran ran:
                var starts = world.StartsOf(ran.Step);
                return ($"step {ran.Step} ran {ran.Times}", starts == ran.Times ? null : $"the hosts' ledgers count {starts}");
            case Expectation.JournalVerified:
                var faults = await verifyJournal(ct);
                return ("journal verified", faults.Count == 0 ? null : string.Join("; ", faults));
            case Expectation.Never never:
                // What was said is not shown: it may be just what must never be said.
                var times = history.Said.Count(never.Pattern.IsMatch);
                return ($"never {never.Pattern}", times == 0 ? null : $"the bot said it {times} times");
            case Expectation.Decisions decisions:
                return ($"at most {decisions.AtMost} decisions",
                    history.Decisions <= decisions.AtMost ? null : $"people decided {history.Decisions} times");
            case Expectation.ReportPresent:
                return ("report present", (await report(ct)).Trim().Length > 0 ? null : "the report is empty");
            default:
                throw new InvalidOperationException($"no way to look at {expectation}");
        }
    }

    private async Task<(string, string?)> HostAsync(Expectation.HostIs host, CancellationToken ct)
    {
        var facts = await world.FactsOf(host.Host, ct);
        var faults = new List<string>();
        if (host.Version is { } version && facts.Version != version)
        {
            faults.Add($"version is {facts.Version ?? "not told"}");
        }
        if (host.ServicesRun == true && (facts.Running.Count == 0 || facts.Stopped.Count > 0))
        {
            faults.Add(facts.Running.Count == 0 ? "nothing runs" : $"stopped: {string.Join(", ", facts.Stopped)}");
        }
        if (host.ServicesRun == false && facts.Running.Count > 0)
        {
            faults.Add($"running: {string.Join(", ", facts.Running)}");
        }
        var what = string.Join(' ', new[] { "host", host.Host, host.Version, host.ServicesRun switch { true => "services running", false => "services stopped", _ => null } }.OfType<string>());
        return (what, faults.Count == 0 ? null : string.Join("; ", faults));
    }
}
