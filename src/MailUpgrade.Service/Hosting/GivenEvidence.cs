using MailUpgrade.Core.Books;
using MailUpgrade.Core.Plans;
using MailUpgrade.Service.Options;

namespace MailUpgrade.Service.Hosting;

/// <summary>Rehearsals that a drill pretends, with their lengths: laid over the book and never written into it.</summary>
internal sealed class GivenEvidence
{
    private const double Spread = 0.1;
    private readonly IReadOnlyList<RehearsalPassed> rehearsals;
    private readonly IReadOnlyList<WayBackMeasured> waysBack;
    private string? marked;

    private GivenEvidence(IReadOnlyList<RehearsalPassed> rehearsals, IReadOnlyList<WayBackMeasured> waysBack) =>
        (this.rehearsals, this.waysBack) = (rehearsals, waysBack);

    /// <summary>What the settings pretend; nothing where they name no lengths. Several rehearsals spread by ten percent around them.</summary>
    public static GivenEvidence Of(RunOptions options, string planHash, string? original)
    {
        var marked = options.GivenMarks == "taken" ? original : null;
        var lengths = Lengths(options.GivenLengths).ToDictionary(x => x.Name, x => x.Length!.Value.TotalMinutes);
        if (options.GivenRehearsal != "passed" || lengths.Count == 0)
        {
            return new GivenEvidence([], []) { marked = marked };
        }
        var n = options.GivenRehearsals;
        var factors = Enumerable.Range(0, n).Select(i => n == 1 ? 1 : 1 - Spread + (2 * Spread * i / (n - 1))).ToList();
        return new GivenEvidence(
            [.. factors.Select((f, i) => new RehearsalPassed($"given-{i + 1}", planHash, Times(lengths, f, isStep: false), Times(lengths, f, isStep: true), null, null, ["given by the drill"]))],
            lengths.TryGetValue("rollback", out var back) ? [.. factors.Select((f, i) => new WayBackMeasured($"given-{i + 1}", planHash, back * f))] : [])
        { marked = marked };
    }

    /// <summary>The book with what is pretended.</summary>
    public BookState Over(BookState book) => Marked(rehearsals.Count == 0 ? book
        : book with { Rehearsals = book.Rehearsals.AddRange(rehearsals), WaysBack = book.WaysBack.AddRange(waysBack) });

    private BookState Marked(BookState book) => marked is null || book.Hosts.ContainsKey(marked) ? book
        : book with { Hosts = book.Hosts.SetItem(marked, new HostsSeen(marked, [])) };

    /// <summary>What cannot be read in the setting, or null.</summary>
    public static string? FaultOf(string? setting) => Lengths(setting).FirstOrDefault(x => x.Length is null) is { Name: { } name }
        ? $"Run:GivenLengths '{name}' is not known; write PHASE=90m; STEP/HOST=40m" : null;

    private static Dictionary<string, double> Times(Dictionary<string, double> lengths, double factor, bool isStep) =>
        lengths.Where(l => l.Key.Contains('/', StringComparison.Ordinal) == isStep).ToDictionary(l => l.Key, l => Math.Round(l.Value * factor, 2));

    private static IEnumerable<(string Name, TimeSpan? Length)> Lengths(string? setting) =>
        (setting ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2) switch
        {
            [var name, var length] when DurationText.TryParse(length.Trim(), out var read) => (name.Trim(), (TimeSpan?)read),
            _ => (pair, null),
        });
}
