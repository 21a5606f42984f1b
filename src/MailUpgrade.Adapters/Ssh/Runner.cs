using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Adapters.Ssh;

/// <summary>
/// A shell that stays on a host for short commands, one after another. Each command stands between two marks that it cannot know, so that
/// neither what it prints nor what an earlier one left behind is taken for its end.
/// </summary>
internal sealed class Runner : IDisposable
{
    /// <summary>Longest output kept of one command; the head is cut first.</summary>
    public const int MaxOutput = 64 * 1024;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private static readonly string Functions = Load();
    private readonly string _host;
    private readonly SshProcess _ssh;
    private readonly Lock _gate = new();
    private FrameReader _frame = null!;
    private TaskCompletionSource<RunnerAnswer>? _waiting;
    private Exception? _ended;

    private Runner(string host, SshProcess ssh)
    {
        _host = host;
        _ssh = ssh;
    }

    /// <summary>Number of the shell's session on the host: all that it starts belongs to it.</summary>
    public string Session { get; private set; } = string.Empty;

    /// <summary>It can take a command.</summary>
    public bool Lives
    {
        get
        {
            lock (_gate)
            {
                return _ended is null;
            }
        }
    }

    /// <summary>Sends the functions and waits until the shell has spoken.</summary>
    /// <exception cref="HostUnreachableException">No session came to stand.</exception>
    /// <exception cref="HostBarredException">The way in is barred.</exception>
    public static async Task<Runner> OpenAsync(string host, SshProcess ssh, string prelude, TimeSpan limit)
    {
        var runner = new Runner(host, ssh);
        // A thread of its own: reads of a process pipe block, and a hundred hosts would starve the pool. Small: it holds one buffer.
        new Thread(runner.Read, 128 * 1024) { IsBackground = true, Name = "runner " + host }.Start();
        try
        {
            var hello = await runner.SendAsync(Functions + prelude, "printf '%s' \"$SESSION\"").WaitAsync(limit);
            runner.Session = hello.Output.Trim();
            return runner;
        }
        catch (TimeoutException)
        {
            runner.Dispose();
            throw new HostUnreachableException($"{host} did not answer within {limit.TotalSeconds:0} s.");
        }
        catch
        {
            runner.Dispose();
            throw;
        }
    }

    /// <summary>Runs one piece of shell text and waits for its end. Not to be called while one is under way.</summary>
    /// <exception cref="HostUnreachableException">The shell ended before it answered.</exception>
    public Task<RunnerAnswer> RunAsync(string text) => SendAsync(string.Empty, text);

    /// <summary>What the command under way has printed so far.</summary>
    public string Said()
    {
        lock (_gate)
        {
            return _frame.HasBegun ? Utf8.GetString(_frame.Output) : string.Empty;
        }
    }

    public void Dispose()
    {
        End(new LinkLostException($"The session on {_host} was closed."));
        _ssh.Kill(); // the reader sees the end of its output and frees the rest
    }

    private Task<RunnerAnswer> SendAsync(string before, string text)
    {
        var mark = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var waiting = new TaskCompletionSource<RunnerAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_ended is not null)
            {
                return Task.FromException<RunnerAnswer>(_ended);
            }

            _frame = new FrameReader(mark);
            _waiting = waiting;
        }

        // In braces: a text that was cut off anywhere is a syntax error and runs nothing.
        var frame = $"{{\n{before}printf '%s<\\n' {mark}\n{text}\nprintf '\\n>%s %s\\n' {mark} $?\n}} < /dev/null\n";
        try
        {
            _ssh.Input.Write(Utf8.GetBytes(frame));
            _ssh.Input.Flush();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The reader tells why.
        }

        return waiting.Task;
    }

    private void Read()
    {
        var buffer = new byte[32 * 1024];
        try
        {
            for (int read; (read = _ssh.Output.Read(buffer)) > 0;)
            {
                Take(buffer.AsSpan(0, read));
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // Ended with its process.
        }

        End(SshFailure.Read(_host, _ssh.LastWordsAsync().GetAwaiter().GetResult(), Session.Length > 0));
        _ssh.Dispose();
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if (_waiting is not null && _frame.Take(bytes) is { } status)
            {
                var waiting = _waiting;
                _waiting = null;
                waiting.TrySetResult(new RunnerAnswer(int.Parse(status, CultureInfo.InvariantCulture), Utf8.GetString(_frame.Output)));
            }
        }
    }

    private void End(Exception why)
    {
        lock (_gate)
        {
            _ended ??= why;
            _waiting?.TrySetException(_ended);
            _waiting = null;
        }
    }

    private static string Load()
    {
        using var stream = typeof(Runner).Assembly.GetManifestResourceStream("runner.sh")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}

/// <summary>Answer of a command.</summary>
/// <param name="Status">0 to 255; above 128 a shell also means a signal. Null: it was ended before it had one.</param>
/// <param name="Output">stdout and stderr.</param>
internal sealed record RunnerAnswer(int? Status, string Output);
