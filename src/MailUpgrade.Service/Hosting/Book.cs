using System.Text.Json;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Service.Hosting;

/// <summary>The second stream: what outlives a run. Here: rehearsals that have passed, by plan hash.</summary>
public sealed class Book(IJournal journal) : IDisposable
{
    private const string RehearsalPassed = "rehearsal-passed";
    private readonly SemaphoreSlim writer = new(1, 1);
    private readonly HashSet<string> rehearsed = [];
    private long seq;

    /// <summary>Reads it. Once, before anything else.</summary>
    public async Task LoadAsync(CancellationToken ct)
    {
        foreach (var line in await journal.ReadAsync(Streams.Book, 0, ct))
        {
            Take(line);
        }
    }

    /// <summary>Whether a rehearsal of this plan hash has passed.</summary>
    public bool HasRehearsed(string planHash)
    {
        lock (rehearsed)
        {
            return rehearsed.Contains(planHash);
        }
    }

    /// <summary>
    /// Records a passed rehearsal with the measured length of each phase: beside the plan, never inside its hash. May be called twice:
    /// the second time does nothing.
    /// </summary>
    public async Task RehearsedAsync(
        string run, string planHash, IReadOnlyDictionary<string, double> phaseMinutes, DateTimeOffset at, CancellationToken ct)
    {
        await writer.WaitAsync(ct);
        try
        {
            if (!HasRehearsed(planHash))
            {
                var body = JsonSerializer.Serialize(new { run, planHash, phaseMinutes }, JsonSerializerOptions.Web);
                foreach (var line in await journal.AppendAsync(
                    Streams.Book, seq, [new NewJournalEntry(at, RehearsalPassed, "bot", "-", body)], ct))
                {
                    Take(line);
                }
            }
        }
        finally
        {
            writer.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => writer.Dispose();

    private void Take(JournalLine line)
    {
        seq = line.Seq;
        if (line.Kind == RehearsalPassed)
        {
            using var body = JsonDocument.Parse(line.Body);
            lock (rehearsed)
            {
                rehearsed.Add(body.RootElement.GetProperty("planHash").GetString()!);
            }
        }
    }
}
