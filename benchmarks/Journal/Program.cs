using MailUpgrade.Benchmarks.Journal;

// Usage: journal-benchmark FOLDER [ROUNDS] [EVENTS]. FOLDER must lie on the disk that is to be measured, not on a tmpfs.
var folder = args.Length > 0 ? Path.GetFullPath(args[0]) : throw new ArgumentException("FOLDER is missing");
var rounds = args.Length > 1 ? int.Parse(args[1], null) : 7;
var events = args.Length > 2 ? int.Parse(args[2], null) : 1500;
Contestant[] contestants =
[
    new RawAppend(Path.Combine(folder, "raw.log")),
    new JournalAppend(Path.Combine(folder, "one.db"), callers: 1),
    new JournalAppend(Path.Combine(folder, "many.db"), callers: 32),
];
try
{
    var results = contestants.Select(contestant => new Result(contestant.Name)).ToArray();
    for (var round = -1; round < rounds; round++)
    {
        for (var turn = 0; turn < contestants.Length; turn++)
        {
            // The order turns each round, so that nobody always follows the same neighbour.
            var at = (turn + round + 1) % contestants.Length;
            var latencies = await contestants[at].RunAsync(events, CancellationToken.None);
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
