using System.Diagnostics;
using System.Text;
using MailUpgrade.Adapters.Storage;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Adapters.Ssh;

/// <summary>One <c>ssh</c> with its three pipes. What it says on stderr is kept, at most 8 KiB, for the reason of its end.</summary>
internal sealed class SshProcess : IDisposable
{
    private const int PipeBytes = 1024 * 1024;
    private const int WordsKept = 8 * 1024;
    private readonly Process _process;
    private readonly StringBuilder _said = new();
    private readonly Task _errors;

    private SshProcess(Process process)
    {
        _process = process;
        Output = process.StandardOutput.BaseStream;
        if (Output is System.IO.Pipes.PipeStream pipe)
        {
            Posix.WidenPipe(pipe.SafePipeHandle, PipeBytes);
        }

        _errors = ReadErrorsAsync();
    }

    public Stream Input => _process.StandardInput.BaseStream;

    public Stream Output { get; }

    public bool HasEnded => _process.HasExited;

    /// <exception cref="SshClientMissingException">There is no ssh to start.</exception>
    public static SshProcess Start(IEnumerable<string> words)
    {
        var info = new ProcessStartInfo("ssh")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
        };
        foreach (var word in words)
        {
            info.ArgumentList.Add(word);
        }

        // ssh's words are read: they must be the English ones. The bot's own settings may hold tokens: SendEnv of an ssh_config must not find them.
        foreach (var name in info.Environment.Keys.ToList())
        {
            if (name is not ("PATH" or "HOME" or "USER" or "LOGNAME" or "SSH_AUTH_SOCK" or "KRB5CCNAME" or "XDG_RUNTIME_DIR"))
            {
                info.Environment.Remove(name);
            }
        }

        info.Environment["LC_ALL"] = "C";
        try
        {
            return new SshProcess(Process.Start(info)!);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new SshClientMissingException($"The ssh client cannot be started ({e.Message}). Install openssh-client on the bot's machine.");
        }
    }

    /// <summary>Waits for the end and says why it came. For a process that has closed its output.</summary>
    public async Task<string> LastWordsAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            await _process.WaitForExitAsync(limit.Token);
            await _errors.WaitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            Kill();
        }

        lock (_said)
        {
            return _said.ToString();
        }
    }

    /// <summary>Waits for the end and gives the exit status; kills it when cancelled.</summary>
    public async Task<int> WaitAsync(CancellationToken ct)
    {
        await using (ct.Register(Kill))
        {
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        ct.ThrowIfCancellationRequested();
        return _process.ExitCode;
    }

    /// <summary>Exit status of the remote program, 255 where ssh itself failed. After <see cref="LastWordsAsync"/> only.</summary>
    public int Status => _process.HasExited ? _process.ExitCode : 255;

    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private async Task ReadErrorsAsync()
    {
        var buffer = new char[1024];
        try
        {
            for (int read; (read = await _process.StandardError.ReadAsync(buffer)) > 0;)
            {
                lock (_said)
                {
                    if (_said.Length < WordsKept)
                    {
                        _said.Append(buffer, 0, Math.Min(read, WordsKept - _said.Length));
                    }
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Ended with its process.
        }
    }
}
