using System.CommandLine;
using MailUpgrade.Adapters.Files;
using MailUpgrade.Adapters.Storage;
using MailUpgrade.Core.Books;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs;
using MailUpgrade.Practice.Remote;
using MailUpgrade.Service.Hosting;
using MailUpgrade.Service.Options;

namespace MailUpgrade.Service.Commands;

/// <summary>
/// <c>hosts mark</c>: reads by what each host can be told from all others, and writes it into the book: a rehearsal on a copy is compared
/// with it. Only reads on the hosts.
/// </summary>
internal static class HostsMark
{
    private const string Script = """
        ID=; KEY=
        { read -r ID < "${MU_ROOT:-}/etc/machine-id"; } 2> /dev/null
        for f in "${MU_ROOT:-}"/etc/ssh/ssh_host_ed25519_key.pub "${MU_ROOT:-}"/etc/ssh/ssh_host_ecdsa_key.pub "${MU_ROOT:-}"/etc/ssh/ssh_host_rsa_key.pub; do
          test -z "$KEY" && test -f "$f" && read -r t k x < "$f" && KEY="$t $k"
        done
        printf 'machine-id=%s\nhost-key=%s\n' "$ID" "$KEY"
        """;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    public static Command Create()
    {
        var mark = new Command("mark", "Reads machine id and ssh host key of every host into the book; a rehearsal on a copy is compared with them.") { FleetLink.FleetOption };
        mark.SetAction((parsed, ct) => FleetLink.GuardAsync(() => MarkAsync(parsed, ct)));
        return mark;
    }

    private static async Task<int> MarkAsync(ParseResult parsed, CancellationToken ct)
    {
        var state = new StateFolder(parsed.GetValue(CommonOptions.State)!);
        var read = new ConfigFolder(parsed.GetValue(CommonOptions.Config)!).Fleet(parsed.GetValue(FleetLink.FleetOption) ?? Settings.DefaultFleet());
        if (read.Faults.Count > 0)
        {
            throw new InvalidDataException(string.Join('\n', read.Faults));
        }
        var fleet = read.Required();
        var seen = fleet.Kind == FleetKind.Practice
            ? await AskAllAsync(new PracticeHosts(ClusterPlace.Of(state.FullPath, fleet), TimeProvider.System), fleet, ct)
            : await OverSshAsync(FleetLink.Of(parsed), ct);
        foreach (var host in seen)
        {
            Console.WriteLine($"{host.Name,-10} {(host.MachineId.Length > 0 ? host.MachineId : "no machine id")} {(host.HostKey.Length > 0 ? host.HostKey[..Math.Min(40, host.HostKey.Length)] + "…" : "no ssh host key")}");
        }
        if (seen.Any(h => h.MachineId.Length == 0 || h.HostKey.Length == 0))
        {
            await Console.Error.WriteLineAsync("Not every host could be read, so nothing was written: a copy could not be told from it.");
            return CommonOptions.Bad;
        }
        using var stateLock = state.Lock(TimeProvider.System);
        using var journal = new SqliteJournal(state.JournalPath);
        using var book = new Book(journal, TimeProvider.System);
        await book.LoadAsync(ct);
        await book.RecordAsync(_ => [new HostsSeen(fleet.Id, seen)], ct);
        Console.WriteLine($"{seen.Count} hosts of {fleet.Id} are marked in the book of {state.FullPath}.");
        return CommonOptions.Done;
    }

    private static async Task<IReadOnlyList<SeenHost>> OverSshAsync(FleetLink link, CancellationToken ct)
    {
        await using var ways = link.Open();
        return await AskAllAsync(ways, link.Fleet, ct);
    }

    private static async Task<IReadOnlyList<SeenHost>> AskAllAsync(IHosts hosts, Fleet fleet, CancellationToken ct) =>
        await Task.WhenAll(fleet.Hosts.Select(async host =>
        {
            try
            {
                var answer = await hosts.AskAsync(host, new HostScript(Script, "hosts-mark", false), Limit, ct);
                var said = new HostSaid(host.Name, answer.ExitStatus, answer.Output);
                return new SeenHost(host.Name, host.Address, said.Value("machine-id"), said.Value("host-key"));
            }
            catch (Exception e) when (e is HostUnreachableException or HostBarredException)
            {
                return new SeenHost(host.Name, host.Address, "", "");
            }
        }));
}
