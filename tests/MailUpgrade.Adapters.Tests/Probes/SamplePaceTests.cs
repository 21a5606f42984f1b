using System.Collections.Concurrent;
using MailUpgrade.Adapters.Probes;
using MailUpgrade.Adapters.Probes.Wire;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Sampling;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Probes;

/// <summary>How gently accounts are read.</summary>
public sealed class SamplePaceTests
{
    private static readonly DateTimeOffset Start = new(2018, 12, 29, 17, 0, 0, TimeSpan.Zero);
    private readonly ManualClock _clock = new(Start);

    [Fact]
    public async Task Three_accounts_a_second_and_host_are_begun_and_hosts_do_not_wait_for_each_other()
    {
        var pace = new SamplePace(3, 0, NoLoad, _clock);
        var begun = new ConcurrentQueue<DateTimeOffset>();
        var all = Task.WhenAll(Enumerable.Range(0, 7).Select(async _ =>
        {
            await pace.TurnAsync("mbs1", new HoldSwitch(), CancellationToken.None);
            begun.Enqueue(_clock.GetUtcNow());
        }));
        await pace.TurnAsync("mbs2", new HoldSwitch(), CancellationToken.None);
        Assert.Equal(Start, _clock.GetUtcNow());
        await PassAsync(all);
        Assert.Equal(7, begun.Count);
        Assert.True(begun.Max() - Start >= TimeSpan.FromSeconds(1.9));
    }

