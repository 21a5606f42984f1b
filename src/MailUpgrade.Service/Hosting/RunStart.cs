using System.Globalization;
using MailUpgrade.Adapters.Files;
using MailUpgrade.Adapters.Storage;
using MailUpgrade.Core.Books;
using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Time;
using MailUpgrade.Service.Options;

namespace MailUpgrade.Service.Hosting;

/// <summary>Finds the open run of the state folder, or plans a new one for the next opening of the window.</summary>
public static class RunStart
{
    /// <summary>The clock as it would be: found again, or begun at this instant.</summary>
    /// <param name="file">Of the state folder.</param>
    /// <param name="kept">What the hosts of an adopted night go by, or null.</param>
    /// <param name="fleet">A practice or lab fleet's clock can be scaled.</param>
    /// <param name="plan">For its zone.</param>
    /// <param name="options">Start and speed of a new clock.</param>
    /// <param name="wire">Now.</param>
    public static ClockDefinition ClockOf(
        ClockFile file, ClockDefinition? kept, Fleet fleet, Plan plan, RunOptions options, DateTimeOffset wire)
    {
        if (fleet.Kind is not (FleetKind.Practice or FleetKind.Lab))
        {
            return new ClockDefinition(wire, wire, 1);
        }
        if ((file.Read() ?? kept) is { } known)
        {
            return known;
        }
        var zone = TimeZoneInfo.FindSystemTimeZoneById(plan.Zone);
        var starts = options.Starts
            ?? WindowClock.InstantOf(WindowClock.LocalDay(wire, zone), new TimeOnly(18, 0), zone);
        return new ClockDefinition(starts.ToUniversalTime(), wire, options.Speed);
    }

    /// <summary>The same, and from now on it is the clock of this state folder.</summary>
    public static ClockDefinition Begin(ClockFile file, ClockDefinition? kept, Fleet fleet, Plan plan, RunOptions options, DateTimeOffset wire)
    {
        var definition = ClockOf(file, kept, fleet, plan, options, wire);
        if (fleet.Kind is FleetKind.Practice or FleetKind.Lab)
        {
            file.Write(definition);
        }
        return definition;
    }

    /// <summary>Loads the newest run if it is open; otherwise plans one.</summary>
    /// <exception cref="FilesUnusableException">There is no open run and the files have faults.</exception>
    public static async Task LoadOrPlanAsync(
        RunCoordinator run, IJournal journal, Book book, ConfigFolder config, RunOptions options, TimeProvider clock, CancellationToken ct)
    {
        var runs = (await journal.StreamsAsync(ct)).Where(s => s != Streams.Book).ToList();
        if (runs.Count > 0)
        {
            await run.LoadAsync(runs[^1], ct);
            if (!run.State.HasEnded)
            {
                await run.SubmitAsync(new ResumeService($"resume:{run.State.Seq}"), ct);
                return;
            }
            var ended = run.State;
            await book.RecordAsync(known => Outliving.Of(ended, run.Scene, known), ct);
        }
        await PlanAsync(run, runs, book.State, config, options, clock, ct);
    }

    private static async Task PlanAsync(
        RunCoordinator run, List<string> runs, BookState book, ConfigFolder config, RunOptions options, TimeProvider clock, CancellationToken ct)
    {
        var check = PlanCheck.Of(config, options.Plan, options.Fleet);
        if (check.Faults.Count > 0)
        {
            throw new FilesUnusableException(string.Join('\n', check.Faults));
        }
        var plan = check.Plan.Required();
        var fleet = check.Fleet.Required();
        var zone = TimeZoneInfo.FindSystemTimeZoneById(plan.Zone);
        var appointment = book.Nights.GetValueOrDefault((plan.Id, fleet.Id));
        var kickOff = appointment is { } set && set.KickOff > clock.GetUtcNow()
            ? set.KickOff : WindowClock.Next(clock.GetUtcNow(), plan.Window.Opens, zone);
        var day = WindowClock.LocalDay(kickOff, zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var id = $"{day}-{fleet.Id}";
        for (var n = 2; runs.Contains(id); n++)
        {
            id = $"{day}-{fleet.Id}-{n}";
        }
        await run.PlanAsync(
            new RunPlanned(
                id, options.Mode, plan.Id, check.Plan.Hash, fleet.Id, check.Fleet.Hash, check.Team.Hash, kickOff,
                WindowClock.Closing(kickOff, plan.Window, zone), options.Language is { Length: > 0 } said ? said : fleet.Language), ct);
        await run.SubmitAsync(new CarryIssues($"carry:{id}", Outliving.StillOpen(book, plan.Id)), ct);
    }
}
