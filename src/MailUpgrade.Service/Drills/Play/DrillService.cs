using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using MailUpgrade.Adapters.Local;

namespace MailUpgrade.Service.Drills.Play;

/// <summary>The service as a process of its own session, known by number and start time: nothing else is ever signalled.</summary>
internal sealed class DrillService(
    IReadOnlyList<string> program, string stateFolder, IReadOnlyDictionary<string, string> environment, HttpClient http) : IAsyncDisposable
{
    // Wire clock: from the start of the process to a healthy answer; from TERM to KILL; between two looks.
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private const int LastLines = 15;

    private Process? process;
    private long startTime;

    /// <summary>All that the process prints.</summary>
    public string Log { get; } = Path.Combine(stateFolder, "service.log");

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts it and waits until it is healthy.</summary>
    /// <exception cref="DrillFailedException">It ended, or did not become healthy in time.</exception>
    public async Task StartAsync(CancellationToken ct)
    {
        // Through sh, so that its output goes to a file that outlives the drill. exec keeps the number; setsid parts it from the terminal.
        var info = new ProcessStartInfo("/bin/sh") { UseShellExecute = false };
        foreach (var word in (IEnumerable<string>)["-c", "log=$1; shift; exec setsid \"$@\" < /dev/null >> \"$log\" 2>&1", "sh", Log, .. program])
        {
            info.ArgumentList.Add(word);
        }
        foreach (var inherited in info.Environment.Keys.Where(k => k.StartsWith("Run__", StringComparison.OrdinalIgnoreCase) || k.StartsWith("Away__", StringComparison.OrdinalIgnoreCase) || k.StartsWith("Teams__", StringComparison.OrdinalIgnoreCase)
            || k.StartsWith("Telegram__", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            info.Environment.Remove(inherited);
        }
        foreach (var (name, value) in environment)
        {
            info.Environment[name] = value;
        }
        process?.Dispose();
        process = Process.Start(info)!;
        startTime = Signals.StartTime(process.Id) ?? 0;
        await HealthyAsync(ct);
    }

    /// <summary>Returns when the service answers that it is healthy.</summary>
    /// <exception cref="DrillFailedException">It ended, or did not answer in time.</exception>
    public async Task HealthyAsync(CancellationToken ct)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (true)
        {
            ThrowIfDead();
            try
            {
                using var answer = await http.GetAsync(new Uri("/health", UriKind.Relative), ct);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            if (TimeProvider.System.GetElapsedTime(begun) > StartLimit)
            {
                throw new DrillFailedException($"the service was not healthy within {StartLimit.TotalSeconds:0} s\n{LastWords()}");
            }
            await Task.Delay(Look, ct);
        }
    }

    /// <exception cref="DrillFailedException">The service has ended although nobody ended it.</exception>
    public void ThrowIfDead()
    {
        if (process is { HasExited: true } dead)
        {
            throw new DrillFailedException($"the service ended by itself with status {dead.ExitCode}; its last words:\n{LastWords()}");
        }
    }

    /// <summary>kill -9, and waits until it is gone.</summary>
    public async Task KillAsync(CancellationToken ct)
    {
        Signal(Signals.Kill);
        await process!.WaitForExitAsync(ct);
    }

    /// <summary>Starts the same program once more beside the first and waits until it ends.</summary>
    /// <returns>Its exit status and its last words.</returns>
    /// <exception cref="DrillFailedException">It goes on: two services work on one state folder.</exception>
    public async Task<(int Status, string Said)> SecondAsync(CancellationToken ct)
    {
        var info = new ProcessStartInfo(program[0]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var word in program.Skip(1))
        {
            info.ArgumentList.Add(word);
        }
        foreach (var (name, value) in environment)
        {
            info.Environment[name] = value;
        }
        info.Environment["Web__Url"] = $"http://127.0.0.1:{FreePort()}";
        using var second = Process.Start(info)!;
        var said = Task.WhenAll(second.StandardOutput.ReadToEndAsync(ct), second.StandardError.ReadToEndAsync(ct));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(StartLimit);
        try
        {
            await second.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            second.Kill();
            ct.ThrowIfCancellationRequested();
            throw new DrillFailedException("a second service works on the same state folder");
        }
        return (second.ExitCode, string.Join(' ', string.Concat(await said).Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(2)));
    }

    public void Stop() => Signal(Signals.Stop);

    public void Continue() => Signal(Signals.Continue);

    /// <summary>Ends the service at once: somebody wants the drill to be over.</summary>
    public async Task EndNowAsync()
    {
        if (process is not null)
        {
            await KillAsync(CancellationToken.None);
        }
    }

    /// <summary>Ends the service, politely first.</summary>
    public async ValueTask DisposeAsync()
    {
        if (process is null)
        {
            return;
        }
        Signal(Signals.Continue);
        Signal(Signals.Term);
        using var patience = new CancellationTokenSource(StopLimit);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            await KillAsync(CancellationToken.None);
        }
        process.Dispose();
        process = null;
    }

    private void Signal(int signal)
    {
        if (process is { HasExited: false } && Signals.StartTime(process.Id) == startTime)
        {
            _ = Signals.Send(process.Id, signal);
        }
    }

    private string LastWords()
    {
        using var log = new StreamReader(new FileStream(Log, FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite));
        return string.Join('\n', log.ReadToEnd().TrimEnd().Split('\n').TakeLast(LastLines).Select(line => "    " + line));
    }
}
