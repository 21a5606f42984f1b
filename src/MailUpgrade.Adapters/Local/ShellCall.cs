using System.Diagnostics;
using System.Text;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Adapters.Local;

/// <summary>
/// One <c>sh</c> on this machine, the program on its stdin. Nothing of the bot's environment reaches it: that may hold tokens.
/// </summary>
internal static class ShellCall
{
    /// <summary>Longest output kept; the head is cut first.</summary>
    public const int MaxOutput = 64 * 1024;

    // From the end of the shell to the end of its output; wire clock.
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(500);

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Runs to the end. When <paramref name="end"/> is cancelled, it is killed and the end is Lost.</summary>
    /// <param name="command">The shell.</param>
    /// <param name="folder">Where it starts.</param>
    /// <param name="environment">All of its environment.</param>
    /// <param name="program">Sent over stdin.</param>
    /// <param name="group">It gets a session of its own, and all of that is killed. Else only the shell itself: what it started lives.</param>
    /// <param name="end">Ends it.</param>
    public static async Task<AskResult> RunAsync(
        IReadOnlyList<string> command,
        string folder,
        IReadOnlyDictionary<string, string> environment,
        string program,
        bool group,
        CancellationToken end)
    {
        var info = new ProcessStartInfo(group ? "/usr/bin/setsid" : command[0])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
            StandardInputEncoding = Utf8,
        };
        foreach (var word in group ? command : command.Skip(1))
        {
            info.ArgumentList.Add(word);
        }

        info.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            info.Environment[name] = value;
        }

        using var process = new Process { StartInfo = info };
        process.Start();
        var id = process.Id;
        bool Kill() => group ? Signals.SendToGroup(id, Signals.Kill) : Signals.Send(id, Signals.Kill);
        var tail = new TailBuffer(MaxOutput);
        // A thread of its own: reads of a process pipe block, and thirteen hosts asked at once would starve the pool.
        var talk = Task.Factory.StartNew(() => Talk(process, program, tail), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var killed = false;
        await using (end.Register(() => killed = Kill()))
        {
            await process.WaitForExitAsync(CancellationToken.None);
        }

        if (!talk.IsCompleted && await Task.WhenAny(talk, Task.Delay(Linger, CancellationToken.None)) != talk && group)
        {
            // A child left behind holds the output open: what was said until now is enough, and what only reads leaves nothing behind.
            Kill();
        }

        var said = Utf8.GetString(tail.ToArray());
        if (killed)
        {
            return new AskResult(EndKind.Lost, null, said);
        }

        // .NET reports a signal as 128 + number, as a shell does.
        return process.ExitCode is > 128 and < 160
            ? new AskResult(EndKind.Signalled, process.ExitCode - 128, said)
            : new AskResult(EndKind.Exited, process.ExitCode, said);
    }

    private static void Talk(Process process, string program, TailBuffer tail)
    {
        var output = process.StandardOutput.BaseStream;
        try
        {
            using var input = process.StandardInput.BaseStream;
            input.Write(Utf8.GetBytes(program));
        }
        catch (IOException)
        {
            // It ended before it had read all: its status says why.
        }

        var buffer = new byte[8192];
        for (int read; (read = output.Read(buffer)) > 0;)
        {
            tail.Add(buffer.AsSpan(0, read));
        }
    }
}
