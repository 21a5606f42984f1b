using System.Globalization;
using System.Text.Json;
using MailUpgrade.Adapters.Files;
using MailUpgrade.Adapters.Storage;
using MailUpgrade.Core.Books;
using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Service.Hosting;

/// <summary>Makes a state folder from what was kept away. All of it, or nothing.</summary>
internal static class Adoption
{
    /// <summary>Adopts and says what is true now, one line each.</summary>
    /// <exception cref="AdoptionException">The journal or the files beside it are not what was written.</exception>
    public static async Task<IReadOnlyList<string>> OfAsync(string file, StateFolder state, ConfigFolder config, CancellationToken ct)
    {
        if (File.Exists(state.JournalPath))
        {
            throw new AdoptionException($"{state.FullPath} has a journal already: give a new folder with --state");
        }
        var lines = Read(file);
        var run = Fold(lines, file);
        using var stateLock = state.Lock(TimeProvider.System);
        try
        {
            using (var journal = new SqliteJournal(state.JournalPath))
            {
                await WriteAsync(journal, run.Id, lines, ct);
                var book = Path.Combine(Path.GetDirectoryName(file)!, "book.jsonl");
                if (File.Exists(book) && Read(book) is { Count: > 0 } known)
                {
                    await WriteAsync(journal, Streams.Book, known, ct);
                }
            }
            TakeConfig(file, state, config, run);
            TakeBaseline(file, state, run.Id);
        }
        catch
        {
            File.Delete(state.JournalPath);
            throw;
        }
        return Told(run, state);
    }

    private static void TakeConfig(string file, StateFolder state, ConfigFolder config, RunState run)
    {
        var kept = Path.Combine(Path.GetDirectoryName(file)!, run.Id, "config");
        var own = Path.Combine(state.RunPath(run.Id), "config");
        if (Directory.Exists(kept))
        {
            foreach (var from in Directory.EnumerateFiles(kept, "*", SearchOption.AllDirectories))
            {
                var to = Path.Combine(own, Path.GetRelativePath(kept, from));
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                File.Copy(from, to, overwrite: true);
            }
        }
        var files = new RunFileStore(config, state.FullPath, run.PlanId, run.FleetId, null, false, () => BookState.Empty);
        var hashes = (Directory.Exists(kept) ? files.Copies(run.Id) : files.TakeCopies(run.Id)).Hashes;
        if (hashes.Plan != run.PlanHash || hashes.Fleet != run.FleetHash)
        {
            var (what, wanted) = hashes.Plan != run.PlanHash ? ("plan " + run.PlanId, run.PlanHash) : ("fleet " + run.FleetId, run.FleetHash);
            throw new AdoptionException(
                $"{what} is not the one of the run: its hash must be {wanted}. Give the folder that has it with --config, or the run's own copy as {kept}");
        }
    }

    private static void TakeBaseline(string file, StateFolder state, string run)
    {
        foreach (var (own, kept) in AwayCopy.Baseline(state, Path.GetDirectoryName(file)!, run).Where(f => File.Exists(f.Kept)))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(own)!);
            File.Copy(kept, own, overwrite: true);
            AwayCopy.OnlyOwner(own);
        }
    }

    /// <summary>Written anew, a line has the same hash; where it has another, a byte of it was changed.</summary>
    private static async Task WriteAsync(SqliteJournal journal, string stream, List<KeptLine> lines, CancellationToken ct)
    {
        for (var from = 0; from < lines.Count; from += 500)
        {
            var part = lines.Skip(from).Take(500).ToList();
            var written = await journal.AppendAsync(stream, from, [.. part.Select(l => l.Entry)], ct);
            for (var i = 0; i < part.Count; i++)
            {
                if (written[i].Hash != part[i].Hash || part[i].Seq != from + i + 1)
                {
                    throw new AdoptionException($"seq {part[i].Seq} of {stream} is not what was written: 'mailupgrade journal verify FILE.jsonl' says more. Take an older copy");
                }
            }
        }
    }

    private static RunState Fold(List<KeptLine> lines, string file)
    {
        var state = lines.Select(l => RunCoordinator.ToRecorded(new JournalLine(
            "", l.Seq, l.Entry.At, l.Entry.Kind, l.Entry.Actor, l.Entry.Channel, l.Entry.Body, l.Hash))).Aggregate(RunState.Empty, Core.Runs.State.Fold.Apply);
        return state.Id.Length > 0 ? state : throw new AdoptionException($"{file} is not the journal of a run: it does not begin with run-planned");
    }

    /// <exception cref="AdoptionException">A line cannot be read.</exception>
    private static List<KeptLine> Read(string file)
    {
        var lines = new List<KeptLine>();
        foreach (var text in File.ReadLines(file).Where(l => l.Length > 0))
        {
            try
            {
                using var json = JsonDocument.Parse(text);
                var line = json.RootElement;
                string Text(string key) => line.GetProperty(key).GetString()!;
                lines.Add(new KeptLine(
                    line.GetProperty("seq").GetInt64(), Text("hash"),
                    new NewJournalEntry(
                        DateTimeOffset.Parse(Text("at"), CultureInfo.InvariantCulture), Text("kind"), Text("actor"), Text("channel"), line.GetProperty("body").GetRawText())));
            }
            catch (Exception e) when (e is JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
            {
                throw new AdoptionException($"{file}:{lines.Count + 1}: not a line of a journal ({e.Message}). A copy that was cut off in its last line: delete that line and adopt again");
            }
        }
        return lines;
    }

    private static IReadOnlyList<string> Told(RunState run, StateFolder state)
    {
        var flight = run.InFlight.Select(s => s.Name).ToList();
        return
        [
            $"Run {run.Id} ({run.Mode}) is adopted in {state.FullPath}: {run.Seq} events, the last at {run.LastAt:yyyy-MM-dd HH:mm:ss}Z, state {run.Status.Word()}.",
            flight.Count == 0 ? "Nothing was in flight at that event." : $"In flight at that event: {string.Join(", ", flight)}.",
            "What happened on the hosts since is not in the journal. A new bot asks every step by its ticket: what was begun is followed, not begun again.",
            "Make sure that the lost bot is dead, then start the new one:",
            $"  Run__Plan={run.PlanId} Run__Fleet={run.FleetId} Run__Mode={run.Mode} mailupgrade serve --state {state.FullPath}",
        ];
    }

    private sealed record KeptLine(long Seq, string Hash, NewJournalEntry Entry);
}
