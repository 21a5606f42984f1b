using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace MailUpgrade.Benchmarks.Start;

/// <summary>A bot as a stranger starts it: one process that listens on loopback and answers <c>GET /health</c> with 200.</summary>
internal sealed record Contestant(string Name, string Folder, IReadOnlyList<string> Command, Func<int, Dictionary<string, string>> Settings)
{
    /// <summary>Ours, in the folder that the caller works in. The state folder keeps run and practice cluster from start to start.</summary>
    public static Contestant Ours(string program, string state) => new("mailupgrade serve", Environment.CurrentDirectory, [program, "serve"], port => new()
    {
        ["MAILUPGRADE_STATE"] = state,
        ["Run__Plan"] = "quick",
        ["Run__Fleet"] = "practice-small",
        // Real time: no night begins while the rounds are played.
        ["Run__Speed"] = "1",
        ["Web__Url"] = $"http://127.0.0.1:{port}",
    });

    /// <summary>Hubot with its own shell adapter and its HTTP listener. Node itself, without the two-line launcher before it.</summary>
    public static Contestant Hubot(string folder) => new("hubot, shell adapter", folder, ["node", "node_modules/hubot/bin/Hubot.mjs", "--adapter", "Shell"], port => new()
    {
        ["EXPRESS_PORT"] = $"{port}",
        ["EXPRESS_BIND_ADDRESS"] = "127.0.0.1",
    });

    /// <summary>Starts it. Its input stays open, because the shell adapter ends with it; its output is a pipe, as that adapter asks.</summary>
    public Process Start(int port)
    {
        var info = new ProcessStartInfo(Command[0], Command.Skip(1))
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Settings(port))
        {
            info.Environment[name] = value;
        }
        return Process.Start(info) ?? throw new InvalidOperationException($"{Name} did not start");
    }

    /// <summary>A port that nobody has just now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