    [Fact]
    public async Task A_host_above_the_ceiling_of_its_load_is_let_alone_until_it_falls()
    {
        var loads = new Queue<double>([5.0, 4.1, 3.9]);
        var looks = new List<DateTimeOffset>();
        var pace = new SamplePace(1000, 4, (host, _) =>
        {
            looks.Add(_clock.GetUtcNow());
            return Task.FromResult<double?>(loads.Dequeue());
        }, _clock);
        var turn = pace.TurnAsync("mbs1", new HoldSwitch(), CancellationToken.None);
        Assert.False(turn.IsCompleted);
        await PassAsync(turn);
        Assert.Equal(3, looks.Count);
        Assert.True(_clock.GetUtcNow() - Start >= TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_host_whose_load_nobody_can_tell_is_asked_on()
    {
        await new SamplePace(1000, 4, NoLoad, _clock).TurnAsync("mbs1", new HoldSwitch(), CancellationToken.None);
        Assert.Equal(Start, _clock.GetUtcNow());
    }

    [Fact]
    public async Task A_hold_ends_what_is_under_way_at_once_begins_nothing_and_what_was_cut_is_read_anew()
    {
        var system = new SlowSystem();
        var job = new SampleJob("run", SamplePlan.Fleet(), SamplePlan.Files.Pack);
        var round = new AccountRound(system, job, new SamplePace(1000, 0, NoLoad, TimeProvider.System));
        var facts = Enumerable.Range(1, 12).Select(n => new AccountFacts($"user{n:d2}@x", $"{n}", "mbs1", 1, Start)).ToList();
        var reading = round.ReadAsync(facts, new Dictionary<string, AccountState>(), CancellationToken.None);
        await system.UnderWay(4);
        job.Hold.Set(true);
        await system.UnderWay(0);
        var begun = system.Begun;
        Assert.Equal(begun, system.Begun);
        Assert.Equal(0, system.Read);
        system.Answers = true;
        Assert.False(reading.IsCompleted);
        Assert.Equal(begun, system.Begun);
        job.Hold.Set(false);
        Assert.Equal(facts.Select(f => f.Address), (await reading).Select(s => s.Address));
        Assert.Equal(begun + 12, system.Begun);
        Assert.Equal(12, system.Read);
    }

    [Fact]
    public async Task A_refusal_for_rate_slows_its_host_down_and_ends_as_not_judged()
    {
        var pace = new SamplePace(1000, 0, NoLoad, TimeProvider.System);
        var round = new AccountRound(new RefusingSystem(), new SampleJob("run", SamplePlan.Fleet(), SamplePlan.Files.Pack), pace);
        var state = Assert.Single(await round.ReadAsync([new AccountFacts("a@x", "1", "mbs1", 1, Start)], new Dictionary<string, AccountState>(), CancellationToken.None));
        Assert.Equal(SlowCodes.Rate, state.Unjudged);
        Assert.Equal(["mbs1"], pace.Slowed);
    }

    [Fact]
    public async Task A_host_that_refuses_everything_is_let_alone_soon_and_the_others_are_read()
    {
        var system = new RefusingSystem();
        var round = new AccountRound(system, new SampleJob("run", SamplePlan.Fleet(), SamplePlan.Files.Pack), new SamplePace(100_000, 0, NoLoad, TimeProvider.System));
        var facts = Enumerable.Range(1, 40).Select(n => new AccountFacts($"user{n:d2}@x", $"{n}", n % 2 == 0 ? "mbs1" : "mbs2", 1, Start)).ToList();
        var states = await round.ReadAsync(facts, new Dictionary<string, AccountState>(), CancellationToken.None);
        Assert.Equal(40, states.Count);
        Assert.All(states, s => Assert.Equal(s.Host == "mbs1" ? SlowCodes.Rate : "", s.Unjudged));
        // Ten in a row, and what was under way beside the tenth; not five for each of twenty accounts.
        Assert.InRange(system.Refused, 10, 13);
    }

    private static Task<double?> NoLoad(string host, CancellationToken ct) => Task.FromResult<double?>(null);

    /// <summary>The clock goes on whenever somebody rests.</summary>
    private async Task PassAsync(Task until)
    {
        while (!until.IsCompleted)
        {
            if (_clock.Waiting > 0)
            {
                _clock.Advance(TimeSpan.FromMilliseconds(50));
            }
            await Task.Yield();
        }
        await until;
    }

    /// <summary>A system of which nothing but reading is asked.</summary>
    private abstract class ReadOnlySystem : IMailSystem
    {
        public IReadOnlyList<string> NotSetUp => [];

        public abstract Task<AccountState> ReadAsync(AccountFacts account, AccountState? before, CancellationToken ct);

        public Task<IReadOnlyList<AccountFacts>> AccountsAsync(CancellationToken ct) => throw new NotSupportedException();

        public Task<(IReadOnlyList<VolumeState> Blobs, IReadOnlyList<string> NotLookedAt)> BlobsAsync(IReadOnlyList<AccountFacts> sample, int perVolume, CancellationToken ct) => throw new NotSupportedException();

        public Task<VolumeState> ReadBlobAsync(VolumeState before, CancellationToken ct) => throw new NotSupportedException();

        public Task<IReadOnlyList<ServiceState>> ServicesAsync(CancellationToken ct) => throw new NotSupportedException();

        public Task<bool> HasProbeAsync(AccountFacts account, string messageId, CancellationToken ct) => throw new NotSupportedException();

        public Task<int> RemoveProbeAsync(AccountFacts account, string messageId, CancellationToken ct) => throw new NotSupportedException();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class RefusingSystem : ReadOnlySystem
    {
        private int _refused;

        public int Refused => _refused;

        public override Task<AccountState> ReadAsync(AccountFacts account, AccountState? before, CancellationToken ct)
        {
            if (account.Host != "mbs1")
            {
                return Task.FromResult(new AccountState(account.Address, account.Id, account.Host, AccountState.Ok, 1, [], null));
            }
            Interlocked.Increment(ref _refused);
            throw new RateRefusedException("too fast");
        }
    }

    /// <summary>Answers only when it is let, and not at all to who has gone.</summary>
    private sealed class SlowSystem : ReadOnlySystem
    {
        private readonly Lock _gate = new();
        private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _underWay;

        public bool Answers { get; set; }

        public int Begun { get; private set; }

        public int Read { get; private set; }

        public override async Task<AccountState> ReadAsync(AccountFacts account, AccountState? before, CancellationToken ct)
        {
            Change(() => (Begun, _underWay) = (Begun + 1, _underWay + 1));
            try
            {
                if (!Answers)
                {
                    await new TaskCompletionSource().Task.WaitAsync(ct);
                }
                Change(() => Read++);
                return new AccountState(account.Address, account.Id, account.Host, AccountState.Ok, 0, [], null);
            }
            finally
            {
                Change(() => _underWay--);
            }
        }

        public async Task UnderWay(int count)
        {
            while (true)
            {
                Task changed;
                lock (_gate)
                {
                    if (_underWay == count)
                    {
                        return;
                    }
                    changed = _changed.Task;
                }
                await changed.WaitAsync(TimeSpan.FromMinutes(1));
            }
        }

        private void Change(Action change)
        {
            TaskCompletionSource before;
            lock (_gate)
            {
                change();
                (before, _changed) = (_changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            }
            before.SetResult();
        }
    }
}
