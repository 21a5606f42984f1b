using System.Globalization;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Core.Time;

namespace MailUpgrade.Core.Books;

/// <summary>
/// What is left to be seen to when a run has ended, however it ended: from the rows of plan and pack, and from what the run did. What the journal
/// proves is proven here, host by host; all else is open with an owner and a date. Pure.
/// </summary>
public static class AftercareList
{
    private const int AccessDays = 14;

    /// <summary>The list of a run that has ended; null while it runs, and for a shadow of a night, which touched nothing.</summary>
    public static AftercareListed? Of(RunState run, Plan plan, Fleet fleet, Pack? pack) => run is not { EndedAt: { } end } || ShadowRules.Is(run) ? null
        : new AftercareListed(
            run.Id, run.PlanId, run.FleetId, run.Language, plan.Zone, run.Status.Word(), run.HasKickedOff, run.KickOff, end, [.. run.LeftOut],
            [.. Items(new Ended(run, Present.PlanOf(run, plan), fleet, end), AftercareRow.Of(plan, pack))]);

    private static IEnumerable<AftercareItem> Items(Ended e, IReadOnlyList<AftercareRow> rows)
    {
        foreach (var row in rows.Where(r => r.Id is not (AftercareRow.Snapshots or AftercareRow.Access or AftercareRow.LeftOut)))
        {
            if (Of(e, row) is { } item)
            {
                yield return item;
            }
        }
        if (!e.WentBack)
        {
            foreach (var host in e.Run.LeftOut)
            {
                yield return LeftOut(e, host, AftercareRow.Find(rows, AftercareRow.LeftOut));
            }
        }
        if (Sets(e, AftercareRow.Find(rows, AftercareRow.Snapshots)) is { } sets)
        {
            yield return sets;
        }
        if (e.Run.HasKickedOff && e.Fleet.Kind != FleetKind.Practice)
        {
            yield return Item(e, new AftercareRow(AftercareRow.Access)
            {
                Title = new("The bot's access to the hosts revoked (mailupgrade hosts revoke --yes)", "Akses bot ke host dicabut (mailupgrade hosts revoke --yes)"),
                Owner = TeamRoles.Supervisor,
                DueDays = AccessDays,
            }.With(AftercareRow.Find(rows, AftercareRow.Access)), [.. e.Fleet.Hosts.Select(h => h.Name)], null);
        }
    }

    /// <summary>A row as this run left it; null where it has nothing to say about this run.</summary>
    private static AftercareItem? Of(Ended e, AftercareRow row)
    {
        if (row.OnlyOpened && !e.IsOpened)
        {
            return null;
        }
        var hosts = row.BegunBy.Count > 0 ? e.BegunOn(row.BegunBy)
            : row.DoneBy.Count > 0 ? [.. row.DoneBy.SelectMany(e.HostsOf).Distinct(StringComparer.Ordinal)]
            : [.. (row.Hosts?.In(e.Fleet) ?? []).Select(h => h.Name)];
        if (!e.WentBack && row.BegunBy.Count == 0)
        {
            hosts = [.. hosts.Where(h => !e.Run.LeftOut.Contains(h))];
        }
        if (row.BegunBy.Count + row.DoneBy.Count > 0 && hosts.Count == 0)
        {
            return null;
        }
        var proofs = hosts.Select(h => e.ProofOf(row, h)).ToList();
        var open = hosts.Zip(proofs).Where(x => x.Second is null).Select(x => x.First).ToList();
        return Item(e, row, open, row.DoneBy.Count > 0 && open.Count == 0 ? Proven(e, proofs) : null);
    }

