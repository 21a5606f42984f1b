using System.CommandLine;
using System.Text;
using MailUpgrade.Adapters.Files;
using MailUpgrade.Adapters.Paper;
using MailUpgrade.Adapters.Storage;
using MailUpgrade.Core.Reports;
using MailUpgrade.Core.Reports.Acceptance;
using Microsoft.Data.Sqlite;

namespace MailUpgrade.Service.Commands;

/// <summary>
/// <c>report [RUN] [--paper] [--explain] [--format F] [--out FILE]</c>: the night, or the paper to sign, from the journal alone, the same
/// bytes each time.
/// </summary>
internal static class ReportCommand
{
    private static readonly Argument<string> Run = new("run") { Description = "Run id; default the latest.", DefaultValueFactory = _ => RecordedRun.Latest };
    private static readonly Option<bool> Explain = new("--explain") { Description = "With each figure the journal entries it was computed from." };
    private static readonly Option<string?> Language = new("--language") { Description = "en or id; default the language of the run." };
    private static readonly Option<bool> Paper = new("--paper") { Description = "The acceptance paper (berita acara) with the report as annexes." };
    private static readonly Option<string> Format = new("--format")
    {
        Description = "markdown, html (made for print) or pdf (needs chromium or weasyprint, and --out).",
        DefaultValueFactory = _ => "markdown",
    };

    private static readonly Option<string?> Out = new("--out") { Description = "File to write; default standard output." };

    public static Command Create()
    {
        Language.AcceptOnlyFromAmong("en", "id");
        Format.AcceptOnlyFromAmong("markdown", "html", "pdf");
        var command = new Command("report", "Prints the report of a run, or its acceptance paper.");
        command.Arguments.Add(Run);
        foreach (var option in new Option[] { Explain, Language, Paper, Format, Out })
        {
            command.Options.Add(option);
        }
        command.Validators.Add(result =>
        {
            // A default is not there yet while the line is judged.
            var format = result.GetValue(Format) ?? "markdown";
            if (format == "pdf" && result.GetValue(Out) is null)
            {
                result.AddError("--format pdf needs --out FILE");
            }
            if (format != "markdown" && !result.GetValue(Paper))
            {
                result.AddError("--format goes with --paper; the plain report is Markdown");
            }
        });
        command.SetAction(async (parsed, ct) =>
        {
            var state = new StateFolder(parsed.GetValue(CommonOptions.State)!);
            try
            {
                await WriteAsync(parsed, RecordedRun.Read(state, parsed.GetValue(Run)!, ct), ct);
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
            catch (PdfUnavailableException none)
            {
                return await SayAsync(parsed, none.Message, CommonOptions.Bad);
            }
            catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException or FileFaultException or InvalidDataException or TimeZoneNotFoundException)
            {
                return await SayAsync(
                    parsed, File.Exists(state.JournalPath) ? $"the run cannot be read or the file cannot be written: {e.Message}" : $"{state.JournalPath} does not exist: give the bot's state folder with --state",
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

    private static async Task WriteAsync(ParseResult parsed, RecordedRun run, CancellationToken ct)
    {
        var language = parsed.GetValue(Language) ?? run.Language;
        var format = parsed.GetValue(Format);
        var text = !parsed.GetValue(Paper) ? Text(run, language, parsed.GetValue(Explain))
            : format == "markdown" ? AcceptancePaper.Markdown(run.Events, run.Plan, run.Fleet, run.Team, run.Zone, language, run.HeadHash, parsed.GetValue(Explain), run.Pack)
            : AcceptancePaper.Html(run.Events, run.Plan, run.Fleet, run.Team, run.Zone, language, run.HeadHash, parsed.GetValue(Explain), run.Pack);
        // Bytes, not a console writer: its encoding and line ends would depend on the machine.
        var bytes = Encoding.UTF8.GetBytes(text);
        if (format == "pdf")
        {
            var html = Path.Combine(Directory.CreateTempSubdirectory("mailupgrade-paper-").FullName, "paper.html");
            await File.WriteAllBytesAsync(html, bytes, ct);
            await PdfPrinter.PrintAsync(html, parsed.GetValue(Out)!, ct);
            Directory.Delete(Path.GetDirectoryName(html)!, recursive: true);
        }
        else if (parsed.GetValue(Out) is { } file)
        {
            await File.WriteAllBytesAsync(file, bytes, ct);
        }
        else
        {
            await using var output = Console.OpenStandardOutput();
            await output.WriteAsync(bytes, ct);
        }
    }

    private static string Text(RecordedRun r, string? language, bool explains) =>
        NightReport.Of(r.Events, r.Plan, r.Fleet, r.Team, r.Zone, language ?? r.Language, r.HeadHash, explains, r.Pack);

    private static async Task<int> SayAsync(ParseResult parsed, string words, int exit)
    {
        await parsed.InvocationConfiguration.Error.WriteLineAsync(words);
        return exit;
    }
}
