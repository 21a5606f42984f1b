using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using MailUpgrade.Adapters.Files;
using MailUpgrade.Adapters.Storage;
using MailUpgrade.Core.Books;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Reports;
using Microsoft.Data.Sqlite;

namespace MailUpgrade.Service.Commands;

/// <summary><c>history [--fleet F] [--language L]</c>: the nights of a site beside each other.</summary>
internal static class HistoryCommand
{
    public static Command Create()
    {
        var fleet = new Option<string?>("--fleet") { Description = "Only nights on this fleet." };
        var language = new Option<string>("--language") { Description = "en or id.", DefaultValueFactory = _ => "en" };
        language.AcceptOnlyFromAmong("en", "id");
        var command = new Command("history", "Compares the recorded nights: where time went against plan, which checks warned, what was asked of people.");
        command.Options.Add(fleet);
        command.Options.Add(language);
        command.SetAction(async (parsed, ct) =>
        {
            var state = new StateFolder(parsed.GetValue(CommonOptions.State)!);
            var error = parsed.InvocationConfiguration.Error;
            if (!File.Exists(state.JournalPath))
            {
                await error.WriteLineAsync($"{state.JournalPath} does not exist: give the bot's state folder with --state");
                return CommonOptions.Unusable;
            }
            var nights = new List<RecordedNight>();
            var answers = Answers(state);
            var untrusted = false;
            foreach (var id in Runs(state))
            {
                try
                {
                    var run = RecordedRun.Read(state, id, ct);
                    if (parsed.GetValue(fleet) is not { } wanted || run.Fleet.Id == wanted)
                    {
                        nights.Add(new RecordedNight(run.Events, run.Plan, run.Fleet, run.Team, run.Zone) { Answers = [.. answers.Where(a => a.Run == id)] });
                    }
                }
                catch (Exception e) when (e is RunNotTrustedException or SqliteException or IOException or UnauthorizedAccessException or FileFaultException or InvalidDataException or TimeZoneNotFoundException)
                {
                    // One night that was tampered with or is half there does not hide the others.
                    untrusted = true;
                    await error.WriteLineAsync($"{id} is left out: {e.Message}");
                }
            }
            await using var output = Console.OpenStandardOutput();
            await output.WriteAsync(Encoding.UTF8.GetBytes(SiteHistory.Of(nights, parsed.GetValue(language)!)), ct);
            return untrusted ? CommonOptions.Bad : CommonOptions.Done;
        });
        return command;
    }

    private static ImmutableList<ReviewAnswered> Answers(StateFolder state)
    {
        using var reader = new JournalReader(state.JournalPath);
        return reader.Rows(Streams.Book, 0).Select(row => Book.ToRecorded(row.ToLine())).Aggregate(BookState.Empty, BookState.Apply).ReviewAnswers;
    }

    private static List<string> Runs(StateFolder state)
    {
        using var reader = new JournalReader(state.JournalPath);
        return [.. reader.Streams().Where(s => s != Streams.Book)];
    }
}
