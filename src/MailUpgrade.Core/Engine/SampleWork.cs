using System.Globalization;
using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Core.Sampling;
using MailUpgrade.Core.Time;

namespace MailUpgrade.Core.Engine;

/// <summary>Does a sampling of a plan, or one that somebody asked for in between. A hold of the run stops it at once; it goes on where it was.</summary>
public sealed class SampleWork(RunCoordinator run, ISampler sampler, SampleNews news, RunClock clock, EngineTimings timings)
{
    // Above this share of accounts that could not be judged the comparison has shown too little to count.
    private const int MostUnjudgedPercent = 5;

    // Closed accounts refuse a login on any day; when most do, it is the probe's own login, and the baseline would be of nothing.
    private const int MostUnreadPercent = 50;

    internal async Task<Outcome> OfStepAsync(Step step, StepState state, CancellationToken ct)
    {
        var what = step.With.GetValueOrDefault("take", "compare");
        var reach = new Reach(run, clock, timings);
        return await WithHoldAsync(what, async job => what == "flow"
            ? Judge(await reach.AskAsync(state.Name, state.Attempt, timings.ExpectedSample, () => sampler.FlowAsync(job, ct), ct))
            : Judge(what, await reach.AskAsync(
                state.Name, state.Attempt, timings.ExpectedSample,
                () => what == "baseline" ? sampler.TakeBaselineAsync(job, ct) : sampler.CompareAsync(job, ct), ct)), ct);
    }

    /// <summary>What somebody asked for, as an event. It decides nothing.</summary>
    /// <exception cref="HostUnreachableException">The mail service does not answer.</exception>
    public Task<Sampled> LookAsync(SampleScope scope, CancellationToken ct) => WithHoldAsync(
        "look", async job => FactOf("look", await sampler.LookAsync(job, scope, ct)) with { Scope = scope.Name }, ct);

