using System.Text.Json;
using MailUpgrade.Adapters.Files;
using MailUpgrade.Adapters.Storage;
using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Service.Commands;

/// <summary>A run as its journal and its own copies have it, read beside a running service. Changes nothing.</summary>
/// <param name="Id">Run id.</param>
/// <param name="Events">The whole journal, whose chain was recomputed.</param>
/// <param name="Plan">The run's own copy, whose hash is the journal's.</param>
/// <param name="Fleet">The run's own copy, whose hash is the journal's.</param>
/// <param name="Team">The run's own copy, whose hash is the journal's.</param>
/// <param name="Zone">Zone of the plan.</param>
/// <param name="Language">Language of the run.</param>
/// <param name="HeadHash">Hash of the last entry.</param>
internal sealed record RecordedRun(
    string Id, IReadOnlyList<Recorded> Events, Plan Plan, Fleet Fleet, Team Team, TimeZoneInfo Zone, string Language, string HeadHash)
{
    /// <summary>The run's own copy; null where it cannot be read.</summary>
    public Pack? Pack { get; init; }

    /// <summary>Stands for the run begun last.</summary>
    public const string Latest = "latest";

    /// <summary>Reads a run.</summary>
    /// <exception cref="NoSuchRunException">The journal has no such run; the message lists those it has.</exception>
    /// <exception cref="RunNotTrustedException">The journal or a copy is not what was written.</exception>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">The journal cannot be read.</exception>
    /// <exception cref="FileFaultException">A copy cannot be read.</exception>
    public static RecordedRun Read(StateFolder state, string name, CancellationToken ct)
    {
        // The heads first: one that is posted while the rows are read must not look like a cut tail.
        var posted = new PostedHeads(state.HeadsPath).Read();
        using var reader = new JournalReader(state.JournalPath);
        var runs = reader.Streams().Where(s => s != Streams.Book).ToList();
        var id = name == Latest ? runs.LastOrDefault() : runs.Find(r => r == name);
        if (id is null)
        {
            throw new NoSuchRunException(state, name, runs);
        }
        var (events, hashes) = Rows(reader, id, ct);
        foreach (var head in posted.Where(h => h.Run == id && hashes.ElementAtOrDefault((int)h.Seq - 1) != h.Hash))
        {
            throw new RunNotTrustedException(
                (head.Seq > hashes.Count ? JournalFindings.Cut(head, hashes.Count) : JournalFindings.OtherThanPosted(head)).En);
        }
        return WithCopies(new ConfigFolder(Path.Combine(state.FullPath, "runs", id, "config")), id, events, hashes.LastOrDefault() ?? "");
    }

    /// <summary>
    /// Events and hashes of rows whose chain is whole. What stands behind the end of the run counts too: a remark of the morning after
    /// belongs into the report.
    /// </summary>
    private static (List<Recorded> Events, List<string> Hashes) Rows(JournalReader reader, string id, CancellationToken ct)
    {
        var (events, hashes) = (new List<Recorded>(), new List<string>());
        foreach (var row in reader.Rows(id, 0))
        {
            ct.ThrowIfCancellationRequested();
            var fits = row.Seq == hashes.Count + 1
                && row.Hash == JournalLineFormat.Hash(hashes.LastOrDefault() ?? JournalLineFormat.NoHash, row.Sealed());
            if (!fits)
            {
                throw new RunNotTrustedException($"seq {hashes.Count + 1} of {id} was changed or is missing");
            }
            hashes.Add(row.Hash);
            try
            {
                events.Add(RunCoordinator.ToRecorded(row.ToLine()));
            }
            catch (JsonException newer)
            {
                throw new RunNotTrustedException($"seq {row.Seq} of {id} cannot be understood: {newer.Message}");
            }
        }
        return (events, hashes);
    }

    private static RecordedRun WithCopies(ConfigFolder own, string id, List<Recorded> events, string head)
    {
        if (events is not [{ Event: RunPlanned planned }, ..])
        {
            throw new RunNotTrustedException("its first entry does not plan a run");
        }
        var plan = own.Plan(planned.PlanId);
        var fleet = own.Fleet(planned.FleetId);
        var team = own.Team();
        var state = Fold.All(events);
        var teamHash = events.Select(r => r.Event).OfType<FilesTaken>().LastOrDefault()?.TeamHash ?? planned.TeamHash;
        foreach (var (file, hash, bound) in new[] { (plan.File, plan.Hash, state.PlanHash), (fleet.File, fleet.Hash, state.FleetHash), (team.File, team.Hash, teamHash) })
        {
            if (File.Exists(file) && hash != bound)
            {
                throw new RunNotTrustedException($"{file} is not the file that the run went by: its hash is {hash}, the journal binds {bound}");
            }
        }
        var model = plan.Required();
        return new RecordedRun(
            id, events, model, fleet.Required(), team.Required(), TimeZoneInfo.FindSystemTimeZoneById(model.Zone), planned.Language, head)
        { Pack = own.Pack(model.Pack).Value };
    }
}

/// <summary>There is no such run; the message names those that there are.</summary>
internal sealed class NoSuchRunException(StateFolder state, string name, IReadOnlyList<string> runs) : Exception(
    runs.Count == 0 ? $"{state.FullPath} has no run yet: start the bot, or give another --state"
        : $"{state.FullPath} has no run '{name}'; it has: {string.Join(", ", runs)}");

/// <summary>Journal or copies are not what was written, so nothing may be reported from them.</summary>
internal sealed class RunNotTrustedException(string message) : Exception(message);
