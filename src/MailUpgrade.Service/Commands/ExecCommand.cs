using System.CommandLine;
using System.Text.Json;
using MailUpgrade.Adapters.Files;
using MailUpgrade.Adapters.Ssh;
using MailUpgrade.Adapters.Storage;
using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Service.Commands;

/// <summary>
/// <c>exec SELECTOR -- COMMAND</c> on all chosen hosts at once. What is asked and what came of it stand in <c>exec.jsonl</c> of the state
/// folder, the asking before anything is sent. During a run only the executor may.
/// </summary>
internal static class ExecCommand
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    public static Command Create()
    {
        var selector = new Argument<string>("hosts") { Description = "E.g. all, 'role=mailbox', 'site=far name!=mbs6'." };
        var words = new Argument<string[]>("command") { Description = "After --. One word is a shell text, several are one command.", Arity = ArgumentArity.OneOrMore };
        var person = new Option<string?>("--as") { Description = "Your id in the team file; needed while a run is open." };
        var exec = new Command("exec", "Runs a command on hosts, all at once, and keeps a record of it.") { selector, words, FleetLink.FleetOption, person };
        exec.SetAction((parsed, ct) => FleetLink.GuardAsync(() => ExecAsync(parsed, parsed.GetValue(selector)!, parsed.GetValue(words)!, parsed.GetValue(person), ct)));
        return exec;
    }

    private static async Task<int> ExecAsync(ParseResult parsed, string selector, string[] words, string? person, CancellationToken ct)
    {
        var link = FleetLink.Of(parsed);
        var hosts = HostSelector.Parse(selector, out var fault)?.In(link.Fleet) ?? throw new InvalidDataException(fault);
        if (hosts.Count == 0 || hosts.Any(h => h.Name == HostSelector.Bot))
        {
            throw new InvalidDataException($"'{selector}' chooses no host of fleet {link.Fleet.Id}: it has {string.Join(' ', link.Fleet.Hosts.Select(h => h.Name))}");
        }

        var state = Path.GetFullPath(parsed.GetValue(CommonOptions.State)!);
        if (Refusal(state, new ConfigFolder(parsed.GetValue(CommonOptions.Config)!).Team().Required(), person) is { } refused)
        {
            await Console.Error.WriteLineAsync(refused);
            return CommonOptions.Bad;
        }

        var command = words.Length == 1 ? words[0] : string.Join(' ', words.Select(StepVariables.Quoted));
        Record(state, new { at = DateTimeOffset.UtcNow, what = "asked", user = Environment.UserName, person, fleet = link.Fleet.Id, selector, command, hosts = hosts.Select(h => h.Name) });
        await using var ways = link.Open();
        var answers = await Task.WhenAll(hosts.Select(h => OneAsync(ways, h, command, ct)));
        foreach (var (host, answer) in hosts.Zip(answers))
        {
            foreach (var line in answer.Text.TrimEnd('\n').Split('\n'))
            {
                Console.WriteLine($"{host.Name,-10} {line}");
            }
        }

        Record(state, new { at = DateTimeOffset.UtcNow, what = "ended", user = Environment.UserName, person, fleet = link.Fleet.Id, selector, command, status = hosts.Zip(answers).ToDictionary(a => a.First.Name, a => a.Second.Status) });
        return answers.All(a => a.Status == 0) ? CommonOptions.Done : CommonOptions.Bad;
    }

    /// <summary>Why not, or null.</summary>
    private static string? Refusal(string state, Team team, string? person)
    {
        if (!File.Exists(Path.Combine(state, "journal.db")))
        {
            return null;
        }

        using var reader = new JournalReader(Path.Combine(state, "journal.db"));
        var run = reader.Streams().LastOrDefault(s => s != Streams.Book);
        if (run is null)
        {
            return null;
        }

        var now = reader.Rows(run, 0).Select(row => RunCoordinator.ToRecorded(row.ToLine())).Aggregate(RunState.Empty, Fold.Apply);
        return now.HasEnded || now.Status == RunStatus.Planned || (person is not null && team.People.Any(p => p.Id == person && p.Roles.Contains(TeamRoles.Executor)))
            ? null
            : $"{RefusalCodes.NotAllowed}: run {run} is under way, and only its executor may run commands on its hosts by hand: "
              + $"{string.Join(" or ", team.People.Where(p => p.Roles.Contains(TeamRoles.Executor)).Select(p => p.Id))}. Say --as ID, or wait for the end of the run.";
    }

    private static async Task<(int? Status, string Text)> OneAsync(SshHosts ways, FleetHost host, string command, CancellationToken ct)
    {
        try
        {
            var answer = await ways.AskAsync(host, new HostScript(command, "exec", false), Limit, ct);
            return answer.Kind == EndKind.Lost ? (null, $"{answer.Output}\nended after {Limit.TotalMinutes:0} min") : (answer.ExitStatus, answer.Output);
        }
        catch (Exception e) when (e is HostUnreachableException or HostBarredException)
        {
            return (null, e.Message);
        }
    }

    /// <summary>On the disk before the next thing happens.</summary>
    private static void Record(string state, object entry)
    {
        Directory.CreateDirectory(state);
        using var file = new FileStream(Path.Combine(state, "exec.jsonl"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        file.Write(JsonSerializer.SerializeToUtf8Bytes(entry));
        file.WriteByte((byte)'\n');
        file.Flush(flushToDisk: true);
    }
}