    private async Task<T> WithHoldAsync<T>(string what, Func<SampleJob, Task<T>> work, CancellationToken ct)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var hold = new HoldSwitch();
        var watching = WatchAsync(hold, end.Token);
        try
        {
            var id = run.State.Id;
            return await work(new SampleJob(id, what == "baseline" ? run.Files.Fleet : Taking(run.Files.Fleet), run.Files.Pack)
            {
                Hold = hold,
                DoorsOpen = run.Files.Plan.Phases.FirstOrDefault(p => p.IsPointOfNoReturn) is { } doors && run.State.PhaseOf(doors.Id).Status != PhaseStatus.Pending,
                Told = progress => news.Tell(id, what, progress, run.State.Language),
            });
        }
        finally
        {
            await end.CancelAsync();
            await Task.WhenAny(watching);
            await news.EndAsync();
        }
    }

    /// <summary>The fleet without hosts that were left out: their accounts are not compared.</summary>
    private Fleet Taking(Fleet fleet) => run.State.LeftOut.Count == 0 || run.State.Status == RunStatus.RollingBack ? fleet
        : fleet with { Hosts = [.. fleet.Hosts.Where(h => !run.State.LeftOut.Contains(h.Name))] };

    private async Task WatchAsync(HoldSwitch hold, CancellationToken ct)
    {
        while (true)
        {
            var state = run.State;
            hold.Set(state is { Status: RunStatus.Paused, Pause.Cause: "hold" });
            await run.ChangedAsync(state.Seq, ct);
        }
    }

    private Outcome Judge(string what, SampleOutcome sample)
    {
        var fact = FactOf(what, sample);
        var open = fact.Details!.Where(d => !run.State.AcceptedDifferences.Contains(d.Key)).ToList();
        var read = string.Create(CultureInfo.InvariantCulture, $"{sample.Accounts} of {sample.OutOf} accounts read");
        var unjudged = sample.Inconclusive.Count;
        var outcome = what == "baseline"
            ? sample.Accounts == 0 && sample.OutOf > 0 ? Outcome.Failed(null, $"no account of {sample.OutOf} could be read") with { Verdict = "inconclusive" }
                : unjudged * 100 > sample.Accounts * MostUnreadPercent ? Outcome.Failed(null, DifferenceTexts.Masked($"{unjudged} of {sample.Accounts} accounts could not be read, first: {sample.Inconclusive[0]}")) with { Verdict = "inconclusive" }
                : sample.Findings.Count + unjudged == 0 ? Outcome.Succeeded("pass", null, read)
                : Outcome.Succeeded("warn", null, $"{read}; {sample.Findings.Count + unjudged} cannot be compared later")
            : open.Count > 0 ? Outcome.Failed(null, DifferenceTexts.Masked($"{open.Count} {(open.Count == 1 ? "difference" : "differences")} in {sample.Accounts} accounts, gravest: {Gravest(open)}"))
            : unjudged * 100 > sample.Accounts * MostUnjudgedPercent ? Outcome.Failed(null, DifferenceTexts.Masked($"{unjudged} of {sample.Accounts} accounts could not be judged, first: {sample.Inconclusive[0]}")) with { Verdict = "inconclusive" }
            : fact.Details!.Count > 0 ? Outcome.Succeeded("warn", null, $"{read}; {fact.Details.Count} differences, all accepted")
            : unjudged > 0 ? Outcome.Succeeded("warn", null, $"{read}; {unjudged} could not be judged")
            : Outcome.Succeeded("pass", null, read);
        return outcome with { With = [fact] };
    }

    private static Outcome Judge(FlowOutcome flow)
    {
        var bad = flow.Probes.Where(p => !p.IsGood).ToList();
        var lines = flow.Probes.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Way} {p.By} {p.To} {p.State.Replace(' ', '-')} {p.Seconds ?? -1:0.0#} {p.Left}")).ToList();
        var fact = new Sampled("flow", "", flow.Probes.Count, flow.Probes.Count, [.. bad.Select(b => $"{b.By} to {b.To}: {b.State}{(b.Left > 0 ? $", {b.Left} left behind" : "")}")], flow.NotTried) { Flow = lines };
        var outcome = bad.Count == 0 ? Outcome.Succeeded("pass", null, $"{flow.Probes.Count} probe mails came through")
            : Outcome.Failed(null, DifferenceTexts.Masked($"{bad.Count} of {flow.Probes.Count} probe mails did not come through, first: {fact.Findings[0]}"));
        return outcome with { With = [fact] };
    }

    private static Sampled FactOf(string what, SampleOutcome s) =>
        new(what, s.Hash, s.Accounts, s.OutOf, [.. s.Findings.Select(f => f.ToString())], s.NotLookedAt)
        {
            Details = [.. s.Findings.Select(f => new FoundDifference(f.Account, f.Folder, f.What, f.Before, f.After, f.Cause, f.Severity.ToString().ToLowerInvariant()))],
            Strength = s.Strength is { } x ? new SampledStrength(x.Random, x.Population, x.Certain, x.Hit, Math.Round(x.Chance, 4)) : null,
            Blobs = [.. s.Blobs.Select(b => string.Create(CultureInfo.InvariantCulture, $"{b.Host} {b.Volume} {b.Read} {b.Failed}"))],
            Explained = s.Explained,
            Unjudged = s.Inconclusive,
        };

    /// <summary>The one that people must read first, with its likely cause by code: the pack's remedies go by it.</summary>
    private static string Gravest(List<FoundDifference> open)
    {
        var worst = open.FirstOrDefault(d => d.Severity == "grave") ?? open.FirstOrDefault(d => d.Severity == "serious") ?? open[0];
        return $"{new Finding(worst.Account, worst.Folder, worst.What, worst.Before, worst.After, worst.Cause, Severity.Minor)}; likely cause: {worst.Cause}";
    }
}
