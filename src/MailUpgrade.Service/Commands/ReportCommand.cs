using System.CommandLine;
using System.Text;
using MailUpgrade.Adapters.Files;
using MailUpgrade.Adapters.Storage;
using MailUpgrade.Core.Reports;
using Microsoft.Data.Sqlite;

namespace MailUpgrade.Service.Commands;

/// <summary><c>report [RUN] [--explain]</c>: the night as Markdown, from the journal alone, the same bytes each time.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var run = new Argument<string>("run") { Description = "Run id; default the latest.", DefaultValueFactory = _ => RecordedRun.Latest };
        var explain = new Option<bool>("--explain") { Description = "Under each figure of the front page the journal entries it was computed from." };
        var language = new Option<string?>("--language") { Description = "en or id; default the language of the run." };
        language.AcceptOnlyFromAmong("en", "id");
        var command = new Command("report", "Prints the report of a run as Markdown.");
        command.Arguments.Add(run);
        command.Options.Add(explain);
        command.Options.Add(language);
        command.SetAction(async (parsed, ct) =>
        {
            var state = new StateFolder(parsed.GetValue(CommonOptions.State)!);
            try
            {
                var text = Text(RecordedRun.Read(state, parsed.GetValue(run)!, ct), parsed.GetValue(language), parsed.GetValue(explain));
                await using var output = Console.OpenStandardOutput();
                // Bytes, not a console writer: its encoding and line ends would depend on the machine.
                await output.WriteAsync(Encoding.UTF8.GetBytes(text), ct);
                return CommonOptions.Done;
            }
            catch (NoSuchRunException none)
            {
                return await SayAsync(parsed, none.Message, CommonOptions.Bad);
            }
            catch (RunNotTrustedException bad)
            {
                return await SayAsync(parsed, $"no report is made: {bad.Message}\n`mailupgrade journal verify` says more.", CommonOptions.Bad);
            }
            catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException or FileFaultException or InvalidDataException or TimeZoneNotFoundException)
            {
                return await SayAsync(
                    parsed, File.Exists(state.JournalPath) ? $"the run cannot be read: {e.Message}" : $"{state.JournalPath} does not exist: give the bot's state folder with --state",
                    CommonOptions.Unusable);
            }
        });
        return command;
    }

    /// <summary>The whole report, for the drill runner and other callers in this process.</summary>
    /// <param name="stateFolder">State folder; nothing in it is changed.</param>
    /// <param name="run">Run id or <c>latest</c>.</param>
    /// <param name="language"><c>en</c> or <c>id</c>; null for the run's own.</param>
    /// <param name="ct">Between entries.</param>
    /// <exception cref="NoSuchRunException">There is no such run.</exception>
    /// <exception cref="RunNotTrustedException">Journal or copies are not what was written.</exception>
    public static Task<string> ForAsync(string stateFolder, string run, string? language, CancellationToken ct) =>
        Task.Run(() => Text(RecordedRun.Read(new StateFolder(stateFolder), run, ct), language, explains: false), ct);

    /// <summary>The lines for a chat's <c>/report</c>, joined by line ends. Parameters and exceptions as <see cref="ForAsync"/>.</summary>
    public static Task<string> SummaryAsync(string stateFolder, string run, string? language, CancellationToken ct) =>
        Task.Run(
            () =>
            {
                var r = RecordedRun.Read(new StateFolder(stateFolder), run, ct);
                return string.Join('\n', ReportSummary.Of(r.Events, r.Plan, r.Fleet, r.Team, r.Zone, language ?? r.Language));
            }, ct);

    private static string Text(RecordedRun r, string? language, bool explains) =>
        NightReport.Of(r.Events, r.Plan, r.Fleet, r.Team, r.Zone, language ?? r.Language, r.HeadHash, explains);

    private static async Task<int> SayAsync(ParseResult parsed, string words, int exit)
    {
        await parsed.InvocationConfiguration.Error.WriteLineAsync(words);
        return exit;
    }
}
