using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Testing;

namespace MailUpgrade.Core.Tests.Runs.Properties;

/// <summary>
/// The promises, held against a night's journal and the hosts' ledger without asking the rules: roles and names are counted anew from
/// the events. Returns what was broken; empty where all was kept.
/// </summary>
internal static class Promises
{
    public static IEnumerable<string> Broken(RandomNight night) =>
        Once(night).Concat(Names(night)).Concat(Start(night)).Concat(Silence(night)).Concat(OwnCopies(night)).Concat(WholeSets(night));

    /// <summary>1 and 2: journal first, nothing doubled, nothing lost; no second start that no named person asked for; what is locked is never ended.</summary>
    private static IEnumerable<string> Once(RandomNight night)
    {
        var entries = night.Journal.Select(j => j.Entry).ToList();
        foreach (var id in entries.Where(e => e.CommandId is not null).GroupBy(e => e.CommandId).Where(g => g.Count() > 1))
        {
            yield return $"1: command {id.Key} made facts twice";
        }
        foreach (var (command, first, again) in night.Redelivered.Where(r => r.Again is not Decision.Repeated x || x.Before?.Code != r.First?.Code))
        {
            yield return $"2: {command.Id} ({command.Word}) was {first?.Code ?? "taken"} and is {again} when delivered again";
        }
        var whole = Fold.All(entries);
        if (whole.Seq != night.State.Seq || whole.Status != night.State.Status || whole.DecisionsTaken != night.State.DecisionsTaken
            || !whole.Steps.Values.Select(x => (x.Name, x.Status, x.Attempt)).Order().SequenceEqual(night.State.Steps.Values.Select(x => (x.Name, x.Status, x.Attempt)).Order()))
        {
            yield return "1: the state is not the fold of the journal";
        }
        foreach (var (step, attempt, seq) in night.Ledger)
        {
            if (!entries.Any(e => e.Seq <= seq && e.Event is StepStarted s && s.Step == step && s.Attempt == attempt))
            {
                yield return $"1: {step} attempt {attempt} was started before the journal knew it";
            }
        }
        foreach (var starts in night.Ledger.GroupBy(l => l.Step))
        {
            var phase = entries.Select(e => e.Event).OfType<StepStarted>().First(e => e.Step == starts.Key).Phase;
            // A person who begins a phase again, takes files in or sets another date asks for its steps again.
            var asked = entries.Count(e => e.Actor != RunCommand.Bot && (
                e.Event is RetryDecided r ? r.Step == starts.Key : e.Event is PhaseStarted p ? p.Phase == phase : e.Event is FilesTaken or KickOffSet));
            // So does one who wants a new set, and two who go back: services are started by the way back too.
            asked += entries.Count(e => e.Actor != RunCommand.Bot && e.Event is SetAgain) + (starts.Key.StartsWith("wake/", StringComparison.Ordinal) ? entries.Count(e => e.Event is RollbackDecided) : 0);
            if (starts.Count() > 1 + asked)
            {
                yield return $"2: {starts.Key} was started {starts.Count()} times, asked again {asked} times";
            }
        }
        var end = night.State;
        if (end is { Status: RunStatus.RollingBack, Undecided.Count: 0, TakenOver.IsEmpty: true } && end.InFlight.All(x => x.Host is null) && NextWork.Of(end, night.Scene).Count == 0)
        {
            yield return "2: the way back stands still and nobody is asked anything";
        }
        foreach (var (entry, _, before) in night.Journal)
        {
            var locked = before.InFlight.Where(x => x.Flags.HasFlag(StepFlags.Locked) || RandomNight.Files.Plan.Phases.Append(RandomNight.Files.Plan.Rollback)
                .SelectMany(p => p.Steps).Any(s => s.Id == x.Name.Split('/')[0] && s.Uninterruptible.Always)).Select(x => x.Name).ToList();
            if ((entry.Event is StepTimedOut t && locked.Contains(t.Step)) || (entry.Event is AbortDecided && locked.Count > 0))
            {
                yield return $"2: {entry.Event} while {string.Join(", ", locked)} cannot be interrupted";
            }
        }
    }

