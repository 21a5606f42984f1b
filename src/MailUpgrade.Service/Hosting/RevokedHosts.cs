using System.Text.Json;
using MailUpgrade.Adapters.Storage;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Service.Hosting;

/// <summary>
/// <c>revoked.jsonl</c> of the state folder: hosts on which a new login of the bot was tried and refused after its key was taken away, written by
/// <c>hosts revoke</c> beside a running bot. A line counts for the runs that the journal had then: a later night has its own key.
/// </summary>
internal sealed class RevokedHosts(string stateFolder)
{
    private readonly string path = Path.Combine(stateFolder, "revoked.jsonl");

    /// <summary>Adds hosts. A state folder that is not there has no run whose list could be told.</summary>
    /// <exception cref="IOException">Not written.</exception>
    public void Add(string fleet, IReadOnlyList<string> hosts, DateTimeOffset at)
    {
        var journal = new StateFolder(stateFolder).JournalPath;
        if (hosts.Count == 0 || !File.Exists(journal))
        {
            return;
        }
        using var reader = new JournalReader(journal);
        var line = new Line(at, fleet, hosts, [.. reader.Streams().Where(s => s != Streams.Book)]);
        File.AppendAllText(path, JsonSerializer.Serialize(line, JsonSerializerOptions.Web) + "\n");
    }

    /// <summary>Hosts of a fleet for which it is proven, of the days after a run.</summary>
    public IReadOnlyList<string> Of(string fleet, string run) => !File.Exists(path) ? []
        : [.. File.ReadLines(path).Select(l => JsonSerializer.Deserialize<Line>(l, JsonSerializerOptions.Web)).OfType<Line>()
            .Where(l => l.Fleet == fleet && l.Runs.Contains(run)).SelectMany(l => l.Hosts).Distinct(StringComparer.Ordinal)];

    private sealed record Line(DateTimeOffset At, string Fleet, IReadOnlyList<string> Hosts, IReadOnlyList<string> Runs);
}
