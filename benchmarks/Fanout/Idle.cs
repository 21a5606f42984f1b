using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace MailUpgrade.Benchmarks.Fanout;

/// <summary>What connected hosts cost while nothing happens: memory and processor time of this program and of its ssh processes.</summary>
internal static class Idle
{
    public static async Task<int> MeasureAsync(string work, int port, TimeSpan length)
    {
        var alone = Cost.Of([Environment.ProcessId]);
        await using var ours = new Ours(work, port, 100, "o");
        await ours.TrueOnAllAsync();
        GC.Collect();
        var ssh = Process.GetProcessesByName("ssh").Where(p => CommandLine(p.Id).Contains(work, StringComparison.Ordinal)).Select(p => p.Id).ToList();
        var before = (Bot: Cost.Of([Environment.ProcessId]), Ssh: Cost.Of(ssh));
        await Task.Delay(length);
        var after = (Bot: Cost.Of([Environment.ProcessId]), Ssh: Cost.Of(ssh));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"100 hosts connected, idle for {length.TotalMinutes:0.#} min; memory is the private part (PSS), since all ssh share their code"));
        Console.WriteLine($"{"",-32}{"processes",10}{"MB",10}{"CPU ms",10}");
        Line("this program before it connects", 1, alone.Mb, 0);
        Line("this program, 100 hosts", 1, after.Bot.Mb, after.Bot.CpuMs - before.Bot.CpuMs);
        Line("ssh (masters and shells)", ssh.Count, after.Ssh.Mb, after.Ssh.CpuMs - before.Ssh.CpuMs);
        Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, double>
        {
            ["bot_mb"] = Math.Round(after.Bot.Mb, 1),
            ["ssh_mb"] = Math.Round(after.Ssh.Mb, 1),
            ["bot_cpu_ms_per_minute"] = Math.Round((after.Bot.CpuMs - before.Bot.CpuMs) / length.TotalMinutes, 1),
            ["ssh_cpu_ms_per_minute"] = Math.Round((after.Ssh.CpuMs - before.Ssh.CpuMs) / length.TotalMinutes, 1),
        }));
        return 0;
    }

    private static void Line(string what, int processes, double mb, double cpuMs) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-32}{processes,10}{mb,10:F1}{cpuMs,10:F0}"));

    private static string CommandLine(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline");
        }
        catch (IOException)
        {
            return string.Empty;
        }
    }

    private sealed record Cost(double Mb, double CpuMs)
    {
        private const double TicksPerMs = 0.1; // USER_HZ is 100 on every Linux that .NET runs on

        public static Cost Of(IReadOnlyCollection<int> pids) => new(pids.Sum(Pss) / 1024, pids.Sum(CpuTicks) / TicksPerMs);

        private static double Pss(int pid)
        {
            var line = File.Exists($"/proc/{pid}/smaps_rollup") ? File.ReadLines($"/proc/{pid}/smaps_rollup").FirstOrDefault(l => l.StartsWith("Pss:", StringComparison.Ordinal)) : null;
            return line is null ? 0 : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }

        private static double CpuTicks(int pid)
        {
            if (!File.Exists($"/proc/{pid}/stat"))
            {
                return 0;
            }

            var stat = File.ReadAllText($"/proc/{pid}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture);
        }
    }
}
