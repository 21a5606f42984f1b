using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;
using Xunit;

namespace MailUpgrade.Core.Tests.Runs.Properties;

public sealed class PromiseTests
{
    private const int Moves = 160;

    /// <summary>Seed of the first night; <c>MAILUPGRADE_SEED</c> plays others, or one that failed.</summary>
    private static readonly int First = Number("MAILUPGRADE_SEED") ?? 20_181_229;

    /// <summary>Nights of <c>./test</c>, and of <c>./test --long</c>; <c>MAILUPGRADE_NIGHTS</c> plays another number.</summary>
    private static readonly int Nights = Number("MAILUPGRADE_NIGHTS") ?? (Environment.GetEnvironmentVariable("MAILUPGRADE_LONG") == "1" ? 1_000_000 : 5_000);

    [Fact]
    public void No_random_night_breaks_a_promise()
    {
        var broken = new System.Collections.Concurrent.ConcurrentBag<string>();
        var seen = new System.Collections.Concurrent.ConcurrentDictionary<string, int>();
        var next = First - 1;
        // Threads of its own, and a processor left: the pool belongs to the tests that wait for the engine.
        var threads = Enumerable.Range(0, Math.Max(1, Environment.ProcessorCount - 1)).Select(_ => new Thread(() =>
        {
            while (Interlocked.Increment(ref next) is var seed && seed < First + Nights && broken.Count <= 20)
            {
                var night = new RandomNight(seed).Play(Moves);
                foreach (var fault in Promises.Broken(night).Take(3))
                {
                    broken.Add($"seed {seed}: {fault}");
                }
                foreach (var kind in night.Journal.Select(j => EventCatalog.KindOf(j.Entry.Event)).Append("ended " + night.State.Status.Word()).Distinct())
                {
                    seen.AddOrUpdate(kind, 1, (_, n) => n + 1);
                }
            }
        })).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        Assert.True(broken.IsEmpty, $"{string.Join('\n', broken.Order().Take(20))}\nOne night again: MAILUPGRADE_SEED=N MAILUPGRADE_NIGHTS=1 ./test --only PromiseTests");
        if (Nights < 5_000)
        {
            return; // a few nights, looked at one by one, come nowhere in particular
        }
        // Nights that never get anywhere would prove nothing.
        Assert.All(
            new[]
            {
                "kicked-off", "permit-voided", "start-missed", "gate-decided", "skip-decided", "rollback-decided", "abort-decided", "client-accepted",
                "client-refused", "handover-taken", "roles-changed", "glass-broken", "host-taken-over", "host-given-back", "plan-amended",
                "proposal-expired", "set-voided", "set-again", "service-resumed", "window-closed", "files-taken", "item-checked", "ended signed-off", "ended completed", "ended rolled-back",
            },
            kind => Assert.True(seen.GetValueOrDefault(kind) >= 5, $"{kind} in {seen.GetValueOrDefault(kind)} nights only"));
    }

    [Fact]
    public void The_same_seed_is_the_same_night() =>
        Assert.Equal(
            new RandomNight(First).Play(Moves).Journal.Select(j => j.Entry.Event.ToString()),
            new RandomNight(First).Play(Moves).Journal.Select(j => j.Entry.Event.ToString()));

    private static int? Number(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), System.Globalization.CultureInfo.InvariantCulture, out var n) ? n : null;
}