    /// <summary>One failed member makes a set void: no evidence of it, no upgrade, services start once its members have ended, a new set after a new stop.</summary>
    private static IEnumerable<string> WholeSets(RandomNight night)
    {
        var halted = new HashSet<string>();
        foreach (var (entry, _, before) in night.Journal)
        {
            var fault = entry.Event switch
            {
                StepStarted e when e.Step.StartsWith("upgrade-", StringComparison.Ordinal) && (before.OpenVoid is not null || !before.Evidence.ContainsKey("final-snapshot")) => "was upgraded without a whole set",
                StepStarted e when e.Step.StartsWith("wake/", StringComparison.Ordinal) && before.InFlight.Any(x => x.Name.StartsWith("snap/", StringComparison.Ordinal)) => "was started under a snapshot",
                StepStarted e when e.Step.StartsWith("snap/", StringComparison.Ordinal) && halted.Count < 4 => "was taken of services that may run",
                StepEnded { Outcome: "failed" } e when e.Step.StartsWith("snap/", StringComparison.Ordinal) && before is { Status: RunStatus.Running, OpenVoid: null } => "failed and the set is not void",
                EvidenceRecorded e when before.VoidSets.Any(v => v.Fact.Set == e.SetId) => "has the proof of a void set",
                SetAgain when before.Undecided.Count > 0 || before.Pause?.Cause != "void-set" => "was begun before services ran",
                _ => null,
            };
            if (entry.Event is SetAgain)
            {
                halted.Clear();
            }
            if (entry.Event is StepEnded { Outcome: "succeeded" } end && end.Step.StartsWith("halt/", StringComparison.Ordinal))
            {
                halted.Add(end.Step);
            }
            if (fault is not null)
            {
                yield return $"7: {entry.Event} at {entry.Seq} {fault}";
            }
        }
    }

    /// <summary>3: two people, one of them with the right role, and never the one who asked.</summary>
    private static IEnumerable<string> Names(RandomNight night)
    {
        var roles = SamplePlan.Team().People.ToDictionary(p => p.Id, p => p.Roles.ToHashSet());
        var names = new Dictionary<string, List<string>>();
        string? asked = null, accepted = null;
        foreach (var (entry, _, before) in night.Journal)
        {
            List<string> With(string key) => [.. names.GetValueOrDefault(key) ?? [], entry.Actor];
            bool Holds(string person, string role) => roles.TryGetValue(person, out var held) && held.Contains(role);
            string? Two(string key, int least, params string[] needed)
            {
                var given = With(key);
                names.Remove(key);
                return given.Distinct().Count() < least ? $"3: {key} at {entry.Seq} by {string.Join(", ", given)}: {least} names are needed"
                    : needed.Length > 0 && !needed.All(role => given.Any(p => Holds(p, role))) ? $"3: {key} at {entry.Seq} by {string.Join(", ", given)}: nobody of them is {string.Join(" or ", needed)}"
                    : null;
            }
            string? fault = null;
            switch (entry.Event)
            {
                case DecisionProposed e when entry.Actor != RunCommand.Bot:
                    (names.TryGetValue(e.Decision, out var list) ? list : names[e.Decision] = []).Add(entry.Actor);
                    break;
                case ProposalExpired e: names.Remove(e.Decision); break;
                case RetryDecided e: names.Remove("skip " + e.Step); break;
                case FixedDeclared { Step: { } step }: names.Remove("skip " + step); break;
                case SkipDecided e: fault = Two("skip " + e.Step, 2, "supervisor"); break;
                case RollbackDecided when before.PhaseOf("open-doors").Status != PhaseStatus.Pending: fault = Two("rollback", 2, "supervisor", "client-it"); break;
                case RollbackDecided: fault = Two("rollback", 2, "supervisor"); break;
                case PlanAmended e: fault = Two($"amend {e.Place} {e.Step} {string.Join(',', e.Hosts)} {e.Command}", 3, "executor", "supervisor"); break;
                case RolesChanged e: fault = Two($"role {e.Person} {string.Join(',', e.Roles)}", 2, "supervisor"); break;
                case GlassBroken e:
                    fault = Two("breakglass " + e.Role, 2);
                    fault ??= RandomNight.Files.Plan.BreakGlass.Contains(e.Role) ? null : $"3: the glass of {e.Role} was broken and the plan forbids it";
                    fault ??= e.Reason.Length > 0 ? null : "3: the glass was broken without a reason";
                    break;
                case ReadyDeclared: asked = entry.Actor; break;
                case PermitVoided or KickOffSet or FilesTaken or StartMissed: names.Remove("go"); break;
                case PermitSealed when asked is null || asked == entry.Actor || !Holds(entry.Actor, "supervisor"):
                    fault = $"3: the permit at {entry.Seq} was asked by {asked ?? "nobody"} and given by {entry.Actor}";
                    break;
                case ClientAccepted:
                    accepted = entry.Actor;
                    fault = Holds(entry.Actor, "client-it") ? null : $"3: {entry.Actor} accepted for the client";
                    break;
                case GateDecided { Side: "go" } e when !Holds(entry.Actor, "supervisor") || (e.Phase == "open-doors" && (accepted is null || accepted == entry.Actor)):
                    fault = $"3: {e.Phase} was opened at {entry.Seq} by {entry.Actor}, accepted by {accepted ?? "nobody"}";
                    break;
                case HandoverTaken e when before.Offer is not { } offer || offer.To != entry.Actor || offer.From != e.From:
                    fault = $"3: {entry.Actor} took what was not offered";
                    break;
                case RetryDecided or FixedDeclared when !Holds(entry.Actor, "executor"):
                    fault = $"3: {entry.Actor} repaired without being executor";
                    break;
            }
            Changed(roles, entry);
            if (fault is not null)
            {
                yield return fault;
            }
        }
    }

