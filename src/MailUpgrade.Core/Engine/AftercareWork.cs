using System.Globalization;
using MailUpgrade.Core.Books;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Core.Time;

namespace MailUpgrade.Core.Engine;

/// <summary>
/// Does and proves on the hosts what is to be seen to after a run, by the run's own copies, also when another run is planned meanwhile. What a script
/// does is done by ticket, once for each order of a person; what it proves only reads. A host that does not answer has proven nothing.
/// </summary>
/// <param name="hosts">The way there.</param>
/// <param name="source">Copies of the runs.</param>
/// <param name="clock">Run clock.</param>
/// <param name="timings">Limits.</param>
/// <param name="revoked">Hosts of a fleet on which a new login of the bot was refused after its key was taken away, in the days after a run.</param>
public sealed class AftercareWork(
    IHosts hosts, IRunFileSource source, RunClock clock, EngineTimings timings, Func<string, string, IReadOnlyList<string>> revoked)
{
    private const string SnapshotDelete = "delete";
    private const string SnapshotList = "list";

    private int working;

    /// <summary>Something is ordered, being done or looked at.</summary>
    public bool Works => Volatile.Read(ref working) > 0;

    /// <summary>An order was taken that is worked on later; it counts as work until <see cref="Settled"/>.</summary>
    public void Ordered() => Interlocked.Increment(ref working);

    /// <summary>What was ordered is over.</summary>
    public void Settled() => Interlocked.Decrement(ref working);

    /// <summary>Whether the bot can prove an item by itself.</summary>
    public static bool CanProve(AftercareItem item) => item.Proof is not null || item.Sets is not null || item.Id == AftercareRow.Access;

    /// <summary>Whether the bot can do an item by itself.</summary>
    public static bool CanDo(AftercareItem item) => item.Does is not null || item.Sets is not null;

    /// <summary>Looks whether it is done. Reads only.</summary>
    /// <returns>What each host showed; all of them have to pass.</returns>
    public Task<IReadOnlyList<AftercareFinding>> LookAsync(AftercareEntry entry, CancellationToken ct) => CountedAsync(() => LookHereAsync(entry, ct));

    /// <summary>Does it, and then looks. Where a host fails the others are not asked to prove.</summary>
    /// <param name="entry">What.</param>
    /// <param name="order">The person's command, so that the same order again is the same ticket.</param>
    /// <param name="ct">Cancels the waiting; what was begun on a host goes on there.</param>
    public Task<IReadOnlyList<AftercareFinding>> DoAsync(AftercareEntry entry, string order, CancellationToken ct) => CountedAsync(async () =>
    {
        var files = source.Copies(entry.Of.Run);
        var done = new List<AftercareFinding>();
        foreach (var group in GroupsOf(entry.Item, files))
        {
            done.AddRange(await Task.WhenAll(group.Select(h => DoOnAsync(entry, files, h, order, ct))));
            if (done.Exists(f => !f.Passes))
            {
                return done;
            }
        }
        return CanProve(entry.Item) ? await LookHereAsync(entry, ct) : done;
    });

    private async Task<IReadOnlyList<AftercareFinding>> LookHereAsync(AftercareEntry entry, CancellationToken ct)
    {
        if (entry.Item.Id == AftercareRow.Access)
        {
            var gone = revoked(entry.Of.FleetId, entry.Of.Run);
            return [.. entry.Item.Hosts.Select(h => new AftercareFinding(h, gone.Contains(h), gone.Contains(h) ? "a new login was refused" : "mailupgrade hosts revoke --yes has not proven it"))];
        }
        var files = source.Copies(entry.Of.Run);
        return await Task.WhenAll(GroupsOf(entry.Item, files).SelectMany(g => g).Select(h => LookOnAsync(entry, files, h, ct)));
    }

    private async Task<IReadOnlyList<AftercareFinding>> CountedAsync(Func<Task<IReadOnlyList<AftercareFinding>>> work)
    {
        Interlocked.Increment(ref working);
        try
        {
            return await work();
        }
        finally
        {
            Interlocked.Decrement(ref working);
        }
    }

    /// <summary>A host that was left out comes first and alone; the hosts that kept its mail follow when it is fit.</summary>
    private static List<List<FleetHost>> GroupsOf(AftercareItem item, RunFiles files)
    {
        var open = files.Fleet.Hosts.Where(h => item.Hosts.Contains(h.Name)).ToList();
        return item.LeftOutHost is null ? [open]
            : [open, [.. (AftercareRow.Find(AftercareRow.Of(files.Plan, files.Pack), AftercareRow.LeftOut)?.Hosts?.In(files.Fleet) ?? []).Except(open)]];
    }

    private async Task<AftercareFinding> LookOnAsync(AftercareEntry entry, RunFiles files, FleetHost host, CancellationToken ct)
    {
        var script = entry.Item.Sets is null ? entry.Item.Proof! : SnapshotList;
        try
        {
            using (clock.Expect(timings.ExpectedRead))
            {
                var answer = await hosts.AskAsync(host, new HostScript(TextOf(entry, files, host, script, null), StepName(entry, host), false), timings.ReadLimit, ct);
                var said = First(answer.Output);
                return entry.Item.Sets is not { } sets
                    ? new AftercareFinding(host.Name, answer is { Kind: EndKind.Exited, ExitStatus: 0 }, said)
                    : answer is not { Kind: EndKind.Exited, ExitStatus: 0 } ? new AftercareFinding(host.Name, false, said)
                    : Left(answer.Output, sets) is { } left ? new AftercareFinding(host.Name, false, $"set {left} is still there")
                    : new AftercareFinding(host.Name, true, "no set of the night is left");
            }
        }
        catch (Exception e) when (e is HostUnreachableException or HostBarredException or FilesUnusableException)
        {
            return new AftercareFinding(host.Name, false, e.Message);
        }
    }

    private async Task<AftercareFinding> DoOnAsync(AftercareEntry entry, RunFiles files, FleetHost host, string order, CancellationToken ct)
    {
        foreach (var (set, n) in (entry.Item.Sets ?? [""]).Select((set, n) => (set, n)))
        {
            var ticket = new Ticket(entry.Of.Run, TicketName(entry, host, order, n));
            if (await ByTicketAsync(entry, host, ticket, () => TextOf(entry, files, host, entry.Item.Sets is null ? entry.Item.Does! : SnapshotDelete, set), ct) is { } fault)
            {
                return new AftercareFinding(host.Name, false, fault);
            }
        }
        return new AftercareFinding(host.Name, true, "done");
    }

    /// <returns>What is wrong, or null.</returns>
    private async Task<string?> ByTicketAsync(AftercareEntry entry, FleetHost host, Ticket ticket, Func<string> text, CancellationToken ct)
    {
        var output = new StringWriter(CultureInfo.InvariantCulture);
        try
        {
            await hosts.StartAsync(host, ticket, new HostScript(text(), StepName(entry, host), false), ct);
            var end = await hosts.AttachAsync(host, ticket, 0, (_, bytes) =>
            {
                output.Write(System.Text.Encoding.UTF8.GetString(bytes.Span));
                return ValueTask.CompletedTask;
            }, ct);
            return end is { Kind: EndKind.Exited, ExitStatus: 0 } ? null : Last(output.ToString()) is { Length: > 0 } said ? said : "it ended without a word";
        }
        catch (Exception e) when (e is HostUnreachableException or HostBarredException or NotStartedException or FilesUnusableException)
        {
            return e.Message;
        }
    }

    private string TextOf(AftercareEntry entry, RunFiles files, FleetHost host, string script, string? set)
    {
        var of = entry.Of;
        // A cluster that went back took the hosts along that were left out.
        var stillOut = of.State == RunStatus.RolledBack.Word() ? [] : of.LeftOut.Where(h => h != entry.Item.LeftOutHost);
        var run = RunState.Empty with { Id = of.Run, KickOff = of.KickOff, LeftOut = [.. stillOut] };
        var step = StepOf(entry, script);
        var program = entry.Item.Sets is null
            ? source.PackScript(of.Run, files, script) ?? throw new FilesUnusableException($"the copies of {of.Run} have no {script}")
            : source.ScriptOf(of.Run, files, step, script);
        var state = StepState.NotBegun(step.NameOn(host.Name)) with { Phase = "aftercare", Host = host.Name, Attempt = 1 };
        // Behind the assignments of the step: the set that is meant, whatever made its name.
        return ScriptText.For(run, files, step, state, host, set is { Length: > 0 } ? $"MU_SET={StepVariables.Quoted(set)}\n{program}" : program);
    }

    private static Step StepOf(AftercareEntry entry, string script) => new(
        "aftercare-" + entry.Item.Id, entry.Item.Title, entry.Item.Sets is null ? StepKind.Run : StepKind.Snapshot, null, StepOrder.Serial, null, RetryRule.Never,
        script, null, null, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["aftercare"] = entry.Item.Id,
            ["since"] = entry.Of.EndedAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ["back"] = entry.Item.LeftOutHost ?? "",
        }, null, Uninterruptible.No, entry.Item.Title, entry.Item.Title, null, null, null);

    private static string StepName(AftercareEntry entry, FleetHost host) => $"aftercare-{entry.Item.Id}/{host.Name}";

    private static string TicketName(AftercareEntry entry, FleetHost host, string order, int n)
    {
        var mark = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(order)))[..8];
        return string.Create(CultureInfo.InvariantCulture, $"aftercare-{entry.Item.Id}.{host.Name}.{mark}{n}");
    }

    private static string? Left(string output, IReadOnlyList<string> sets) =>
        output.Split('\n').SelectMany(l => l.Split(' ')).FirstOrDefault(sets.Contains);

    private static string First(string output) => output.Trim().Split('\n')[0].Split('|')[0].Trim();

    private static string Last(string output) => output.Trim().Split('\n')[^1].Trim();
}

/// <summary>What a host showed.</summary>
/// <param name="Host">Which.</param>
/// <param name="Passes">It is done there.</param>
/// <param name="Said">In its words.</param>
public sealed record AftercareFinding(string Host, bool Passes, string Said);
