using System.Diagnostics;
using System.Text;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Service.Tests.Drills;

/// <summary>A night with sampled accounts, probe mail and a queue, looked through afterwards for what must be nowhere.</summary>
public sealed class SampledNightTests
{
    [Fact]
    public async Task Lost_mail_is_named_the_balance_closes_and_no_secret_subject_or_body_is_anywhere()
    {
        var state = Directory.CreateTempSubdirectory("mailupgrade-night-").FullName;
        try
        {
            var (exit, output) = await PlayedDrill.PlayAsync("drills/zimbra/mail-lost.yaml", state);
            Assert.True(exit == 0, $"ended with {exit}:\n{output[Math.Max(0, output.Length - 12_000)..]}");
            var report = await ReportAsync(state);
            Assert.Contains("13 queued messages delivered, 2 lost", report, StringComparison.Ordinal);
            Assert.Contains("| mta1 | 12 | 3 | 13 | 0 | 0 | 2 | no |", report, StringComparison.Ordinal);
            Assert.Matches("Lost on mta1: [0-9A-F]+ user0001@example.co.id partner[0-9]+@example.net", report);
            Assert.Contains("drawn at random", report, StringComparison.Ordinal);

            var canaries = Canaries(Path.Combine(state, "practice"));
            Assert.Equal([], canaries.Where(c => report.Contains(c, StringComparison.Ordinal)).Select(c => $"report: {c}"));
            Assert.Equal([], canaries.Where(c => output.Contains(c, StringComparison.Ordinal)).Select(c => $"chat: {c}"));
            var files = Directory.GetFiles(state, "*", SearchOption.AllDirectories).Where(f => !f.StartsWith(Path.Combine(state, "practice") + "/", StringComparison.Ordinal)).ToList();
            Assert.Contains(files, f => Path.GetFileName(f) == "journal.db");
            Assert.Contains(files, f => f.EndsWith(".sealed", StringComparison.Ordinal));
            Assert.Equal([], files.SelectMany(f => canaries.Where(c => Holds(f, c)).Select(c => $"{f}: {c}")));
            // What is sealed does not even say whose accounts they are.
            Assert.All(files.Where(f => f.EndsWith(".sealed", StringComparison.Ordinal)), f => Assert.False(Holds(f, "@example.co.id")));
        }
        finally
        {
            Directory.Delete(state, recursive: true);
        }
    }

    /// <summary>Passwords of the cluster, and of what lies in its mailboxes and its queue some subjects and bodies.</summary>
    private static List<string> Canaries(string cluster)
    {
        var files = Directory.GetDirectories(cluster, "secrets", SearchOption.AllDirectories).SelectMany(Directory.GetFiles).ToList();
        var secrets = files.SelectMany(File.ReadAllLines).Where(l => l.Length > 20 && !l.Contains('@', StringComparison.Ordinal)).ToList();
        Assert.True(secrets.Count >= 2);
        Assert.All(secrets, s => Assert.Contains(files, f => Holds(f, s)));
        // Of seeded mail: its subjects, and words in the order in which all bodies have them; of the queue and of probes: subject and body.
        return [.. secrets, "Subject: ", "order 1", "As agreed", "A probe of the upgrade team", "invoice kirim gudang", "stok harga surat kontrak"];
    }

    private static bool Holds(string file, string text)
    {
        try
        {
            return File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    private static async Task<string> ReportAsync(string state)
    {
        var info = new ProcessStartInfo("dotnet") { WorkingDirectory = RepositoryRoot.Path, RedirectStandardOutput = true };
        foreach (var word in new[] { Path.Combine(AppContext.BaseDirectory, "mailupgrade.dll"), "report", "--state", state })
        {
            info.ArgumentList.Add(word);
        }
        using var process = Process.Start(info)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
