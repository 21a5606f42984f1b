using System.CommandLine;
using MailUpgrade.Adapters.Storage;
using Microsoft.Data.Sqlite;

namespace MailUpgrade.Service.Commands;

/// <summary><c>journal export</c> and <c>journal verify</c>. Both only read, also beside a running service.</summary>
internal static class JournalCommand
{
    private const string Latest = "latest";

    public static Command Create()
    {
        var command = new Command("journal", "Exports or verifies the journal of a run.");
        command.Subcommands.Add(Export());
        command.Subcommands.Add(Verify());
        return command;
    }

    /// <summary>What is wrong with a run's journal, for drills; empty when it verifies.</summary>
    public static Task<IReadOnlyList<string>> FaultsOfAsync(string stateFolder, string run, CancellationToken ct)
    {
        var state = new StateFolder(stateFolder);
        var verdict = new JournalVerify(new PostedHeads(state.HeadsPath)).Run(state.JournalPath, run, null, ct);
        return Task.FromResult<IReadOnlyList<string>>(verdict.Ok ? [] : [.. verdict.Sentences.Select(s => s.En)]);
    }

    private static Command Export()
    {
        var run = RunArgument("Run id; default the latest.");
        var export = new Command("export", "Prints a run as JSON lines, the same bytes each time.");
        export.Arguments.Add(run);
        export.SetAction(async (parsed, ct) =>
        {
            var state = new StateFolder(parsed.GetValue(CommonOptions.State)!);
            return await GuardAsync(state, async () =>
            {
                var journal = new JournalExport(state.JournalPath);
                if (RunOf(journal, parsed.GetValue(run)!) is not { } id)
                {
                    return await NoRunAsync(state);
                }
                await using var output = Console.OpenStandardOutput();
                return await journal.WriteAsync(id, output, ct) > 0 ? CommonOptions.Done : await NoRunAsync(state, id);
            });
        });
        return export;
    }

    private static Command Verify()
    {
        var what = RunArgument("Run id or an exported FILE.jsonl; default the latest run.");
        var head = new Option<string?>("--head") { Description = "Hash that the journal must contain, e.g. the last one posted in chat." };
        var verify = new Command("verify", "Recomputes the chain and names the first bad seq.");
        verify.Arguments.Add(what);
        verify.Options.Add(head);
        verify.SetAction(async (parsed, ct) =>
        {
            var state = new StateFolder(parsed.GetValue(CommonOptions.State)!);
            var name = parsed.GetValue(what)!;
            return await GuardAsync(state, async () =>
            {
                var isFile = name.EndsWith(".jsonl", StringComparison.Ordinal) || File.Exists(name);
                var check = new JournalVerify(isFile ? null : new PostedHeads(state.HeadsPath));
                if (isFile)
                {
                    return Say(await check.FileAsync(name, parsed.GetValue(head), ct));
                }
                // The verifier finds the latest run itself: a damaged file must be named, not fail on the way.
                var verdict = check.Run(state.JournalPath, name, parsed.GetValue(head), ct);
                return verdict.Found ? Say(verdict) : await NoRunAsync(state, name == Latest ? null : name);
            });
        });
        return verify;
    }

    private static Argument<string> RunArgument(string description) =>
        new("run") { Description = description, DefaultValueFactory = _ => Latest };

    private static string? RunOf(JournalExport journal, string name) => name == Latest ? journal.LatestRun() : name;

    private static int Say(JournalVerdict verdict)
    {
        foreach (var sentence in verdict.Sentences)
        {
            Console.WriteLine(sentence.En);
        }
        return verdict.Ok ? CommonOptions.Done : CommonOptions.Bad;
    }

    private static async Task<int> NoRunAsync(StateFolder state, string? id = null)
    {
        await Console.Error.WriteLineAsync(id is null
            ? $"{state.FullPath} has no run yet: start the bot, or give another --state"
            : $"{state.FullPath} has no run '{id}': 'journal export' without a name takes the latest");
        return CommonOptions.Bad;
    }

    private static async Task<int> GuardAsync(StateFolder state, Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(File.Exists(state.JournalPath)
                ? $"the journal cannot be read: {e.Message}" : $"{state.JournalPath} does not exist: give the bot's state folder with --state");
            return CommonOptions.Unusable;
        }
    }
}