    private static void Changed(Dictionary<string, HashSet<string>> roles, Recorded entry)
    {
        switch (entry.Event)
        {
            case HandoverTaken e: roles[e.From].Remove(e.Role); roles[entry.Actor].Add(e.Role); break;
            case RolesChanged e: roles[e.Person] = [.. e.Roles]; break;
            case GlassBroken e: e.By.ToList().ForEach(p => roles[p].Add(e.Role)); break;
        }
    }

    /// <summary>4: at the instant, once, with everything that a start needs.</summary>
    private static IEnumerable<string> Start(RandomNight night)
    {
        var starts = night.Journal.Where(j => j.Entry.Event is KickedOff).ToList();
        if (starts.Count > 1)
        {
            yield return "4: started twice";
        }
        foreach (var (entry, world, before) in starts)
        {
            var permit = night.Journal.LastOrDefault(j => j.Entry.Seq < entry.Seq && j.Entry.Event is PermitSealed).Entry;
            var sealedNow = permit?.Event as PermitSealed;
            if (sealedNow is null || night.Journal.Any(j => j.Entry.Seq > permit!.Seq && j.Entry.Seq < entry.Seq && j.Entry.Event is PermitVoided or KickOffSet or FilesTaken or StartMissed))
            {
                yield return "4: started without a permit";
                continue;
            }
            var grace = RandomNight.Files.Plan.StartGrace;
            if (entry.At < before.KickOff || entry.At > before.KickOff + grace || sealedNow.KickOff != before.KickOff)
            {
                yield return $"4: started at {entry.At:O} for {before.KickOff:O}";
            }
            if (world.OnDisk.Plan != sealedNow.PlanHash || world.OnDisk.Fleet != sealedNow.FleetHash)
            {
                yield return "4: started although a file was changed after the permit";
            }
            if (before.Mode == "production" && !world.Rehearsed)
            {
                yield return "4: started without a rehearsal";
            }
            if (world.Calendar.Freezes.Count > 0 && before.KickOff.Month == 12 && before.KickOff.Day is 28 or 29 or 30 && world.Calendar.Covering(new DateOnly(2018, 12, before.KickOff.AddHours(7).Day)) is not null)
            {
                yield return "4: started on a frozen day";
            }
            if (before.PhaseOf("precheck").Status != PhaseStatus.Succeeded || before.PhaseOf("backup").Status != PhaseStatus.Succeeded || !before.Evidence.ContainsKey("backup"))
            {
                yield return "4: started without the check or the proof of a backup";
            }
            if (before.Issues.Any(i => i is { IsOpen: true, Blocking: true }))
            {
                yield return "4: started with an open blocking issue";
            }
        }
        if (night.Ledger.Any(l => l.Step.StartsWith("close", StringComparison.Ordinal) && starts.All(s => s.Entry.Seq > l.Seq)))
        {
            yield return "4: work of the night before its start";
        }
    }

    /// <summary>5: behind a gate nothing begins but by a person's go.</summary>
    private static IEnumerable<string> Silence(RandomNight night)
    {
        foreach (var phase in RandomNight.Files.Plan.Phases.Where(p => p.Gate is not null))
        {
            foreach (var (entry, _, _) in night.Journal.Where(j => j.Entry.Event is PhaseStarted e && e.Phase == phase.Id))
            {
                var decided = night.Journal.LastOrDefault(j => j.Entry.Seq < entry.Seq && j.Entry.Event is GateDecided g && g.Phase == phase.Id).Entry;
                if (decided is not { Event: GateDecided { Side: "go" } } || decided.Actor == RunCommand.Bot)
                {
                    yield return $"5: {phase.Id} began at {entry.Seq} without a go";
                }
            }
        }
    }

    /// <summary>6: from kick-off on files on disk mean nothing, before it a changed one voids the permit.</summary>
    private static IEnumerable<string> OwnCopies(RandomNight night)
    {
        foreach (var (entry, _, before) in night.Journal.Where(j => j.Before.HasKickedOff))
        {
            if (entry.Event is FilesTaken or KickOffSet or PermitVoided || (entry.Event is CommandRefused { Code: RefusalCodes.PlanChanged } && before.HasKickedOff))
            {
                yield return $"6: {entry.Event} after kick-off";
            }
        }
        foreach (var (entry, world, _) in night.Journal.Where(j => j.Entry.Event is PermitSealed))
        {
            var permit = (PermitSealed)entry.Event;
            if (world.OnDisk.Plan != permit.PlanHash || world.OnDisk.Fleet != permit.FleetHash)
            {
                yield return $"6: the permit at {entry.Seq} binds other files than lay there";
            }
        }
    }
}
