using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MailUpgrade.Benchmarks.Start;

/// <summary>Starts a contestant, looks at it from outside, and ends it.</summary>
internal static class Stopwatching
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(1);

    // The kernel counts processor time in hundredths of a second (USER_HZ) in /proc, whatever its own tick is.
    private const double TickMs = 10;

    /// <summary>One start. <paramref name="idle"/> is how long it is left alone before its memory is read.</summary>
    /// <exception cref="InvalidOperationException">It ended, or did not answer in time; its last words are in the message.</exception>
    public static async Task<Round> OnceAsync(Contestant contestant, TimeSpan idle, CancellationToken ct)
    {
        var port = Contestant.FreePort();
        var clock = Stopwatch.StartNew();
        using var process = contestant.Start(port);
        var words = ReadAsync(process);
        try
        {
            Until(() => Connects(port), process, clock);
            var listening = clock.Elapsed;
            Until(() => Answers(port), process, clock);
            var answered = clock.Elapsed;
            var cpu = CpuMs(process.Id);
            await Task.Delay(idle, ct);
            return new Round(listening.TotalMilliseconds, answered.TotalMilliseconds, cpu, IdleKb(process.Id));
        }
        catch (InvalidOperationException e)
        {
            process.Kill();
            throw new InvalidOperationException($"{contestant.Name}: {e.Message}\n{await words}", e);
        }
        finally
        {
            await EndAsync(process);
        }
    }

    private static void Until(Func<bool> holds, Process process, Stopwatch clock)
    {
        while (!holds())
        {
            if (process.HasExited || clock.Elapsed > StartLimit)
            {
                throw new InvalidOperationException(process.HasExited ? $"ended with {process.ExitCode}" : "did not answer in time");
            }
            Thread.Sleep(Look);
        }
    }

    private static bool Connects(int port)
    {
        using var socket = Connected(port);
        return socket is not null;
    }

    private static bool Answers(int port)
    {
        using var socket = Connected(port);
        if (socket is null)
        {
            return false;
        }
        socket.Send(Encoding.ASCII.GetBytes($"GET /health HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"));
        var answer = new byte[4096];
        var length = 0;
        for (int got; length < answer.Length && (got = socket.Receive(answer.AsSpan(length))) > 0;)
        {
            length += got;
        }
        return Encoding.ASCII.GetString(answer, 0, length).StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal);
    }

    private static Socket? Connected(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Loopback, port);
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }

    /// <summary>Fields 14 to 17 of proc(5)'s stat: user and system time of the process and of children it has waited for.</summary>
    private static double CpuMs(int pid)
    {
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return fields[11..15].Sum(f => double.Parse(f, CultureInfo.InvariantCulture)) * TickMs;
    }

    private static double IdleKb(int pid)
    {
        var line = File.ReadLines($"/proc/{pid}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    private static async Task<string> ReadAsync(Process process)
    {
        var both = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        return string.Join('\n', string.Concat(both).Split('\n').TakeLast(5));
    }

    private static async Task EndAsync(Process process)
    {
        if (process.HasExited)
        {
            return;
        }
        using (var term = Process.Start("kill", ["-TERM", $"{process.Id}"]))
        {
            await term.WaitForExitAsync(CancellationToken.None);
        }
        using var limit = new CancellationTokenSource(EndLimit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }
}
