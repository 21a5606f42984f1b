using System.Text;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Adapters.Ssh;

/// <summary>One host: its connection, its shells, and a session of its own for every stream.</summary>
internal sealed class SshHost
{
    private const int StreamBuffer = 512 * 1024;

    // Above this a stream is a flood: the pipe is given a moment to fill, because a reader that is woken for every packet of ssh takes
    // the processor from ssh itself. Half a MiB a millisecond is more than ssh can decrypt.
    private const int FloodBytes = 4 * 1024;
    private static readonly TimeSpan FloodPause = TimeSpan.FromMilliseconds(1);

    // What the stream's shell says first: what comes before it is the login shell's own noise.
    private static readonly byte[] Greeting = "mailupgrade-stream\n"u8.ToArray();
    private readonly SshMaster _master;
    private readonly RunnerPool _shells;
    private readonly SshTimings _timings;
    private readonly string _shell;

    public SshHost(SshRoute route, bool sudo, SshTimings timings, ColdStarts cold)
    {
        _timings = timings;
        _shell = sudo ? "exec sudo -n -H -- sh" : "exec sh";
        _master = new SshMaster(route, timings, cold);
        _shells = new RunnerPool(_master, _shell, string.Empty, timings);
    }

    /// <summary>Way to its jump host, or null.</summary>
    public SshRoute? Jump => _master.Route.Jump;

    /// <summary>Runs somebody else's program, until <paramref name="end"/> at most.</summary>
    public async Task<AskResult> AskAsync(string program, CancellationToken end)
    {
        var answer = await _shells.RunAsync("mu_ask " + StepVariables.Quoted(program), end);
        return answer switch
        {
            { Status: null } => new(EndKind.Lost, null, answer.Output),
            { Status: > 128 and < 160 } => new(EndKind.Signalled, answer.Status - 128, answer.Output),
            _ => new(EndKind.Exited, answer.Status, answer.Output),
        };
    }

    /// <summary>Runs a call of the ticket program. Once begun it goes on when the waiting ends: half a start is worse than a late one.</summary>
    /// <exception cref="HostUnreachableException">No answer in time: it may or may not have happened.</exception>
    public async Task<string> CallAsync(string text, CancellationToken ct)
    {
        var answer = await CallToEndAsync(text).WaitAsync(ct);
        return answer.Status is not null ? answer.Output : throw new HostUnreachableException($"{_master.Route.Name} did not answer within {_timings.TicketCall.TotalSeconds:0} s.");
    }

    /// <summary>Streams the output of a program in a session of its own until it ends.</summary>
    /// <returns>The offset behind the last byte.</returns>
    /// <exception cref="LinkLostException">It was cut.</exception>
    public async Task<long> StreamAsync(string program, long offset, OutputSink onOutput, CancellationToken ct)
    {
        var (ssh, first) = await _master.OpenAsync(_shell, s => GreetAsync(s, program), ct);
        try
        {
            await using var cancelled = ct.Register(ssh.Kill);
            if (first.Length > 0)
            {
                await onOutput(offset, first);
                offset += first.Length;
            }

            // A thread of its own: reads of a process pipe block, and a switch to the pool for each costs half the throughput.
            var from = offset;
            offset = await Task.Factory.StartNew(() => Pour(ssh.Output, from, onOutput), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            var said = await ssh.LastWordsAsync();
            ct.ThrowIfCancellationRequested();
            return ssh.Status == 0 ? offset : throw SshFailure.Read(_master.Route.Name, said, stood: true);
        }
        finally
        {
            ssh.Dispose();
            _master.Closed();
        }
    }

    private static long Pour(Stream output, long offset, OutputSink onOutput)
    {
        var buffer = new byte[StreamBuffer];
        for (int read; (read = output.Read(buffer)) > 0;)
        {
            var taken = onOutput(offset, buffer.AsMemory(0, read));
            if (!taken.IsCompletedSuccessfully)
            {
                taken.AsTask().GetAwaiter().GetResult();
            }

            offset += read;
            if (read > FloodBytes)
            {
                Thread.Sleep(FloodPause);
            }
        }

        return offset;
    }

    /// <summary>Ends the connection.</summary>
    public async Task ExitAsync()
    {
        _shells.Close();
        await _master.ExitAsync();
    }

    private async Task<RunnerAnswer> CallToEndAsync(string text)
    {
        using var limit = new CancellationTokenSource(_timings.TicketCall);
        return await _shells.RunAsync(text, limit.Token);
    }

    private async Task<(SshProcess Ssh, byte[] First)> GreetAsync(SshProcess ssh, string program)
    {
        var name = _master.Route.Name;
        using var limit = new CancellationTokenSource(_timings.Connect);
        await using var late = limit.Token.Register(ssh.Kill);
        try
        {
            var text = "{ echo mailupgrade-stream\n" + program + "\nexit $?\n}\n";
            await ssh.Input.WriteAsync(Encoding.UTF8.GetBytes(text), CancellationToken.None);
            await ssh.Input.FlushAsync(CancellationToken.None);
            var heard = new MemoryStream();
            var buffer = new byte[4096];
            for (int read; (read = await ReadAsync(ssh.Output, buffer)) > 0;)
            {
                heard.Write(buffer.AsSpan(0, read));
                var at = heard.GetBuffer().AsSpan(0, (int)heard.Length).IndexOf(Greeting);
                if (at >= 0)
                {
                    return (ssh, heard.ToArray()[(at + Greeting.Length)..]);
                }
            }
        }
        catch (IOException)
        {
            // Its last words say why.
        }

        var said = await ssh.LastWordsAsync();
        ssh.Dispose();
        throw limit.IsCancellationRequested
            ? new HostUnreachableException($"{name} did not answer within {_timings.Connect.TotalSeconds:0} s.")
            : SshFailure.Read(name, said, stood: false);
    }

    private static ValueTask<int> ReadAsync(Stream from, byte[] buffer) => from.ReadAsync(buffer.AsMemory(), CancellationToken.None);
}
