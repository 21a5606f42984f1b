using MailUpgrade.Core.Ports;

namespace MailUpgrade.Adapters.Ssh;

/// <summary>
/// The shells of one host: one as a rule; beside a command that hangs a second and a third, so that the host is not blocked. A shell whose
/// command went over its limit is not used again: all of its session is killed from another one.
/// </summary>
#pragma warning disable CA1001 // a semaphore whose wait handle is never asked for holds nothing
internal sealed class RunnerPool(SshMaster master, string command, string prelude, SshTimings timings)
#pragma warning restore CA1001
{
    private const int Most = 3;
    private readonly Stack<Runner> _idle = new();
    private readonly SemaphoreSlim _places = new(Most);
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Runs one piece of shell text.</summary>
    /// <param name="text">Must not be a program of somebody else's: those go through <c>mu_ask</c>.</param>
    /// <param name="end">Ends it: the shell is replaced, and all that it started is killed.</param>
    /// <returns>Without a status where it was ended.</returns>
    /// <exception cref="HostUnreachableException">No shell could be opened, or it ended before it answered.</exception>
    public async Task<RunnerAnswer> RunAsync(string text, CancellationToken end)
    {
        var lease = await RentAsync(end);
        if (lease is null)
        {
            return new(null, string.Empty);
        }

        try
        {
            return await lease.Runner.RunAsync(text).WaitAsync(end);
        }
        catch (OperationCanceledException)
        {
            var said = lease.Runner.Said();
            lease.Runner.Dispose();
            await KillAsync(lease.Runner.Session);
            return new(null, said);
        }
        finally
        {
            Return(lease);
        }
    }

    /// <summary>Closes all shells that are idle.</summary>
    public void Close()
    {
        while (Idle() is { } runner)
        {
            Drop(runner);
        }
    }

    private async Task<Lease?> RentAsync(CancellationToken end)
    {
        var turn = false;
        try
        {
            // The second of two commands waits a moment for the first; who has waited long enough gets a shell of his own.
            turn = await _turn.WaitAsync(timings.BusyShell, end);
            await _places.WaitAsync(end);
        }
        catch (OperationCanceledException)
        {
            EndTurn(turn);
            return null;
        }

        try
        {
            while (Idle() is { } idle)
            {
                if (idle.Lives)
                {
                    return new(idle, turn);
                }

                Drop(idle);
            }

            // Not ended by the command's own limit: a shell that came late serves the next one.
            return new(await master.OpenAsync(command, ssh => Runner.OpenAsync(master.Route.Name, ssh, prelude, timings.Connect), CancellationToken.None), turn);
        }
        catch
        {
            _places.Release();
            EndTurn(turn);
            throw;
        }
    }

    private void Return(Lease lease)
    {
        if (lease.Runner.Lives)
        {
            lock (_idle)
            {
                _idle.Push(lease.Runner);
            }
        }
        else
        {
            Drop(lease.Runner);
        }

        _places.Release();
        EndTurn(lease.Turn);
    }

    private Runner? Idle()
    {
        lock (_idle)
        {
            return _idle.TryPop(out var runner) ? runner : null;
        }
    }

    private void Drop(Runner runner)
    {
        runner.Dispose();
        master.Closed();
    }

    private void EndTurn(bool turn)
    {
        if (turn)
        {
            _turn.Release();
        }
    }

    private async Task KillAsync(string session)
    {
        using var limit = new CancellationTokenSource(timings.TicketCall);
        try
        {
            if (await RentAsync(limit.Token) is not { } other)
            {
                return;
            }

            try
            {
                await other.Runner.RunAsync($"mu_end {session}").WaitAsync(limit.Token);
            }
            finally
            {
                Return(other);
            }
        }
        catch (Exception e) when (e is HostUnreachableException or HostBarredException or OperationCanceledException)
        {
            // The host is gone meanwhile. What hangs there only reads.
        }
    }

    private sealed record Lease(Runner Runner, bool Turn);
}