    private static LocalText Proven(Ended e, List<StepState?> proofs)
    {
        var steps = string.Join(", ", proofs.Select(p => p!.Name.Split('/')[0]).Distinct());
        var at = TimeZoneInfo.ConvertTime(proofs.Max(p => p!.EndedAt)!.Value, e.Zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return new($"proven by {steps} on {proofs.Count} {(proofs.Count == 1 ? "host" : "hosts")}, {at}", $"terbukti lewat {steps} di {proofs.Count} host, {at}");
    }

    private static AftercareItem LeftOut(Ended e, string host, AftercareRow? row)
    {
        var item = Item(e, new AftercareRow(AftercareRow.LeftOut)
        {
            Title = new("its users have service again, mail for it is delivered", "usernya terlayani lagi, email untuknya terkirim"),
            Owner = TeamRoles.Executor,
            DueDays = 1,
        }.With(row), [host], null);
        return item with
        {
            Id = $"{AftercareRow.LeftOut}-{host}",
            Title = new($"{host} was left out: {item.Title.En}", $"{host} ditinggal: {item.Title.Id}"),
        };
    }

    private static AftercareItem? Sets(Ended e, AftercareRow? row)
    {
        var made = e.Plan.Phases.SelectMany(p => p.Steps).Where(s => s is { Kind: StepKind.Snapshot, Script: "create" })
            .Select(s => (Step: s, Hosts: e.BegunOn([s.Id]))).Where(x => x.Hosts.Count > 0).ToList();
        return made.Count == 0 ? null : Item(e, new AftercareRow(AftercareRow.Snapshots)
        {
            Title = new("Snapshot sets of the night deleted", "Set snapshot malam itu dihapus"),
            Owner = TeamRoles.Supervisor,
            DueDays = e.Plan.KeepSnapshotsDays,
            Caution = new("from then on nobody can go back to before the night", "sesudah itu tidak ada lagi jalan kembali ke sebelum malam itu"),
        }.With(row), [.. made.SelectMany(x => x.Hosts).Distinct(StringComparer.Ordinal)], null) with
        {
            Sets = [.. e.Run.VoidSets.Select(v => v.Fact.Set), .. made.Select(x => SetIds.Of(e.Run.Id, x.Step, Facts.PhaseOf(e.Plan, x.Step.Id)))],
        };
    }

    private static AftercareItem Item(Ended e, AftercareRow row, IReadOnlyList<string> open, LocalText? proven)
    {
        // Days are counted from the night that people mean, which began before midnight; those of the snapshots from its end, as the paper says.
        var from = e.Run.HasKickedOff && row.Id != AftercareRow.Snapshots ? e.Run.KickOff : e.At;
        var due = row.DueDays is > 0 and var days
            ? WindowClock.InstantOf(WindowClock.LocalDay(from, e.Zone).AddDays(days), AftercareEntry.Morning, e.Zone) : e.At;
        return new AftercareItem(
            row.Id, row.Title ?? new(row.Id, row.Id), row.Owner ?? TeamRoles.Executor, due > e.At ? due : e.At, open, proven, row.Does, row.Proof,
            row.KeepsNotes, row.Caution, null);
    }

    /// <summary>A run at its end.</summary>
    private sealed record Ended(RunState Run, Plan Plan, Fleet Fleet, DateTimeOffset At)
    {
        public TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById(Plan.Zone);

        public bool WentBack => Run.Status is RunStatus.RolledBack;

        /// <summary>Mail came in on the new version and nobody took that back.</summary>
        public bool IsOpened => !WentBack && Plan.Phases.FirstOrDefault(p => p.IsPointOfNoReturn) is { } doors
            && Run.PhaseOf(doors.Id).Status is PhaseStatus.Succeeded;

        public IReadOnlyList<string> HostsOf(string step) =>
            Facts.StepOf(Plan, step)?.Hosts is { } hosts ? [.. hosts.In(Fleet).Select(h => h.Name)] : [];

        /// <summary>Hosts on which one of these steps was ever started, in the order of the fleet.</summary>
        public IReadOnlyList<string> BegunOn(IReadOnlyList<string> steps) =>
            [.. Fleet.Hosts.Select(h => h.Name).Where(h => steps.Any(s => Run.StepOf($"{s}/{h}").Attempt > 0))];

        public StepState? ProofOf(AftercareRow row, string host)
        {
            // The way back puts disks back as they were: what was proven before it was decided is proven no more.
            var begun = Math.Max(Run.RollbackSeq, row.BegunBy.Select(s => Run.StepOf($"{s}/{host}").StartedSeq).DefaultIfEmpty(0).Max());
            return row.DoneBy.Select(s => Run.StepOf($"{s}/{host}"))
                .FirstOrDefault(s => s.Status == StepStatus.Succeeded && s.StartedSeq >= begun && s.Last?.Verdict is not ("warn" or "inconclusive"));
        }
    }
}
