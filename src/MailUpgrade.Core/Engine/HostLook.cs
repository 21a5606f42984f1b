using System.Text;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Time;

namespace MailUpgrade.Core.Engine;

/// <summary>Asks every host of a fleet one reading program, some at a time. Changes nothing; may be repeated at any time.</summary>
public sealed class HostLook(IHosts hosts, RunClock clock, EngineTimings timings)
{
    private const int AtOnce = 4;

    /// <summary>What each host said, in the order of the fleet.</summary>
    public async Task<IReadOnlyList<HostSaid>> AskAllAsync(Plan plan, Fleet fleet, string run, string name, string script, CancellationToken ct)
    {
        using var room = new SemaphoreSlim(AtOnce, AtOnce);
        return await Task.WhenAll(fleet.Hosts.Select(async host =>
        {
            await room.WaitAsync(ct);
            try
            {
                return await AskAsync(host, new HostScript(TextOf(plan, fleet, host, run, script), name, false), ct);
            }
            finally
            {
                room.Release();
            }
        }));
    }

    private async Task<HostSaid> AskAsync(FleetHost host, HostScript script, CancellationToken ct)
    {
        try
        {
            using (clock.Expect(timings.ExpectedRead))
            {
                var answer = await hosts.AskAsync(host, script, timings.ReadLimit, ct);
                return new HostSaid(host.Name, answer.Kind == EndKind.Exited ? answer.ExitStatus : null, answer.Output);
            }
        }
        catch (Exception e) when (e is HostUnreachableException or HostBarredException)
        {
            return new HostSaid(host.Name, null, e.Message);
        }
    }

    private static string TextOf(Plan plan, Fleet fleet, FleetHost host, string run, string script)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in StepVariables.OfHost(plan, fleet, host, run))
        {
            text.Append(name).Append('=').Append(StepVariables.Quoted(value)).Append('\n');
        }
        return text.Append(script).ToString();
    }
}
