using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Core.Time;
using Microsoft.Extensions.Hosting;

namespace MailUpgrade.Service.Jobs;

/// <summary>
/// What the hosts say at the instant. The instant is not to wait for them, so they are asked over and over in the last half minute
/// before it; above speed 60, where the clock stands at the instant until it is judged, they are asked then.
/// </summary>
public sealed class KickOffProof(RunCoordinator run, ProofLook look, RunClock clock, TimeProvider wire) : BackgroundService
{
    private const double FastestByHand = 60;

    // Wire clock: how long before the instant the first look begins; how old a look may be at the instant; between two looks.
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Oldest = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    private volatile Last? last;

    /// <summary>The newest look that is fresh enough for the instant.</summary>
    public async Task<Proof> FreshAsync(CancellationToken ct)
    {
        var known = last;
        return clock.Definition.Speed <= FastestByHand && known is not null && known.KickOff == run.State.KickOff && wire.GetUtcNow() - known.BegunAt < Oldest
            ? known.Found : await look.LookAsync(ct);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var seen = run.State;
            var ahead = seen.Status == RunStatus.Waiting ? clock.Definition.WireAt(seen.KickOff) - wire.GetUtcNow() : TimeSpan.MaxValue;
            if (clock.Definition.Speed <= FastestByHand && ahead <= Ahead && ahead > TimeSpan.Zero)
            {
                var begun = wire.GetUtcNow();
                last = new Last(seen.KickOff, begun, await look.LookAsync(stoppingToken));
                await Task.Delay(Between, wire, stoppingToken);
                continue;
            }
            using var over = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            var wait = seen.Status == RunStatus.Waiting && ahead > Ahead ? TimeSpan.FromTicks(Math.Min((ahead - Ahead).Ticks, TimeSpan.FromMinutes(1).Ticks)) : TimeSpan.FromMinutes(1);
            await Task.WhenAny(run.ChangedAsync(seen.Seq, over.Token), Task.Delay(wait, wire, over.Token));
            await over.CancelAsync();
            stoppingToken.ThrowIfCancellationRequested();
        }
    }

    private sealed record Last(DateTimeOffset KickOff, DateTimeOffset BegunAt, Proof Found);
}
