using System.Diagnostics;
using MailUpgrade.Adapters.Files;
using MailUpgrade.Adapters.Tests.Practice;
using MailUpgrade.Core.Plans;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Zimbra;

/// <summary>Runs the pack's scripts on hosts of a practice cluster, whose single commands a test can replace by captured words.</summary>
public sealed class PackHost : IAsyncLifetime
{
    private TestCluster? test;

    private static readonly ConfigFolder Config = new(Path.Combine(RepositoryRoot.Path, "config"));

    /// <summary>The cluster; nothing of it listens.</summary>
    public TestCluster Test => test!;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        test = await TestCluster.CreateAsync(speed: 600);
        foreach (var store in (string[])["mbs1", "mbs4", "mbs6"])
        {
            FallDue(store, "0 0 1 1 *"); // hours pass here between two lines of a test: no schedule begins among them by chance
        }
    }

    /// <inheritdoc/>
    public Task DisposeAsync() => Test.DisposeAsync().AsTask();

    /// <summary>The words that a real host would print in place of the simulated command's.</summary>
    public void Says(string host, string command, string words, int exit = 0)
    {
        var file = Path.Combine(Test.Folder.RootOf(host), "opt/zimbra/bin", command);
        File.WriteAllText(file, $"#!/bin/sh\ncat << 'WORDS'\n{words}\nWORDS\nexit {exit}\n");
    }

    /// <summary>Every schedule of the plugin that is on is due by this pattern; an hour has passed since the plugin looked.</summary>
    public void FallDue(string host, string pattern)
    {
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Test.Folder.FaultsOf(host)).FullName, "schedule-due"), $"text={pattern}\n");
        File.WriteAllText(Path.Combine(Test.Folder.RootOf(host), "opt/zimbra/.practice/schedules-looked"), $"{Test.Clock.GetUtcNow().AddHours(-1).ToUnixTimeSeconds()}\n");
    }

    /// <summary>Exit code and output of a script of the pack.</summary>
    public Task<(int Exit, string Output)> RunAsync(string host, string script, params (string Name, string Value)[] variables) =>
        RunAsync(host, new ScriptRef(ScriptPlace.Pack, "zimbra", script), variables);

    /// <summary>Exit code and output of a backup action of a provider.</summary>
    public Task<(int Exit, string Output)> BackupAsync(string host, string provider, string action, params (string Name, string Value)[] variables) =>
        RunAsync(host, new ScriptRef(ScriptPlace.Provider, provider, $"backup-{action}.sh"), [("MU_SET", "r1-backup"), .. variables]);

    private async Task<(int Exit, string Output)> RunAsync(string host, ScriptRef script, (string Name, string Value)[] variables)
    {
        var at = Test.Host(host);
        var values = new List<(string Name, string Value)>
        {
            ("MU_HOST", host), ("MU_ROLES", string.Join(',', at.Roles)), ("MU_RUN", "r1"), ("MU_FROM", "8.7.1"), ("MU_TO", "8.8.10"), ("MU_DOMAIN", "example.co.id"),
            ("MU_TESTERS", ""), ("MU_VOLUMES", host == "mbs4" ? "far-hsm /mnt/far-hsm nfs" : ""), ("MU_PHASE", "precheck"), ("MU_LEFT_OUT", ""), ("MU_KICKOFF", Test.Clock.GetUtcNow().AddHours(5).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ("MU_FLEET", string.Join('\n', Test.Fleet.Hosts.Select(h => $"{h.Name} {h.Address} {h.Site} {string.Join(',', h.Roles)}"))),
        };
        values.AddRange(variables);
        return await ShellAsync(host, string.Concat(values.Select(v => $"{v.Name}={StepVariables.Quoted(v.Value)}\n")) + Config.ProgramOf("zimbra", script));
    }

    /// <summary>Exit code and output of a few lines of shell on a host.</summary>
    public async Task<(int Exit, string Output)> ShellAsync(string host, string text)
    {
        using var shell = Process.Start(new ProcessStartInfo(Test.Folder.On, [host, "sh"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = shell.StandardError.ReadToEndAsync();
        await shell.StandardInput.WriteAsync(text);
        shell.StandardInput.Close();
        var output = await shell.StandardOutput.ReadToEndAsync();
        await errors;
        await shell.WaitForExitAsync();
        return (shell.ExitCode, output);
    }
}
