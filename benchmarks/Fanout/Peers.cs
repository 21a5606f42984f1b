using System.Diagnostics;

namespace MailUpgrade.Benchmarks.Fanout;

/// <summary>What people have: OpenSSH from a shell, and Ansible. Each call fails where one host failed.</summary>
internal sealed class Peers(string work)
{
    private string Ssh => $"ssh -F {work}/ssh_config";

    private string Master => $"{Ssh} -o ControlMaster=no -o ControlPath={work}/m/%h";

    public Task PlainAsync(int count) => ParallelAsync(count, $"{Ssh} \"$h\" true");

    public Task MastersUpAsync(int count) => ParallelAsync(count, $"{Ssh} -o ControlMaster=yes -o ControlPersist=600 -o ControlPath={work}/m/%h -f -N \"$h\" > /dev/null 2>&1");

    public Task MastersDownAsync(int count) => ParallelAsync(count, $"{Master} -O exit \"$h\" 2> /dev/null");

    public Task OverMastersAsync(int count) => ParallelAsync(count, $"{Master} \"$h\" true");

    public Task OneOverMasterAsync() => RunAsync($"exec {Master} 127.0.50.1 true");

    public Task StreamAsync() => RunAsync($"exec {Master} 127.0.50.1 'head -c 200000000 /dev/zero' > /dev/null");

    public Task AnsibleAsync(int count) =>
        RunAsync($"ANSIBLE_CONFIG={work}/ansible.cfg exec ansible '{(count == 100 ? "all" : $"all[0:{count - 1}]")}' -i {work}/inventory -m raw -a true > /dev/null");

    private static Task ParallelAsync(int count, string command) =>
        RunAsync($"pids=; n=1; while [ $n -le {count} ]; do h=127.0.50.$n; {command} & pids=\"$pids $!\"; n=$((n + 1)); done; for p in $pids; do wait $p || exit 1; done");

    private static async Task RunAsync(string script)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", script]))!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"exit {process.ExitCode}: {script}");
        }
    }
}
