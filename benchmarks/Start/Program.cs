using System.Globalization;
using MailUpgrade.Benchmarks.Start;

// Usage: start-benchmark BOT STATE PEER [--rounds N]. Works in the folder with appsettings.json and config/.
if (args is not [var bot, var state, var peer, ..])
{
    Console.Error.WriteLine("usage: start-benchmark BOT STATE PEER [--rounds N]");
    return 2;
}
var rounds = 5;
if (args.Length > 3 && (args is not [_, _, _, "--rounds", var number]
    || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out rounds) || rounds < 1))
{
    Console.Error.WriteLine("--rounds takes a number of 1 or more");
    return 2;
}
var idle = TimeSpan.FromSeconds(3);
Contestant[] contestants = [Contestant.Ours(Path.GetFullPath(bot), Path.GetFullPath(state)), Contestant.Hubot(Path.GetFullPath(peer))];
var seen = contestants.Select(_ => new List<Round>()).ToArray();
try
{
    foreach (var contestant in contestants)
    {
        // Not counted: makes the state folder with its cluster, and warms the disk cache for both.
        await Stopwatching.OnceAsync(contestant, TimeSpan.Zero, CancellationToken.None);
    }
    for (var round = 0; round < rounds; round++)
    {
        for (var turn = 0; turn < contestants.Length; turn++)
        {
            // The order turns each round, so that nobody always follows the same neighbour.
            var at = (turn + round) % contestants.Length;
            seen[at].Add(await Stopwatching.OnceAsync(contestants[at], idle, CancellationToken.None));
        }
    }
}
catch (InvalidOperationException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
Report.Print(contestants, seen);
return 0;
