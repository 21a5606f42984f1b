using System.Diagnostics;
using System.Threading.Channels;
using MailUpgrade.Testing;

namespace MailUpgrade.Adapters.Tests.Telegram;

/// <summary>A script of <c>tests/telegram</c> as a process: lines in, lines out.</summary>
internal sealed class PeerProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly Channel<string> lines = System.Threading.Channels.Channel.CreateUnbounded<string>();
    private readonly CancellationTokenSource patience = new(Hang.After);

    public PeerProcess(string script, params string[] arguments)
    {
        var folder = Path.Combine(RepositoryRoot.Path, "tests", "telegram");
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
        {
            throw new InvalidOperationException("the Telegram peers are not installed: run tests/telegram/install");
        }
        process = Process.Start(new ProcessStartInfo("node", [script, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        process.OutputDataReceived += (_, line) => _ = line.Data is null ? lines.Writer.TryComplete() : lines.Writer.TryWrite(line.Data);
        process.BeginOutputReadLine();
    }

    public void Say(string line) => process.StandardInput.WriteLine(line);

    public void NoMore() => process.StandardInput.Close();

    public async Task<string> ReadAsync() => await lines.Reader.ReadAsync(patience.Token);

    public async Task<IReadOnlyList<string>> ReadAllAsync()
    {
        var all = new List<string>();
        await foreach (var line in lines.Reader.ReadAllAsync(patience.Token))
        {
            all.Add(line);
        }
        return all;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }
        await process.WaitForExitAsync();
        process.Dispose();
        patience.Dispose();
    }
}
