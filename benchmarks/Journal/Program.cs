using MailUpgrade.Benchmarks.Journal;

// Usage: journal-benchmark FOLDER [ROUNDS] [EVENTS]. FOLDER must lie on the disk that is to be measured, not on a tmpfs.
var folder = args.Length > 0 ? Path.GetFullPath(args[0]) : throw new ArgumentException("FOLDER is missing");
var rounds = args.Length > 1 ? int.Parse(args[1], null) : 81;
// Rounds are short and many: other work on the machine comes and goes within seconds, neighbours in time see the same of it.
var events = args.Length > 2 ? int.Parse(args[2], null) : 64;
// The journal's write-ahead file grows for its first thousand pages and is then written over.
const int warmUp = 10;
Contestant[] contestants =
[
    new RawAppend(Path.Combine(folder, "raw.log")),
    new JournalAppend(Path.Combine(folder, "one.db"), callers: 1),
    new JournalAppend(Path.Combine(folder, "many.db"), callers: 32),
];
try
{
    var results = contestants.Select(contestant => new Result(contestant.Name)).ToArray();
    for (var round = -warmUp; round < rounds; round++)
    {
        for (var turn = 0; turn < contestants.Length; turn++)
        {
            // Forwards and backwards in turn, so that nobody always follows the same neighbour.
            var at = round % 2 == 0 ? turn : contestants.Length - 1 - turn;
            var latencies = await contestants[at].RunAsync(events * contestants[at].Weight, CancellationToken.None);
            if (round >= 0)
            {
                results[at].Add(latencies.Item1, latencies.Item2);
            }
        }
    }
    Report.Print(results, rounds, events);
}
finally
{
    foreach (var contestant in contestants)
    {
        contestant.Dispose();
    }
}
