using System.Collections.Concurrent;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Adapters.Ssh;

/// <summary>
/// The one connection to a host and the sessions on it. The first session opens it; it outlives this process by its socket and is found
/// again. At most eight sessions: two of sshd's ten are left to people.
/// </summary>
#pragma warning disable CA1001 // a semaphore whose wait handle is never asked for holds nothing
internal sealed class SshMaster(SshRoute route, SshTimings timings, ColdStarts cold)
#pragma warning restore CA1001
{
    private const int MostSessions = 8;
    private readonly SemaphoreSlim _sessions = new(MostSessions);
    private readonly SemaphoreSlim _opening = new(1);

    /// <summary>The way there.</summary>
    public SshRoute Route => route;

    /// <summary>Starts a session and hands it over when <paramref name="greet"/> has heard it speak.</summary>
    /// <param name="command">Remote command.</param>
    /// <param name="greet">Waits for the first words of the session; throws where there are none. Owns the process.</param>
    /// <param name="ct">Cancels the waiting.</param>
    /// <exception cref="HostUnreachableException">No session came to stand.</exception>
    /// <exception cref="HostBarredException">The way in is barred.</exception>
    public async Task<T> OpenAsync<T>(string command, Func<SshProcess, Task<T>> greet, CancellationToken ct)
    {
        if (!await _sessions.WaitAsync(timings.TicketCall, ct))
        {
            throw new SessionRefusedException($"All {MostSessions} sessions to {route.Name} are in use; two of sshd's ten are left to people.");
        }

        try
        {
            if (File.Exists(route.Socket) && await JoinAsync(command, greet) is { } joined)
            {
                return joined.Session;
            }

            // Who finds no master makes it; all others wait and join.
            await _opening.WaitAsync(ct);
            try
            {
                if (File.Exists(route.Socket) && await JoinAsync(command, greet) is { } second)
                {
                    return second.Session;
                }

                return await cold.RunAsync(route, timings, () => greet(SshProcess.Start([.. route.Opening(timings), command])), ct);
            }
            finally
            {
                _opening.Release();
            }
        }
        catch
        {
            _sessions.Release();
            throw;
        }
    }

    /// <summary>Gives a session's place back.</summary>
    public void Closed() => _sessions.Release();

    /// <summary>Ends the connection with all its sessions. Best effort; may be called when there is none.</summary>
    public async Task ExitAsync()
    {
        if (File.Exists(route.Socket))
        {
            using var ssh = SshProcess.Start(route.Control("exit"));
            await ssh.LastWordsAsync();
        }
    }

    private async Task<Joined<T>?> JoinAsync<T>(string command, Func<SshProcess, Task<T>> greet)
    {
        try
        {
            return new(await greet(SshProcess.Start([.. route.Joining(timings), command])));
        }
        catch (Exception e) when (e is HostUnreachableException and not SessionRefusedException)
        {
            // A master that is gone, or one whose link died without its noticing: a new connection decides.
            await ExitAsync();
            File.Delete(route.Socket);
            return null;
        }
    }

    private sealed record Joined<T>(T Session);
}

/// <summary>New connections: no more at once than a machine can encrypt for, one at a time to each jump host, again after a drop.</summary>
#pragma warning disable CA1001 // a semaphore whose wait handle is never asked for holds nothing
internal sealed class ColdStarts
#pragma warning restore CA1001
{
    private const int AtOnce = 48;
    private const int Tries = 3;
    private readonly SemaphoreSlim _slots = new(AtOnce);
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _jumps = new(StringComparer.Ordinal);

    /// <summary>Runs an attempt, again where the host dropped it before the login (sshd's MaxStartups).</summary>
    public async Task<T> RunAsync<T>(SshRoute route, SshTimings timings, Func<Task<T>> attempt, CancellationToken ct)
    {
        if (route.Jump is { } jump)
        {
            await StandAsync(jump, timings, ct);
        }

        for (var n = 1; ; n++)
        {
            await _slots.WaitAsync(ct);
            try
            {
                return await attempt();
            }
            catch (ConnectionRefusedException) when (n < Tries)
            {
                // Others are at the door; a random pause, so that not all come back at once.
            }
            finally
            {
                _slots.Release();
            }

            await Task.Delay(timings.BusyHost * (n * Random.Shared.NextDouble()), ct);
        }
    }

    /// <summary>Opens the jump host's connection unless it stands.</summary>
    public async Task StandAsync(SshRoute jump, SshTimings timings, CancellationToken ct)
    {
        var gate = _jumps.GetOrAdd(jump.Socket, _ => new SemaphoreSlim(1));
        await gate.WaitAsync(ct);
        try
        {
            if (File.Exists(jump.Socket))
            {
                using var check = SshProcess.Start(jump.Control("check"));
                await check.LastWordsAsync();
                if (check.Status == 0)
                {
                    return;
                }

                File.Delete(jump.Socket);
            }

            using var ssh = SshProcess.Start(jump.Standing(timings));
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limit.CancelAfter(timings.Connect);
            if (await ssh.WaitAsync(limit.Token) != 0)
            {
                throw SshFailure.Read(jump.Name, await ssh.LastWordsAsync(), stood: false);
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new HostUnreachableException($"{jump.Name} did not answer within {timings.Connect.TotalSeconds:0} s.");
        }
        finally
        {
            gate.Release();
        }
    }
}
