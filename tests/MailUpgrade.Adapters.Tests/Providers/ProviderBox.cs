using System.Diagnostics;
using MailUpgrade.Core.Plans;
using MailUpgrade.Testing;

namespace MailUpgrade.Adapters.Tests.Providers;

/// <summary>Runs the scripts of provider <c>exec</c> as the bot does, over a store of files or over a program that is given.</summary>
internal sealed class ProviderBox : IDisposable
{
    /// <summary>A store as files: disks, members and power are one file each; files <c>fail-HOST</c>, <c>noop-HOST</c> and <c>lost-HOST</c> are its faults.</summary>
    private const string Store = """
        #!/bin/sh
        S=${0%/*} A=$1; shift
        echo "$A $*" >> "$S/log"
        case $A in create | verify | restore | delete | probe | size) SET=$1; shift ;; esac
        H=$1 M=$S/member-$SET-$1 N=$(wc -l < "$S/log")
        case $A in
          create) test ! -f "$S/fail-$H" || { echo "no space left"; exit 1; }; test -f "$S/noop-$H" || echo "id-$N" > "$M"; echo "id-$N" ;;
          verify) test ! -f "$S/lost-$H" && cat "$M" 2> /dev/null || { echo "no such member"; exit 1; } ;;
          restore) test "$(cat "$S/power-$H")" = off || { echo "is on"; exit 1; }; test -f "$S/noop-$H" || echo "disk-$N" > "$S/disk-$H"; cat "$S/disk-$H" ;;
          disk) cat "$S/disk-$H" ;;
          delete) rm -f "$M" ;;
          probe) test ! -f "$S/fail-$H" || { echo "no space left"; exit 1; }; if test -f "$S/runs-$H"; then echo "not tried: it runs"; else echo "id-$N was made"; fi ;;
          power) test -z "$2" || echo "$2" > "$S/power-$H"; cat "$S/power-$H" ;;
          size) echo 5242880 ;;
          free) cat "$S/free" ;;
          console) echo "grub>" ;;
        esac
        """;

    private readonly IReadOnlyList<string> _hosts;
    private readonly string _program;

    public ProviderBox(IReadOnlyList<string> hosts, string? program = null)
    {
        _hosts = hosts;
        Folder = Directory.CreateTempSubdirectory("mu-provider-").FullName;
        _program = program ?? Path.Combine(Folder, "store");
        File.WriteAllText(Path.Combine(Folder, "store"), Store.ReplaceLineEndings("\n"));
        File.WriteAllText(Path.Combine(Folder, "log"), string.Empty);
        foreach (var host in hosts)
        {
            File.WriteAllText(Path.Combine(Folder, "disk-" + host), $"first-{host}\n");
            File.WriteAllText(Path.Combine(Folder, "power-" + host), "on\n");
        }

        Sh("chmod 755 " + Path.Combine(Folder, "store"));
    }

    public string Folder { get; }

    /// <summary>What the store was asked, one call a line.</summary>
    public IReadOnlyList<string> Asked => File.ReadAllLines(Path.Combine(Folder, "log"));

    public void Fault(string name) => File.WriteAllText(Path.Combine(Folder, name), string.Empty);

    public void Clear(string name) => File.Delete(Path.Combine(Folder, name));

    public string Read(string name) => File.ReadAllText(Path.Combine(Folder, name)).Trim();

    /// <summary>Runs an action of the provider.</summary>
    public (int Code, string Said) Do(string action, string with = "")
    {
        var script = File.ReadAllText(Path.Combine(RepositoryRoot.Path, $"config/providers/exec/snapshot-{action}.sh"));
        var fleet = string.Join('\n', _hosts.Select(h => $"{h} 10.0.0.1 near mailbox"));
        return Sh($"MU_SET=set-1 MU_PROGRAM={StepVariables.Quoted(_program)} MU_FLEET={StepVariables.Quoted(fleet)} {with}\n{script}");
    }

    /// <summary>Runs a text under sh.</summary>
    public (int Code, string Said) Sh(string text, string path = "/usr/bin:/bin")
    {
        var info = new ProcessStartInfo("/bin/sh") { WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        info.Environment.Clear();
        info.Environment["PATH"] = Path.Combine(Folder, "bin") + ":" + path;
        info.Environment["HOME"] = Folder;
        info.Environment["MU_STATE"] = Folder;
        using var process = Process.Start(info)!;
        process.StandardInput.Write(text);
        process.StandardInput.Close();
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said + process.StandardError.ReadToEnd());
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
