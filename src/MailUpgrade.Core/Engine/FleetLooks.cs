using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Rules;

namespace MailUpgrade.Core.Engine;

/// <summary>The looks that a timer asks for before kick-off: what else works on the hosts, and whether a sandbox is one.</summary>
public sealed class FleetLooks(RunCoordinator run, IRunFileSource source, HostLook look) : IDisposable
{
    private readonly SemaphoreSlim one = new(1, 1);

    /// <summary>Looks, and reports under the timer's id. Called again while it looks it does nothing: the first look reports for both.</summary>
    public async Task LookAsync(RunTimer timer, CancellationToken ct)
    {
        if (!await one.WaitAsync(0, ct))
        {
            return;
        }
        try
        {
            await (timer.Kind == TimerKind.SandboxCheck ? SandboxAsync(timer, ct) : ConflictsAsync(timer, ct));
        }
        finally
        {
            one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => one.Dispose();

    private async Task ConflictsAsync(RunTimer timer, CancellationToken ct)
    {
        var (state, files) = (run.State, run.Files);
        var script = source.PackScript(state.Id, files, Pack.ConflictScript);
        IReadOnlyList<HostSaid> said = script is null ? [] : await look.AskAllAsync(files.Plan, files.Fleet, state.Id, "conflict-check", script, ct);
        await run.SubmitAsync(new ReportConflicts(timer, said), ct);
    }

    private async Task SandboxAsync(RunTimer timer, CancellationToken ct)
    {
        var (state, files) = (run.State, run.Files);
        var script = source.PackScript(state.Id, files, Pack.SandboxScript);
        IReadOnlyList<HostSaid> said = script is null ? [] : await look.AskAllAsync(files.Plan, files.Fleet, state.Id, "sandbox-proof", script, ct);
        var original = files.Fleet.CopyOf is { } name ? source.FleetNamed(name) : null;
        var marks = files.Fleet.CopyOf is { } of ? run.Scene.Book.Hosts.GetValueOrDefault(of) : null;
        await run.SubmitAsync(new ReportSandbox(timer, SandboxProof.Judge(files.Fleet, original, marks, said)), ct);
    }
}
