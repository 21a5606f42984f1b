using System.Diagnostics;
using MailUpgrade.Testing;

namespace MailUpgrade.Adapters.Tests.Zimbra;

/// <summary>Runs scripts of the pack on this machine, with some of what they call put in place.</summary>
internal static class PackShell
{
    /// <summary>All that a script prints, run as on the host mta1.</summary>
    /// <param name="script">Below the pack.</param>
    /// <param name="instead">Lines of shell that take the place of what the library set.</param>
    public static async Task<string> RunAsync(string script, string instead)
    {
        var pack = Path.Combine(RepositoryRoot.Path, "config/packs/zimbra");
        return await ShellAsync($"{await File.ReadAllTextAsync(Path.Combine(pack, "lib.sh"))}\niptables() {{ return 1; }}\nip6tables() {{ return 1; }}\n{instead}\n{await File.ReadAllTextAsync(Path.Combine(pack, script))}");
    }

    /// <summary>All that a text of shell prints.</summary>
    public static async Task<string> ShellAsync(string text)
    {
        var start = new ProcessStartInfo("sh") { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var (name, value) in new[] { ("MU_ROOT", ""), ("MU_RUN", "run-1"), ("MU_HOST", "mta1"), ("MU_ROLES", "mta"), ("MU_PORTS", "") })
        {
            start.Environment[name] = value;
        }
        using var shell = Process.Start(start)!;
        await shell.StandardInput.WriteAsync(text);
        shell.StandardInput.Close();
        var said = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        return said;
    }
}
