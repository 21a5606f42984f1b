using System.Diagnostics;
using System.Text;
using MailUpgrade.Adapters.Ssh;

namespace MailUpgrade.Adapters.Tests.Ssh;

/// <summary>A folder with a PATH of its own, in which the ticket program runs under one shell and only with the tools that are named.</summary>
internal sealed class ShellBox : IDisposable
{
    private static readonly string[] Tools =
        ["setsid", "mkfifo", "mkdir", "rm", "mv", "ln", "wc", "tail", "head", "grep", "sleep", "cat", "stty", "stat", "fallocate", "uname", "seq", "chmod"];

    private readonly string _bin;

    /// <param name="shell"><c>dash</c>, <c>bash</c> or <c>busybox</c>; it is also the <c>sh</c> of the PATH.</param>
    /// <param name="tools">Further tools; with <c>busybox</c> alone every tool is its applet.</param>
    public ShellBox(string shell, params string[] tools)
    {
        Folder = Directory.CreateTempSubdirectory("mu-shell-").FullName;
        _bin = Path.Combine(Folder, "bin");
        Directory.CreateDirectory(_bin);
        File.CreateSymbolicLink(Path.Combine(_bin, "sh"), Find(shell));
        var applets = tools is ["busybox"];
        foreach (var tool in Tools.Concat(applets ? ["script"] : tools))
        {
            // Debian's busybox has no script.
            File.CreateSymbolicLink(Path.Combine(_bin, tool), Find(applets && tool != "script" ? "busybox" : tool));
        }
    }

    public string Folder { get; }

    public TicketProgram Program(long keep = TicketProgram.KeepBytes) =>
        new(Path.Combine(Folder, "tickets"), Path.Combine(Folder, "ledger"), TicketProgram.LinuxBootId, Path.Combine(Folder, "stop"), keep);

    /// <summary>What the shell says to a text on its stdin.</summary>
    public string Say(string text)
    {
        var info = new ProcessStartInfo(Path.Combine(_bin, "sh"))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Folder,
            StandardInputEncoding = new UTF8Encoding(false),
        };
        info.Environment.Clear();
        info.Environment["PATH"] = _bin;
        using var process = Process.Start(info)!;
        process.StandardInput.Write(text);
        process.StandardInput.Close();
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return said + process.StandardError.ReadToEnd();
    }

    /// <summary>Removes the folder; what still runs in it is ended by its own number.</summary>
    public void Dispose()
    {
        Say(Program().Cancel(new("run", "all")));
        Directory.Delete(Folder, recursive: true);
    }

    // Debian's own first: a PATH may hold wrappers that need more than themselves.
    private static string Find(string tool) =>
        new[] { "/usr/bin/", "/bin/", "/usr/sbin/", "/sbin/" }.Select(p => p + tool).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException($"{tool} is not here: tests/lab/install installs what the tests of the ticket program need");
}
