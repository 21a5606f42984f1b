using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace MailUpgrade.Benchmarks.Board;

/// <summary>The bot as people start it, with a state folder that is gone afterwards.</summary>
internal sealed class Bot : IAsyncDisposable
{
    private readonly string state = Directory.CreateTempSubdirectory("mailupgrade-board-").FullName;
    private readonly Process process;

    private Bot(int port, string program)
    {
        Address = new Uri($"http://127.0.0.1:{port}");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var word in new[] { program, "serve", "--state", state })
        {
            start.ArgumentList.Add(word);
        }
        start.Environment["Web__Url"] = Address.AbsoluteUri.TrimEnd('/');
        process = Process.Start(start)!;
    }

    public Uri Address { get; }

    /// <summary>Starts it on a free port and returns when it answers.</summary>
    public static async Task<Bot> StartAsync()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        var bot = new Bot(port, Path.Combine(AppContext.BaseDirectory, "mailupgrade.dll"));
        using var http = new HttpClient { BaseAddress = bot.Address };
        for (var left = 120; ; left--)
        {
            try
            {
                if ((await http.GetAsync("/health")).IsSuccessStatusCode)
                {
                    return bot;
                }
            }
            catch (HttpRequestException) when (left > 0)
            {
                // Not yet.
            }
            await Task.Delay(500);
        }
    }

    /// <summary>A browser that speaks as a person.</summary>
    public async Task<HttpClient> SpeakerAsync(string person)
    {
        var http = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = Address };
        (await http.PostAsJsonAsync("/api/persona", new { person })).EnsureSuccessStatusCode();
        return http;
    }

    /// <summary>Resident memory of the bot's process, MB.</summary>
    public double Megabytes()
    {
        var line = File.ReadLines($"/proc/{process.Id}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    /// <summary>Processor time of the bot so far.</summary>
    public TimeSpan Worked()
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }

    public async Task<string> StateAsync(HttpClient http)
    {
        using var board = JsonDocument.Parse(await http.GetStringAsync(new Uri(Address, "/api/board")));
        return board.RootElement.GetProperty("run").GetProperty("state").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        // The practice cluster outlives the bot; it names its process, and this one began it.
        foreach (var file in Directory.EnumerateFiles(state, "pid", SearchOption.AllDirectories))
        {
            if (int.TryParse((await File.ReadAllTextAsync(file)).Split(' ', '\n')[0], CultureInfo.InvariantCulture, out var id))
            {
                try
                {
                    Process.GetProcessById(id).Kill(entireProcessTree: true);
                }
                catch (ArgumentException)
                {
                    // It has ended by itself.
                }
            }
        }
        Directory.Delete(state, recursive: true);
    }
}
